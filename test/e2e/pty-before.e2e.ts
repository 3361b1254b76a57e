import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { install, progress, stage } from './stage.ts';
import { keys, type AtTerminal } from './terminal.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** Before anything is executed: questions answered by keys, declined, or left. */
/** Keeps the values that the answers file gave. */
const keepValues = async (terminal: AtTerminal): Promise<void> => {
  await terminal.until(/Change any of these[^]*navigate/);
  await terminal.press(keys.enter);
};
const nothing = { stacks: [], changeSets: [], secrets: [] };

describe.concurrent('the wizard', () => {
  it('asks for what is missing, takes it from the keyboard, and installs', async (test) => {
    const { atTerminal } = stage(test);
    const answers = path.join(temporaryFolder(), 'answers.yaml');
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
    // The question itself: keys pressed before it would be echoed by the terminal.
    await wizard.until(/toggle visibility/);
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
    await wizard.until(progress);
    await wizard.until(/Stack ready in/);
    expect(await wizard.ended).toBe(0);
    const text = await wizard.shown();
    expect(text).toContain('https://quilt.data.example.com');
    expect(text).toMatch(/AdminEmail +ops@example\.com +\(asked\)/);
    expect(text).toMatch(/QuiltWebHost +quilt\.data\.example\.com +\(asked\)/);
    expect(text).toMatch(/SingleSignOnProvider +\(Disabled\) +\(asked\)/);
    expect(text).toContain('DNS: 3 records verified');
    expect(wizard.raw).not.toContain('Sesame-open-7');
    expect(text).not.toMatch(/undefined|\[object|\u001B/);
    expect(wizard.cursorShown).toBe(true);
  });
});

describe.concurrent('declined or interrupted before execution', () => {
  it('leaves nothing of a plan that is declined', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await keepValues(terminal);
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
  });

  it.for([
    ['Ctrl-C', keys.ctrlC, 130],
    ['Esc', keys.escape, 8],
    ['Ctrl-D', keys.ctrlD, 8],
  ] as const)('ends on %s at a question', async ([_name, key, code], test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await terminal.until(/Change any of these[^]*navigate/);
    await terminal.press(key);
    expect(await terminal.ended).toBe(code);
    expect(await aws.left()).toEqual(nothing);
    expect(terminal.cursorShown).toBe(true);
  });

  it.for([
    ['while the checks run', /Team data/, 'max', 60],
    // At real speed a change set takes some seconds to be made.
    ['while the plan is made', /CloudFormation is making the plan/, 1, 60],
    ['at the plan', /Create this stack\?/, 'max', 0],
  ] as const)('cleans up after Ctrl-C %s', async ([_name, moment, speed, latencyMs], test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account(speed, { latencyMs });
    const terminal = atTerminal(install, { env: aws.env });
    if (moment.source !== 'Team data') await keepValues(terminal);
    await terminal.until(moment);
    await terminal.press(keys.ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(await aws.left()).toEqual(nothing);
    expect(terminal.text).toContain('Interrupted.');
    expect(terminal.cursorShown).toBe(true);
  });

  it('takes the plan back on Ctrl-D', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await keepValues(terminal);
    await terminal.until(/Create this stack\?/);
    await terminal.press(keys.ctrlD);
    expect(await terminal.ended).toBe(8);
    expect(await aws.left()).toEqual(nothing);
  });

  it('takes the plan back where the terminal goes away', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await keepValues(terminal);
    await terminal.until(/Create this stack\?/);
    terminal.end();
    await vi.waitFor(async () => expect(await aws.left()).toEqual(nothing), { timeout: 60_000 });
  });

  it.for(['SIGTERM', 'SIGHUP'] as const)('does the same on %s', async (name, test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await keepValues(terminal);
    await terminal.until(/Create this stack\?/);
    terminal.signal(name);
    expect(await terminal.ended).toBe(130);
    expect(await aws.left()).toEqual(nothing);
    expect(terminal.cursorShown).toBe(true);
  });
});
