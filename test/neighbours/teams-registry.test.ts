import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { runOn, type RunResult } from '../e2e/in-process.ts';
import { accountOfTest, briefStacks } from '../helpers/account.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const given = {
  CatalogHost: 'https://teams.data.example.com/',
  CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111',
  DBPassword: 'correct-horse',
  KeyName: 'example-key',
  PackageBucket: 'example-quilt-packages',
  SmtpDefaultSender: 'quilt@example.com',
  SmtpUsername: 'mailer',
  SmtpPassword: 'mail-secret',
  SshInputCIDR: '10.0.0.0/8',
  TeamId: 'example',
  TeamName: 'Example Laboratories',
};

const run = (
  account: RehearsalAccount,
  argv: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<RunResult> => {
  const [command = '', ...flags] = argv;
  const answers = path.join(temporaryFolder(), 'answers.yaml');
  writeFileSync(answers, JSON.stringify({ version: 1, parameters: { ...given, ...more } }));
  const template = ['--template-file', 'templates/rehearsal/quilt-teams.yaml', '--answers', answers];
  return runOn(account, [command, ...template, ...flags]);
};

const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('the Teams Registry', () => {
  it('is installed, with two records and the way to its first administrator', async (life) => {
    const account = await accountOfTest(life, briefStacks);
    const { code, stdout, stderr } = await run(account, ['install', '--yes', '--output', 'text']);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('stack quilt-teams');
    expect(stdout).toContain('https://teams.data.example.com');
    const [zone] = account.state.zones.values();
    const records = (zone?.records ?? []).filter(({ name }) => name.endsWith('.data.example.com.'));
    expect(records.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'teams.data.example.com. CNAME',
      'teams-registry.data.example.com. CNAME',
    ]);
    const shown = flat(stderr);
    expect(shown).toMatch(
      /ssh -t -i example-key\.pem ec2-user@[\d.]+ '\. env\/registry && \.\/create_admin\.sh'/,
    );
    expect(shown).not.toContain('open to the whole Internet');
    expect(`${stdout}${shown}`).not.toMatch(/correct-horse|mail-secret/);
  });

  it('takes the name that is given to its stack', async (life) => {
    const account = await accountOfTest(life, briefStacks);
    const { events } = await run(account, ['install', '--plan-only', '--stack-name', 'registry']);
    expect(events.find(({ type }) => type === 'plan')).toMatchObject({ stackName: 'registry' });
  });

  it('is told of SSH that is open to the world, and goes on', async (life) => {
    const account = await accountOfTest(life, briefStacks);
    const { code, stderr } = await run(account, ['install', '--plan-only', '--output', 'text'], {
      SshInputCIDR: '0.0.0.0/0',
    });
    expect(code, stderr).toBe(0);
    expect(flat(stderr)).toContain('SshInputCIDR: SSH on the registry');
  });

  it.for([
    ['acm.certificate', { RegistryHost: 'registry.example.org' }, /registry\.example\.org/],
    ['values.exist', { PackageBucket: 'example-lab-data' }, /already/],
  ] as const)('fails %s before anything is made', async ([id, more, message], life) => {
    const account = await accountOfTest(life, briefStacks);
    const { code, events } = await run(account, ['preflight'], { ...more });
    expect(code).toBe(3);
    const failed = events.filter(({ type, ...event }) => type === 'check' && event['status'] === 'fail');
    expect(failed.map((event) => event['id'])).toEqual([id]);
    expect(failed[0]?.['message']).toMatch(message);
  });

  it('names a key pair that is not there', async (life) => {
    const account = await accountOfTest(life, briefStacks);
    const { code, events } = await run(account, ['preflight'], { KeyName: 'exmaple-key' });
    expect(code).toBe(2);
    expect(events.find(({ type }) => type === 'error')?.['message']).toMatch(/KeyName/);
  });
});
