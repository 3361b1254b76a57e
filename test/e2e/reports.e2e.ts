import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { inspectedAccount, type InspectedAccount } from './account.ts';
import { started } from './running.ts';
import { checkOf, of, rehearse, run, type Ran } from './bundle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

interface Reports {
  readonly flags: readonly string[];
  readonly junit: () => string;
  readonly markdown: () => string;
  readonly codeQuality: () => readonly Readonly<Record<string, unknown>>[];
  readonly summary: string;
}

const reports = (): Reports => {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder, name);
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  return {
    flags: ['--junit', at('j.xml'), '--markdown', at('m.md'), '--code-quality', at('c.json')],
    junit: () => read('j.xml'),
    markdown: () => read('m.md'),
    codeQuality: () => JSON.parse(read('c.json')) as readonly Readonly<Record<string, unknown>>[],
    summary: at('summary.md'),
  };
};
const github = ({ summary }: Reports) => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_STEP_SUMMARY: summary,
  CI: 'true',
});

/** GitHub reads a command wherever a line begins with one, white space before it or not. */
const workflowCommands = (text: string): readonly string[] =>
  text.split(/\r\n|\r|\n/).filter((line) => line.trimStart().startsWith('::') || line.includes('##['));
const ours = /^::(error|warning|notice) title=[a-z0-9.-]+%3A [^\n]*::/;

const attributes = (text: string): { tests: number; failures: number; skipped: number } => {
  const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(text) as {
    testsuites: Readonly<Record<'tests' | 'failures' | 'skipped', string>>;
  };
  const { tests, failures, skipped } = parsed.testsuites;
  return { tests: Number(tests), failures: Number(failures), skipped: Number(skipped) };
};

const crowded = (command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  rehearse(['--scenario', 'crowded'], ['preflight', ...command], { env });

describe.concurrent('the reports of a preflight', () => {
  it('count what NDJSON counts', async ({ expect }) => {
    const files = reports();
    const ran = await crowded([...files.flags, '--output', 'json']);
    const checks = of(ran, 'check');
    const having = (...statuses: string[]) =>
      checks.filter(({ status }) => statuses.includes(String(status))).length;
    expect(ran.code, ran.stderr).toBe(3);
    expect(XMLValidator.validate(files.junit())).toBe(true);
    expect(attributes(files.junit())).toEqual({
      tests: checks.length,
      failures: having('fail'),
      skipped: having('unknown', 'skipped', 'ignored'),
    });
    const problems = checks.filter(({ status }) => ['fail', 'warn', 'unknown'].includes(String(status)));
    expect(files.codeQuality().map((issue) => issue['check_name'])).toEqual(problems.map(({ id }) => id));
    for (const { id } of checks) expect(files.markdown()).toContain(`\`${String(id)}\``);
  });

  it('under GitHub Actions are annotations on stderr and a summary behind what is there', async ({
    expect,
  }) => {
    const files = reports();
    writeFileSync(files.summary, '# earlier step\n');
    const ran = await crowded([], github(files));
    expect(ran.code).toBe(3);
    expect(workflowCommands(ran.stdout)).toEqual([]);
    expect(workflowCommands(ran.stderr).length).toBeGreaterThan(3);
    for (const line of workflowCommands(ran.stderr)) expect(line).toMatch(ours);
    expect(readFileSync(files.summary, 'utf8')).toMatch(/^# earlier step\n## .*preflight: /);
  });

  it('are no annotations in JSON, nor elsewhere than under GitHub Actions', async ({ expect }) => {
    const files = reports();
    const json = await crowded(['--output', 'json'], github(files));
    expect(workflowCommands(json.stdout + json.stderr)).toEqual([]);
    expect(existsSync(files.summary)).toBe(false);
    const plain = await crowded([], { GITHUB_STEP_SUMMARY: files.summary });
    expect(workflowCommands(plain.stdout + plain.stderr)).toEqual([]);
    expect(existsSync(files.summary)).toBe(false);
  });

  it('are worth a warning where the step summary cannot be written: the checks decide the end', async ({
    expect,
  }) => {
    const env = { ...github(reports()), GITHUB_STEP_SUMMARY: '/nowhere/at/all.md' };
    const ran = await crowded([], env);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/No step summary: .*\/nowhere\/at\/all\.md/);
  });

  it('that cannot be written are a usage error that names the file', async ({ expect }) => {
    const ran = await crowded(['--junit', '/nowhere/at/all.xml', '--output', 'json']);
    expect(of(ran, 'error')[0]).toMatchObject({ code: 'file-unwritable' });
  });
});

describe.concurrent('what counts', () => {
  const empty = (...more: string[]) =>
    rehearse(['--scenario', 'empty'], ['preflight', '--output', 'json', ...more]);

  it('a warning ends with 4 under --strict, with 0 otherwise', async ({ expect }) => {
    const only = ['--only', 'iam.ecs-service-linked-role'];
    expect((await empty(...only)).code).toBe(0);
    const strict = await empty(...only, '--strict');
    expect([strict.code, checkOf(strict, 'iam.ecs-service-linked-role')['status']]).toEqual([4, 'warn']);
  });

  it('what is ignored is run, recorded and does not fail', async ({ expect }) => {
    const files = reports();
    const ran = await crowded([
      ...files.flags,
      '--output',
      'json',
      '--only',
      'cloudtrail.capacity',
      '--ignore',
      'cloudtrail.capacity',
    ]);
    expect(ran.code).toBe(0);
    expect(checkOf(ran, 'cloudtrail.capacity')).toMatchObject({
      status: 'ignored',
      message: expect.stringContaining('5 of 5') as string,
    });
    expect(of(ran, 'check')).toHaveLength(1);
    expect(attributes(files.junit())).toEqual({ tests: 1, failures: 0, skipped: 1 });
    expect(files.markdown()).toContain('ignored');
  });

  it('a script names what is fixed, and it passes', async ({ expect }) => {
    const unnamed = await empty('--fix', '--yes');
    expect([unnamed.code, of(unnamed, 'error')[0]?.['code']]).toEqual([2, 'fix-unnamed']);
    const ran = await empty('--fix', '--yes', '--only', 'iam.es-service-linked-role');
    expect([ran.code, checkOf(ran, 'iam.es-service-linked-role')['status']]).toEqual([0, 'pass']);
  });
});

describe.concurrent('the printed policy', () => {
  const printed = (...more: string[]) =>
    rehearse([], ['preflight', '--print-policy', '--output', 'json', ...more]);
  const large = (ran: Ran) => of(ran, 'note').find(({ message }) => String(message).includes('characters'));

  it('knows the template bucket; that IAM wants it in parts is a note beside it', async ({ expect }) => {
    const ran = await printed('--template-bucket', 'shared-templates');
    expect(ran.code, ran.stderr).toBe(0);
    const { Statement } = of(ran, 'policy')[0]?.['document'] as {
      readonly Statement: readonly { readonly Sid: string; readonly Resource: unknown }[];
    };
    expect(Statement.find(({ Sid }) => Sid === 'InstallTemplateObject')?.Resource).toContain(
      'arn:aws:s3:::shared-templates/*',
    );
    expect(large(ran)?.['message']).toMatch(/^This document has [\d,]+ characters; IAM takes 6,144/);
    const parts = (large(ran)?.['detail'] as readonly string[]).filter((line) => /^\d\. /.test(line));
    expect(parts.flatMap((line) => line.slice(3).split(', '))).toEqual(Statement.map(({ Sid }) => Sid));
  });

  it('is small enough where a role does CloudFormation’s part', async ({ expect }) => {
    const ran = await printed('--role-arn', 'arn:aws:iam::123456789012:role/deploy');
    expect(of(ran, 'policy')).toHaveLength(1);
    expect(large(ran)).toBeUndefined();
  });
});

describe('names that are out to harm', () => {
  const evil =
    '::error title=x::##[error]\u001B[31mowned\u0007 <script>alert(1)</script> ]]> | [a](http://evil.example) `x` @team\r\n::warning::y';
  let account: InspectedAccount;
  beforeAll(async () => {
    account = await inspectedAccount('max');
    const { certificates, trails, buckets, vpcs } = account.state;
    for (const [arn, one] of certificates)
      certificates.set(arn, { ...one, names: [evil], status: 'EXPIRED' });
    for (const [name, one] of trails) trails.set(name, { ...one, name: evil });
    const [trail] = trails.values();
    for (const name of ['b', 'c', 'd', 'e'])
      if (trail !== undefined) trails.set(name, { ...trail, arn: trail.arn + name, name: `${evil}${name}` });
    for (const [id, one] of vpcs) vpcs.set(id, { ...one, name: evil, dnsHostnames: false });
    for (const one of buckets.values())
      one.notifications = {
        QueueConfigurations: [
          {
            Id: evil,
            QueueArn: `arn:aws:sqs:us-east-1:123456789012:${evil}`,
            Events: ['s3:ObjectCreated:*'],
          },
        ],
      };
  });
  afterAll(() => account.close());

  it('end in no command, markup, element or control character of any report', async ({ expect }) => {
    const files = reports();
    const ran = await run(
      [
        'preflight',
        '--template-file',
        'templates/quilt.yaml',
        '--answers',
        'templates/rehearsal/answers/ready.yaml',
        '--stack-name',
        evil,
        '--bucket',
        evil,
        '--bucket',
        'example-lab-data',
        ...files.flags,
      ],
      { env: { ...account.env, ...github(files) } },
    );
    expect(ran.code, ran.stderr).toBe(3);
    const text = ran.stdout + ran.stderr;
    expect(text).toContain('owned');
    for (const line of workflowCommands(text)) expect(line).toMatch(ours);
    expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F]/);
    expect(XMLValidator.validate(files.junit())).toBe(true);
    expect(files.codeQuality().length).toBeGreaterThan(2);
    for (const page of [files.markdown(), readFileSync(files.summary, 'utf8')]) {
      expect(page).toContain('owned');
      expect(page).not.toMatch(/<script|\]\(http|[^`]@team/);
      expect(workflowCommands(page)).toEqual([]);
      const rows = page.split('\n').filter((line) => line.startsWith('|'));
      for (const row of rows) expect(row.split('|')).toHaveLength(6);
    }
  });
});

describe('waiting, from another process', () => {
  it('sees the certificate issued meanwhile', async ({ expect }) => {
    const account = await inspectedAccount('max');
    const all = [...account.state.certificates.values()];
    for (const one of all) one.status = 'PENDING_VALIDATION';
    const running = started(
      [
        'preflight',
        '--answers',
        'templates/rehearsal/answers/ready.yaml',
        '--template-file',
        'templates/quilt.yaml',
        '--only',
        'acm.certificate',
        '--wait',
        '5m',
      ],
      { env: account.env },
    );
    await running.until(/Waiting for acm\.certificate, 5 minutes left/);
    for (const one of all) one.status = 'ISSUED';
    expect(await running.ended, running.text).toBe(0);
    await account.close();
    expect(running.text).toContain('acm.certificate: done');
  });
});
