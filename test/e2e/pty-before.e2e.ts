import { describe, expect, it, vi } from 'vitest';
import { install, stage } from './stage.ts';
import { keys, type AtTerminal } from './terminal.ts';

/** Before anything is executed: questions answered by keys, declined, or left. */
/** Goes on with the values that the answers file gave. */
const keepValues = async (terminal: AtTerminal): Promise<void> => {
  await terminal.until(/Go on with these values\?[^]*select/);
  await terminal.press(keys.enter);
};
const nothing = { stacks: [], changeSets: [], secrets: [] };

describe.concurrent('declined or interrupted before execution', () => {
  it('leaves nothing of a plan that is declined', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await keepValues(terminal);
    await terminal.until(/Create this stack\? \(y\/N\)/);
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
    ['Ctrl-D', keys.ctrlD, 8],
  ] as const)('ends on %s at a question', async ([_name, key, code], test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await terminal.until(/Go on with these values\?[^]*select/);
    await terminal.press(key);
    expect(await terminal.ended).toBe(code);
    expect(await aws.left()).toEqual(nothing);
    expect(terminal.cursorShown).toBe(true);
  });

  it('ends on Esc and yes at a first question', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await terminal.until(/Go on with these values\?[^]*select/);
    await terminal.press(keys.escape);
    await terminal.until(/Leave\? \(y\/N\)/);
    await terminal.press('y');
    expect(await terminal.ended).toBe(8);
    expect(await aws.left()).toEqual(nothing);
    // Once more than questions were asked: a Ctrl-Z behind the last one takes what the terminal has not shown yet.
    const said = (mode: string): number => terminal.raw.split(mode).length - 1;
    expect(said('\u001B[?2004l')).toBe(said('\u001B[?2004h') + 1);
  });

  it('agrees to nothing by Esc and an Enter behind it at the plan', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await keepValues(terminal);
    await terminal.until(/Create this stack\? \(y\/N\)/);
    await terminal.press(keys.escape);
    await terminal.until(/Leave\? \(y\/N\)/);
    await terminal.press(keys.enter);
    await terminal.press('\u001B[200~y\r\u001B[201~');
    await terminal.until(/several lines/);
    await terminal.press(keys.enter);
    expect(await terminal.ended).toBe(8);
    expect(await aws.left()).toEqual(nothing);
    expect(terminal.raw.lastIndexOf('\u001B[?2004l')).toBeGreaterThan(
      terminal.raw.lastIndexOf('\u001B[?2004h'),
    );
  });

  it.for([
    ['while the checks run', /Team data/, 'max', 60],
    // At real speed a change set takes some seconds to be made.
    ['while the plan is made', /CloudFormation is making the plan/, 1, 60],
    ['at the plan', /Create this stack\? \(y\/N\)/, 'max', 0],
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
    await terminal.until(/Create this stack\? \(y\/N\)/);
    await terminal.press(keys.ctrlD);
    expect(await terminal.ended).toBe(8);
    expect(await aws.left()).toEqual(nothing);
  });

  it('takes the plan back where the terminal goes away', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await keepValues(terminal);
    await terminal.until(/Create this stack\? \(y\/N\)/);
    terminal.end();
    await vi.waitFor(async () => expect(await aws.left()).toEqual(nothing), { timeout: 60_000 });
  });

  it.for(['SIGTERM', 'SIGHUP'] as const)('does the same on %s', async (name, test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await keepValues(terminal);
    await terminal.until(/Create this stack\? \(y\/N\)/);
    terminal.signal(name);
    expect(await terminal.ended).toBe(130);
    expect(await aws.left()).toEqual(nothing);
    expect(terminal.cursorShown).toBe(true);
  });
});
