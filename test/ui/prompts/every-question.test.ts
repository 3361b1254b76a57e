import { describe, expect, it } from 'vitest';
import type { Prompter, QuestionFrame } from '../../../src/core/prompter.ts';
import { Desk, outcomeOf } from './desk.ts';

const key = {
  enter: '\r',
  escape: '\u001B',
  f1: '\u001BOP',
  left: '\u001B[D',
  down: '\u001B[B',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
};
const pasted = (text: string): string => `\u001B[200~${text}\u001B[201~`;
const tenKilobytes = 'quilt '.repeat(1700).slice(0, 10_000);
const choices = Array.from({ length: 40 }, (_, at) => ({ name: `vpc-${at} of the lab`, value: `vpc-${at}` }));

type Ask = (prompter: Prompter, frame: QuestionFrame) => Promise<unknown>;

const questions: Readonly<Record<string, { ask: Ask; byEnter: unknown; listed?: true; secret?: true }>> = {
  text: { ask: (prompter, frame) => prompter.text({ ...frame, default: 'quilt' }), byEnter: 'quilt' },
  secret: { ask: (prompter, frame) => prompter.secret(frame), byEnter: '', secret: true },
  'secret typed twice': {
    ask: (prompter, frame) => prompter.secret({ ...frame, twice: true }),
    byEnter: '',
    secret: true,
  },
  select: {
    ask: (prompter, frame) => prompter.select({ ...frame, choices }),
    byEnter: 'vpc-0',
    listed: true,
  },
  checkbox: { ask: (prompter, frame) => prompter.checkbox({ ...frame, choices }), byEnter: [], listed: true },
  confirm: { ask: (prompter, frame) => prompter.confirm({ ...frame, default: false }), byEnter: false },
  'guarded confirm': {
    ask: (prompter, frame) => prompter.confirm({ ...frame, default: false, guarded: true }),
    byEnter: false,
  },
};

const frame = { message: 'Which one?', explain: 'It is where the catalog lives.\n\nOne is enough.' };
const asked = (desk: Desk, ask: Ask, more: Partial<QuestionFrame> = {}): Promise<unknown> =>
  outcomeOf(ask(desk.prompter(), { ...frame, ...more }));

describe.each(Object.entries(questions))('%s', (name, { ask, byEnter, listed, secret }) => {
  const ready = name.includes('confirm') ? 'Which one? (y/N)' : 'Which one?';

  it('takes Enter on an empty line for its default', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, key.enter);
    expect(await outcome).toEqual(byEnter);
    expect(desk.pauses).toEqual(['pause', 'resume']);
  });

  it('goes a step back on Esc where there is one, and leaves no trace', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask, { canStepBack: true });
    await desk.press(ready, key.escape);
    expect(await outcome).toBe('stepped back');
    expect((await desk.screen()).trim()).toBe('');
  });

  it('asks on Esc whether to leave; anything but yes keeps the question', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, key.escape);
    await desk.press('Leave? (y/N)', key.enter);
    expect(await desk.screen()).not.toContain('Leave?');
    await desk.press(ready, key.escape);
    await desk.press('Leave? (y/N)', 'y');
    expect(await outcome).toEqual(['question-declined', 8]);
    expect((await desk.screen()).trim()).toBe('? Which one?');
  });

  it('takes Esc with Enter right behind it for neither', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, `${key.escape}${key.enter}`, key.ctrlD);
    expect(await outcome).toEqual(['question-declined', 8]);
  });

  it('explains itself on F1 and stays', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, key.f1);
    await desk.press('One is enough.', key.enter);
    expect(await outcome).toEqual(byEnter);
  });

  it(secret ? 'takes ? for a character' : 'explains itself on ? and stays', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, '?');
    await desk.shows(secret ? '*' : 'One is enough.');
    expect((await desk.screen()).includes('One is enough.')).toBe(secret !== true);
    await desk.press(ready, key.ctrlC);
    await outcome;
  });

  it(`says on F1${secret ? '' : ' and on ?'} what its keys do where it has nothing else to say`, async () => {
    for (const asksWhy of secret ? [key.f1] : [key.f1, '?']) {
      const desk = new Desk();
      const outcome = asked(desk, ask, { explain: undefined, canStepBack: true });
      await desk.press(ready, asksWhy);
      await desk.shows('Ctrl-D');
      expect((await desk.screen()).replaceAll(/\s+/g, ' ')).toMatch(
        byEnter === false ? /y is yes, n is no.* Esc goes a step back/ : /Enter takes .* Esc goes a step back/,
      );
      await desk.press(ready, key.enter);
      expect(await outcome).toEqual(byEnter);
    }
  });

  it('is interrupted by Ctrl-C', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, key.ctrlC);
    expect(await outcome).toEqual(['question-interrupted', 130]);
    expect(desk.interrupts).toEqual(['SIGINT']);
  });

  it('is left by Ctrl-D on an empty line', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, key.ctrlD);
    expect(await outcome).toEqual(['question-declined', 8]);
  });

  it('takes Ctrl-D on a line that is not empty for the deletion to the right', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, 'v', key.ctrlD, key.left, key.ctrlD, key.ctrlD);
    expect(await outcome).toEqual(['question-declined', 8]);
  });

  it('takes a paste of 10 kB in one piece and submits nothing', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, pasted(tenKilobytes));
    expect(desk.raw.length).toBeLessThan(10_000);
    expect((await desk.screen()).split('\n').length).toBeLessThanOrEqual(20);
    await desk.press(ready, key.ctrlC);
    expect(await outcome).toEqual(['question-interrupted', 130]);
  });

  it('refuses a paste with line breaks and keeps what was typed', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.press(ready, 'v', pasted('y\ny\r\n'));
    await desk.shows('several lines');
    await desk.press(ready, '\u007F', key.ctrlD);
    expect(await outcome).toEqual(['question-declined', 8]);
  });

  it('is drawn once after every resize, and no higher than the screen less four rows', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask, {
      message: 'Which one of all those that are to be found there is meant for this catalog?',
    });
    const end = name.includes('confirm') ? '(y/N)' : 'catalog?';
    await desk.press(end, 'v');
    for (const size of [
      { columns: 70, rows: 24 },
      { columns: 90, rows: 26 },
      { columns: 68, rows: 30 },
    ]) {
      await desk.resize(size);
      const screen = await desk.screen();
      expect(screen.match(/Which/g)).toHaveLength(1);
      expect(screen.match(/catalog\?/g)).toHaveLength(1);
      expect(screen.trim().split('\n').length).toBeLessThanOrEqual(size.rows - 4);
      expect(screen.includes('vpc-0')).toBe(listed === true);
    }
    desk.controller.abort('SIGTERM');
    expect(await outcome).toEqual(['question-interrupted', 130]);
  });

  it('leaves four rows of a low screen free, explanation and all', async () => {
    const desk = new Desk({ columns: 60, rows: 12 });
    const outcome = asked(desk, ask, { explain: 'A long story. '.repeat(100), canStepBack: true });
    await desk.press(ready, 'v', '\u007F', key.f1);
    await desk.shows('A long story');
    expect((await desk.screen()).trim().split('\n').length).toBeLessThanOrEqual(8);
    await desk.press(ready, key.ctrlC);
    await outcome;
  });

  it('turns bracketed paste on for as long as it is open', async () => {
    const desk = new Desk();
    const outcome = asked(desk, ask);
    await desk.shows(ready);
    expect(desk.raw).toContain('\u001B[?2004h');
    expect(desk.raw).not.toContain('\u001B[?2004l');
    await desk.press(ready, key.enter);
    await outcome;
    expect(desk.raw).toContain('\u001B[?2004l');
  });
});

describe('the plan’s question', () => {
  it('agrees to nothing on Esc and an Enter some time later', async () => {
    const desk = new Desk();
    const outcome = outcomeOf(
      desk.prompter().confirm({ message: 'Create it?', default: true, guarded: true }),
    );
    await desk.press('(Y/n)', key.escape);
    await desk.press('Leave? (y/N)', key.enter);
    await desk.press('(Y/n)', 'n', key.enter);
    expect(await outcome).toBe(false);
  });

  it('hears nothing but Ctrl-C before a person can have read it', async () => {
    const desk = new Desk();
    let read = (): void => undefined;
    const pause = (): Promise<void> => new Promise((resolve) => (read = resolve));
    const question = { message: 'Create it?', default: false, guarded: true } as const;
    const outcome = outcomeOf(desk.prompter({ pause }).confirm(question));
    await desk.press('Create it?', 'y', key.enter, key.ctrlD);
    expect(await desk.screen()).not.toContain('(y/N)');
    read();
    await desk.press('(y/N)', key.enter);
    expect(await outcome).toBe(false);
    const interrupted = outcomeOf(desk.prompter({ pause }).confirm({ ...question, message: 'Sure?' }));
    await desk.press('Sure?', key.ctrlC);
    expect(await interrupted).toEqual(['question-interrupted', 130]);
  });

  it('drops what was pressed before it was drawn', async () => {
    const desk = new Desk();
    desk.input.write(`y${key.enter}`);
    const outcome = outcomeOf(desk.prompter().confirm({ message: 'Create it?', default: false }));
    void desk.press('(y/N)', key.enter);
    expect(await outcome).toBe(false);
  });

  it('hears a Ctrl-C that was pressed before it was drawn', async () => {
    const desk = new Desk();
    desk.input.write(`y${key.ctrlC}`);
    const outcome = outcomeOf(desk.prompter().confirm({ message: 'Create it?', default: false }));
    expect(await outcome).toEqual(['question-interrupted', 130]);
  });

  it('takes nothing but y and n for an answer', async () => {
    const desk = new Desk();
    const outcome = outcomeOf(desk.prompter().confirm({ message: 'Create it?', default: false }));
    await desk.press('(y/N)', 'yesterday', key.enter);
    await desk.press('Type y for yes', 'yes', key.enter);
    expect(await outcome).toBe(true);
  });
});
