import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { install } from '../../../src/commands/install/install.ts';
import { upgrade } from '../../../src/commands/upgrade/upgrade.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { briefStacks, rehearsalAccount } from '../../helpers/account.ts';
import { attended } from '../attended.ts';
import { Pressing, type Typed } from '../pressing.ts';

const reference = 'templates/quilt.yaml';
const email = { "Administrator's e-mail": 'ops@example.com' };
/** What the plan's question ends with: the way there is what counts here, and a creation takes its time. */
const declined = { code: 'plan-declined', exitCode: 8 };
const plan = { 'Create this stack?': false, 'Make these changes?': false };
const noKeeping = { 'Keep these answers': false };

let folder: string;
let account: RehearsalAccount;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'page-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await account.close();
});

const open = async (scenario: string): Promise<void> => {
  account = await rehearsalAccount({ ...briefStacks, scenario });
};

const writes = (): readonly string[] =>
  account
    .calls()
    .map(({ operation }) => operation)
    .filter((operation) => /^(Create|Put|Delete|Update|Execute)/.test(operation));

const installing = async (typed: Typed, ...words: readonly string[]) => {
  await open('ready');
  const person = new Pressing(typed);
  const run = attended(account, ['install', '--template-file', reference, ...words], person);
  const ended: unknown = await install(run.session).catch((error: unknown) => error);
  return { person, run, ended };
};

describe('a first installation, without answers', () => {
  it('asks for the e-mail, shows the page, and comes to the plan', async () => {
    const { person, ended } = await installing({ ...email, ...noKeeping, ...plan });
    expect(ended).toMatchObject(declined);
    expect(person.submits).toEqual([
      "Administrator's e-mail address",
      'Go on with these values?',
      expect.stringContaining('Keep these answers'),
      'Create this stack?',
    ]);
  });

  it('comes to the plan by Enter alone where the e-mail is given', async () => {
    const { person, ended } = await installing(
      { ...noKeeping, ...plan },
      '--param',
      'AdminEmail=ops@example.com',
    );
    expect(ended).toMatchObject(declined);
    expect(person.submits).toHaveLength(3);
  });

  it('lets out whoever only presses Enter, keeps the answers and leaves nothing behind', async () => {
    const answers = path.join(folder, 'kept.yaml');
    const { person, run, ended } = await installing({}, '--save-answers', answers);
    expect(ended).toEqual({ outcome: 'declined', exitCode: 8 });
    expect(person.submits).toEqual([
      "Administrator's e-mail address",
      "Administrator's e-mail address",
      "Administrator's e-mail address",
      '"Administrator\'s e-mail address" is needed to go on',
    ]);
    expect(writes()).toEqual([]);
    const kept = readFileSync(answers, 'utf8');
    expect(kept).toContain('QuiltWebHost: quilt.data.example.com');
    expect(kept).toContain('DBPassword: "@generate"');
    expect(run.events.at(-1)).toMatchObject({
      type: 'next',
      steps: [expect.stringContaining(`--answers ${answers}`)],
    });
  });

  it('is gone on with from what was kept', async () => {
    const answers = path.join(folder, 'kept.yaml');
    await installing({}, '--save-answers', answers);
    await account.close();
    const { person, ended } = await installing({ ...email, ...plan }, '--answers', answers);
    expect(ended).toMatchObject(declined);
    expect(person.submits).toHaveLength(4);
    expect(person.submits[2]).toMatch(/^Write the new value to /);
    const text = readFileSync(answers, 'utf8');
    expect(text).toContain('AdminEmail: "ops@example.com"');
    expect(text).toContain('DBPassword: "@generate"');
  });
});

it('offers what was changed for the answers file, and apart from it what the file lacks', async () => {
  const answers = path.join(folder, 'own.yaml');
  const own = 'AdminEmail: ops@example.com\n  PasswordAuth: Disabled\n  SingleSignOnProvider: (Disabled)';
  writeFileSync(answers, `version: 1\nparameters:\n  ${own}\n`);
  const { person, ended } = await installing({ 'Sign-in by': 'Enabled', ...plan }, '--answers', answers);
  expect(ended).toMatchObject(declined);
  expect(person.submits).toContainEqual(
    expect.stringMatching(/^Write the changed value and \d+ new ones to .*own\.yaml\?/),
  );
  expect(readFileSync(answers, 'utf8')).toContain('PasswordAuth: "Enabled"');
});

describe('values that do not agree', () => {
  it('are named on the page with the check that found them, and changed from it', async () => {
    await open('ready');
    const wrong = ['--param', 'Subnets=subnet-0000000000000000a,subnet-00000000000000010'];
    const person = new Pressing({ ...email, ...noKeeping });
    const run = attended(
      account,
      ['install', '--template-file', reference, '--save-answers', path.join(folder, 'a.yaml'), ...wrong],
      person,
    );
    expect(await install(run.session)).toMatchObject({ outcome: 'declined' });
    const findings = run.events.flatMap((event) => (event.type === 'page' ? event.findings : []));
    expect(findings[0]?.message).toContain('subnet-00000000000000010');
    expect(findings[0]?.labels).toContain('Private subnets');
    // Enter alone changes nothing, and ends by leaving.
    expect(person.submits.at(-1)).toBe('Some values do not agree');
  });

  it('are a sign-in that nobody passes and a provider without its fields', async () => {
    for (const [given, about] of [
      [['PasswordAuth=Disabled', 'SingleSignOnProvider=(Disabled)'], /Nobody could sign in/],
      [
        [
          'SingleSignOnProvider=Okta',
          'SingleSignOnClientId=',
          'SingleSignOnClientSecret=',
          'SingleSignOnBaseUrl=',
          'SingleSignOnDomains=',
        ],
        /lacks a field/,
      ],
    ] as const) {
      const { run } = await installing(
        { ...email, 'do not agree': 'Save and leave' },
        '--save-answers',
        path.join(folder, 'a.yaml'),
        ...given.flatMap((param) => ['--param', param]),
      );
      const findings = run.events.flatMap((event) => (event.type === 'page' ? event.findings : []));
      expect(findings[0]?.message).toMatch(about);
      await account.close();
    }
  });
});

describe('an upgrade', () => {
  it('asks for a new parameter and comes to the plan', async () => {
    await open('installed');
    const file = path.join(folder, 'new.yaml');
    const text = readFileSync(reference, 'utf8');
    writeFileSync(
      file,
      text
        .replace('\nParameters:\n', '\nParameters:\n  CostCenter: { Type: String, MinLength: 3 }\n')
        .replace('ExpirationInDays: 7', 'ExpirationInDays: 9'),
    );
    const person = new Pressing({ CostCenter: 'research', ...plan });
    const answers = path.join(folder, 'kept.yaml');
    const words = ['--template-file', file, '--save-answers', answers];
    const run = attended(account, ['upgrade', ...words], person);
    await expect(upgrade(run.session)).rejects.toMatchObject(declined);
    expect(person.submits).toEqual(['CostCenter', 'Make these changes?']);
  });
});
