import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { inspectedAccount, type InspectedAccount } from './account.ts';
import { AtTerminal, keys } from './terminal.ts';

/** Before anything is executed: questions answered by keys, declined, or left. */
const opened: { end?(): void; close?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) {
    one.end?.();
    await one.close?.();
  }
});

const atTerminal = (...given: ConstructorParameters<typeof AtTerminal>): AtTerminal => {
  const terminal = new AtTerminal(...given);
  opened.push(terminal);
  return terminal;
};

const account = async (...given: Parameters<typeof inspectedAccount>): Promise<InspectedAccount> => {
  const made = await inspectedAccount(...given);
  opened.push(made);
  return made;
};

const install = [
  'install',
  '--template-file',
  'templates/quilt.yaml',
  '--answers',
  'templates/rehearsal/answers/ready.yaml',
];
const nothing = { stacks: [], changeSets: [], secrets: [] };

describe('the wizard', () => {
  it('asks for what is missing, takes it from the keyboard, and installs', async () => {
    const answers = path.join(mkdtempSync(path.join(tmpdir(), 'wizard-')), 'answers.yaml');
    writeFileSync(
      answers,
      'version: 1\nproduct: quilt\nparameters:\n  PasswordAuth: Enabled\n  DBPassword: "@generate"\n',
    );
    const wizard = atTerminal(['rehearse', '--speed', '1000', '--', 'install', '--answers', answers]);
    await wizard.until(/❯◯ Database user[^]*navigate/);
    await wizard.press(keys.down, keys.down, keys.down, keys.space);
    await wizard.until(/❯◉ Single sign-on provider: Okta \(default\)/);
    await wizard.press(keys.enter);
    await wizard.until(/first administrator signs in[^?]*\? /);
    await wizard.press('nobody', keys.enter);
    await wizard.until(/an e-mail address, such as/);
    await wizard.press(...'nobody'.split('').map(() => keys.backspace), 'ops@example.com', keys.enter);
    await wizard.until(/❯ Make one for me/);
    await wizard.press(keys.down, keys.enter);
    await wizard.until(/password/);
    await wizard.press('Sesame-open-7', keys.enter);
    await wizard.until(/Host name of the catalog/);
    await wizard.press('https://quilt.data.example.com/', keys.enter);
    await wizard.until(/Single sign-on provider[^]*❯ Okta/);
    await wizard.press(keys.up, keys.up);
    await wizard.until(/❯ \(Disabled\)/);
    await wizard.press(keys.enter);
    await wizard.until(/Change any of these/);
    await wizard.press(keys.enter);
    await wizard.until(/Create this stack\?/);
    await wizard.press(keys.enter);
    await wizard.until(/\d+% · \d+\/45/);
    await wizard.until(/Stack ready in/);
    expect(await wizard.ended).toBe(0);
    const { text } = await wizard.shown();
    expect(text).toContain('https://quilt.data.example.com');
    expect(text).toMatch(/AdminEmail +ops@example\.com +\(asked\)/);
    expect(text).toMatch(/QuiltWebHost +quilt\.data\.example\.com +\(asked\)/);
    expect(text).toMatch(/SingleSignOnProvider +\(Disabled\) +\(asked\)/);
    expect(text).toContain('DNS: 3 records verified');
    expect(wizard.raw).not.toContain('Sesame-open-7');
    expect(text).not.toMatch(/undefined|\[object|\u001B/);
    expect(wizard.cursorShown).toBe(true);
  }, 40_000);
});

describe('declined or interrupted before execution', () => {
  it('leaves nothing of a plan that is declined', async () => {
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await terminal.until(/Change any of these/);
    await terminal.press(keys.enter);
    await terminal.until(/Create this stack\?/);
    expect(await aws.left()).toMatchObject({
      stacks: ['quilt REVIEW_IN_PROGRESS'],
      changeSets: [expect.stringMatching(/^quilt-install-/)],
      secrets: [expect.anything(), expect.anything()],
    });
    await terminal.press('n', keys.enter);
    expect(await terminal.ended).toBe(8);
    expect(await aws.left()).toEqual(nothing);
    expect(terminal.text).toMatch(/The plan was declined\.[^]*Nothing was changed\./);
    expect(terminal.cursorShown).toBe(true);
  }, 30_000);

  it.each([
    ['Ctrl-C at a question', 'max', /Change any of these/, keys.ctrlC, 130],
    ['Esc at a question', 'max', /Change any of these/, keys.escape, 8],
  ] as const)(
    '%s',
    async (_name, speed, moment, key, code) => {
      const aws = await account(speed);
      const terminal = atTerminal(install, { env: aws.env });
      await terminal.until(moment);
      const began = Date.now();
      await terminal.press(key);
      expect(await terminal.ended).toBe(code);
      expect(Date.now() - began).toBeLessThan(5_000);
      expect(await aws.left()).toEqual(nothing);
      expect(terminal.cursorShown).toBe(true);
    },
    30_000,
  );

  it.each([
    ['while the checks run', /Team data/, 60],
    ['while the plan is made', /CloudFormation is making the plan/, 60],
    ['at the plan', /Create this stack\?/, 0],
  ] as const)(
    'cleans up within five seconds of Ctrl-C %s',
    async (_name, moment, latencyMs) => {
      const aws = await account(moment.source.includes('making') ? 1 : 'max', { latencyMs });
      const terminal = atTerminal(install, { env: aws.env });
      if (!moment.source.includes('Team')) {
        await terminal.until(/Change any of these/);
        await terminal.press(keys.enter);
      }
      await terminal.until(moment);
      const began = Date.now();
      await terminal.press(keys.ctrlC);
      expect(await terminal.ended).toBe(130);
      expect(Date.now() - began).toBeLessThan(5_000);
      expect(await aws.left()).toEqual(nothing);
      expect(terminal.text).toContain('Interrupted.');
      expect(terminal.cursorShown).toBe(true);
    },
    30_000,
  );

  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'does the same on %s',
    async (name) => {
      const aws = await account('max');
      const terminal = atTerminal(install, { env: aws.env });
      await terminal.until(/Change any of these/);
      await terminal.press(keys.enter);
      await terminal.until(/Create this stack\?/);
      terminal.signal(name);
      expect(await terminal.ended).toBe(130);
      expect(await aws.left()).toEqual(nothing);
      expect(terminal.cursorShown).toBe(true);
    },
    30_000,
  );
});
