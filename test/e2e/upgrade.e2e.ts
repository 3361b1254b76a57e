import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';
import { of, run, serve, type Ran } from './bundle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const folder = temporaryFolder();
const reference = readFileSync('templates/quilt.yaml', 'utf8');

/** The reference template with some text exchanged; the text must be there. */
const changed = (name: string, ...exchanges: readonly (readonly [string, string])[]): string => {
  let text = reference;
  for (const [from, to] of exchanges) {
    if (!text.includes(from)) throw new Error(`the reference template has no ${from}`);
    text = text.replaceAll(from, to);
  }
  const file = path.join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
};

/** A stack that is up, in an account of its own: the tests wait on polls, so they wait together. */
const installed = async (
  onTestFinished: (stop: () => Promise<void>) => void,
): Promise<{
  env: Record<string, string>;
  upgrade(...args: string[]): Promise<Ran>;
}> => {
  const { env, stop } = await serve(['--scenario', 'installed']);
  onTestFinished(() => stop());
  return {
    env,
    upgrade: (...args) => run(['upgrade', '--yes', '--dns', 'none', '--output', 'json', ...args], { env }),
  };
};

describe.concurrent('an upgrade', () => {
  const result = (ran: Ran): unknown => ran.events.at(-1);

  it('that replaces the database needs the stack name, and is not made without it', async ({
    expect,
    onTestFinished,
  }) => {
    const { upgrade } = await installed(onTestFinished);
    const file = changed('replaced', ['DBName: quilt', 'DBName: another']);
    const ran = await upgrade('--template-file', file);
    expect(of(ran, 'plan')[0], ran.stderr).toMatchObject({ kind: 'update', counts: { replace: 1 } });
    expect(of(ran, 'error')[0]).toMatchObject({ code: 'confirm-missing' });
    expect(ran.code).toBe(2);
    const wrong = await upgrade('--template-file', file, '--confirm', 'quilted');
    expect(wrong.code).toBe(2);
    const left = await upgrade('--reuse-template');
    expect(result(left)).toMatchObject({ outcome: 'unchanged', exitCode: 0 });
  });

  it('never sends back the four asterisks of a secret', async ({ expect, onTestFinished }) => {
    const { upgrade } = await installed(onTestFinished);
    const file = changed('longer', ['VisibilityTimeout: 900', 'VisibilityTimeout: 950']);
    const ran = await upgrade('--template-file', file);
    expect(ran.code, ran.stdout).toBe(0);
    const kept = of(ran, 'parameter').filter((line) => line['value'] === '****');
    expect(kept.map((line) => line['source'])).toContain('stack');
    // Had `****` been sent, the database would change its password.
    const [plan] = of(ran, 'plan');
    expect((plan?.['changes'] as { logicalId: string }[]).map(({ logicalId }) => logicalId)).not.toContain(
      'DB',
    );
  });

  it('asks for new parameters and says which are dropped', async ({ expect, onTestFinished }) => {
    const { upgrade } = await installed(onTestFinished);
    const file = changed(
      'renamed',
      [', Qurator]', ', Assistant]'],
      ['  Qurator:\n', '  Assistant:\n'],
      ['!Ref Qurator', '!Ref Assistant'],
      ['    Default: Disabled\n', ''],
    );
    const ran = await upgrade('--template-file', file);
    expect(of(ran, 'error').map((error) => error['parameter'])).toContain('Assistant');
    const given = await upgrade('--template-file', file, '--param', 'Assistant=Enabled');
    expect(given.code, given.stdout).toBe(0);
    expect(JSON.stringify(of(given, 'plan')[0])).toContain('Qurator');
  });

  it('merges tags over the stack’s own', async ({ expect, onTestFinished }) => {
    const { upgrade } = await installed(onTestFinished);
    const first = await upgrade('--reuse-template', '--tag', 'team=lab');
    expect(first.code, first.stdout).toBe(0);
    const second = await upgrade('--reuse-template', '--tag', 'cost=42');
    expect(second.code).toBe(0);
    const third = await upgrade('--reuse-template', '--tag', 'cost=42', '--tag', 'team=lab');
    expect(result(third)).toMatchObject({ outcome: 'unchanged' });
  });

  it('leaves nothing behind when only planned', async ({ expect, onTestFinished }) => {
    const { upgrade } = await installed(onTestFinished);
    const file = changed('planned', ['VisibilityTimeout: 900', 'VisibilityTimeout: 999']);
    const ran = await upgrade('--template-file', file, '--plan-only');
    expect(result(ran)).toMatchObject({ outcome: 'succeeded', exitCode: 0 });
    const again = await upgrade('--template-file', file, '--plan-only');
    expect(of(again, 'plan')[0]).toMatchObject({ kind: 'update' });
  });

  it('install on the healthy stack is the wrong command, and says the right one', async ({
    expect,
    onTestFinished,
  }) => {
    const { env } = await installed(onTestFinished);
    const file = changed('other', ['VisibilityTimeout: 900', 'VisibilityTimeout: 1000']);
    const answers = 'templates/rehearsal/answers/installed.yaml';
    const ran = await run(
      ['install', '--template-file', file, '--answers', answers, '--yes', '--output', 'json'],
      { env },
    );
    expect(ran.code, ran.stdout).toBe(2);
    expect(of(ran, 'error')[0]).toMatchObject({
      code: 'stack-exists',
      hint: expect.stringContaining('upgrade') as string,
    });
  });
});

describe.concurrent('a first install that did not go well', () => {
  const args = [
    '--template-file',
    'templates/quilt.yaml',
    '--answers',
    'templates/rehearsal/answers/ready.yaml',
    '--yes',
    '--dns',
    'none',
    '--output',
    'json',
  ];

  it('leaves a failed stack that the next install removes on consent', async ({ expect }) => {
    const account = await serve(['--fail', 'Search=no capacity']);
    const failed = await run(['install', ...args], { env: account.env });
    expect(failed.code, failed.stdout).toBe(5);
    const unconfirmed = await run(['install', ...args], { env: account.env });
    expect(unconfirmed.code, unconfirmed.stdout).toBe(6);
    const confirmed = await run(['install', ...args, '--confirm', 'quilt'], { env: account.env });
    // The stack was removed and made anew; this account's Search fails again.
    expect(confirmed.code, confirmed.stdout).toBe(5);
    expect(of(confirmed, 'settled').map((settled) => settled['status'])).toEqual([
      'DELETE_COMPLETE',
      'ROLLBACK_COMPLETE',
    ]);
    await account.stop();
  });

  it('two installers at once make one stack', async ({ expect }) => {
    const account = await serve();
    const both = await Promise.all([
      run(['install', ...args], { env: account.env }),
      run(['install', ...args], { env: account.env }),
    ]);
    const codes = both.map(({ code }) => code).sort();
    expect(codes[0], both.map(({ stdout }) => stdout.slice(-1500)).join('\n===\n')).toBe(0);
    expect([0, 2, 3, 7]).toContain(codes[1]);
    const after = await run(['status', '--output', 'json'], { env: account.env });
    expect(of(after, 'status').find((line) => line['id'] === 'stack.state')).toMatchObject({
      value: 'CREATE_COMPLETE',
    });
    await account.stop();
  });
});
