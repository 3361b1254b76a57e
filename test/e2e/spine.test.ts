import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { checkOf, of, rehearse, run, serve } from './bundle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const folder = temporaryFolder();

describe.concurrent('the main job, rehearsed', () => {
  it('installs without a terminal: three records and the address', async ({ expect }) => {
    const ran = await run(['rehearse', '--speed', 'max']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout.match(/^.*quilt[\w-]*\.data\.example\.com .*$/gm)?.length).toBeGreaterThanOrEqual(3);
    expect(ran.stdout).toContain('https://quilt.data.example.com');
    expect(ran.stdout + ran.stderr).not.toMatch(/\u001B|undefined|\[object|Error:/);
  });

  it('finds what is wrong with a crowded account', async ({ expect }) => {
    const ran = await rehearse(['--scenario', 'crowded'], ['preflight', '--output', 'json']);
    expect(ran.code, ran.stderr).toBe(3);
    for (const id of [
      'cloudtrail.capacity',
      's3.bucket-notifications',
      'acm.certificate',
      'dns.hostnames-free',
    ])
      expect(checkOf(ran, id)).toMatchObject({ status: 'fail', fix: expect.stringMatching(/\w/) as string });
    expect(ran.events.at(-1)).toMatchObject({
      type: 'result',
      command: 'preflight',
      exitCode: 3,
      outcome: 'failed',
    });
  });

  it('names the first failure, not a cancelled sibling', async ({ expect }) => {
    const ran = await rehearse(
      ['--fail', 'Cluster=the moon was full'],
      ['install', '--yes', '--output', 'json'],
    );
    expect(ran.code, ran.stderr).toBe(5);
    const [settled] = of(ran, 'settled');
    expect(settled).toMatchObject({
      succeeded: false,
      status: 'ROLLBACK_COMPLETE',
      rootCause: { logicalId: 'Cluster', reason: expect.stringContaining('the moon was full') as string },
    });
    expect(ran.events.at(-1)).toMatchObject({ type: 'result', outcome: 'rolled-back', exitCode: 5 });
  });

  it('shows a failure to a person', async ({ expect }) => {
    const ran = await rehearse(['--fail', 'Cluster=the moon was full'], ['install', '--yes']);
    expect(ran.code).toBe(5);
    expect(ran.stderr).toMatch(/Cluster failed/);
    expect(ran.stderr).toContain('the moon was full');
  });

  it('refuses a misspelt resource in --fail, with the nearest name', async ({ expect }) => {
    const ran = await rehearse(['--fail', 'Serch'], ['install']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('Search');
  });
});

describe.concurrent('against a served rehearsal account', () => {
  let account: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    account = await serve();
  });
  afterAll(() => account.stop());

  const answers = ['--answers', 'templates/rehearsal/answers/ready.yaml'];
  // The tool's own time and resolver are real here: fresh records would be waited for.
  const args = [...answers, '--dns', 'none', '--yes', '--output', 'json'];

  it('installs, upgrades, and then has nothing to do', async ({ expect }) => {
    const changed = path.join(folder, 'changed.yaml');
    const text = readFileSync('templates/quilt.yaml', 'utf8');
    writeFileSync(changed, text.replaceAll('VisibilityTimeout: 900', 'VisibilityTimeout: 901'));
    const installed = await run(['install', '--template-file', 'templates/quilt.yaml', ...args], {
      env: account.env,
    });
    expect(installed.code, installed.stdout + installed.stderr).toBe(0);
    const upgraded = await run(['upgrade', '--template-file', changed, '--yes', '--output', 'json'], {
      env: account.env,
    });
    expect(upgraded.code, upgraded.stdout + upgraded.stderr).toBe(0);
    expect(of(upgraded, 'plan')[0]).toMatchObject({ kind: 'update', counts: { replace: 0, remove: 0 } });
    const again = await run(['upgrade', '--template-file', changed, '--yes', '--output', 'json'], {
      env: account.env,
    });
    expect(again.code, again.stdout + again.stderr).toBe(0);
    expect(again.events.at(-1)).toMatchObject({
      outcome: 'unchanged',
      url: 'https://quilt.data.example.com',
    });
    const reinstalled = await run(['install', '--template-file', changed, ...args], { env: account.env });
    expect(reinstalled.events.at(-1)).toMatchObject({ outcome: 'unchanged', exitCode: 0 });
  });
});
