import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { install } from '../../src/commands/install/install.ts';
import type { CommandResult } from '../../src/core/command.ts';
import { isInstallError } from '../../src/core/errors.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { ledgerOf, leftovers } from '../campaign/cases/ledger.ts';
import { accountOfTest } from '../helpers/account.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { Desk } from '../ui/prompts/desk.ts';
import { attended, type Attended } from './attended.ts';

const key = {
  enter: '\r',
  f1: '\u001BOP',
  down: '\u001B[B',
  clear: '\u0015',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
};
const paste = `\u001B[200~${'quilt '.repeat(1700)}\u001B[201~`;

/** What is pressed at a question, once it is drawn. */
type Pressed = readonly [question: string, ...keys: readonly string[]];

interface Place {
  /** On the way to the question. */
  readonly way: readonly Pressed[];
  readonly question: string;
}

/** Questions are asked by the prompter of a terminal; its Ctrl-C is the run's. */
const seated = (desk: Desk, run: () => Attended) =>
  desk.prompter({
    signal: () => run().session.interrupts.signal,
    onInterrupt: (name) => run().session.interrupts.interrupt(name),
  });

const installing = (account: RehearsalAccount, desk: Desk): Promise<CommandResult> => {
  const answers = path.join(temporaryFolder(), 'kept.yaml');
  const words = ['--template-file', 'templates/quilt.yaml', '--save-answers', answers, '--dns', 'none'];
  const run: Attended<'install'> = attended(
    account,
    ['install', ...words],
    seated(desk, () => run),
  );
  return install(run.session);
};

const email: Pressed = ["Administrator's e-mail address", 'ops@example.com', key.enter];
const change: Pressed = ['Go on with these values?', key.down, key.enter];

const places: Readonly<Record<string, Place>> = {
  'a value that is asked for': { way: [], question: "Administrator's e-mail address" },
  'the page': { way: [email], question: 'Go on with these values?' },
  'the list of values': { way: [email, change], question: 'Which value?' },
  'a list to mark in': {
    way: [email, change, ['Which value?', 'private subnets', key.enter]],
    question: 'Space mark',
  },
  'the plan’s question': {
    way: [email, ['Go on with these values?', key.enter]],
    question: 'Create this stack? (y/N)',
  },
};

const codeOf = (ended: Promise<CommandResult>): Promise<unknown> =>
  ended.then(
    (result) => ('exitCode' in result ? result.exitCode : result),
    (error: unknown) => (isInstallError(error) ? error.exitCode : error),
  );

/** What keeps a question open: it is explained, pasted into, resized, and cleared again. */
const handle = async (desk: Desk, question: string): Promise<void> => {
  await desk.press(question, '?', key.clear, key.f1, paste, key.clear);
  for (const columns of [50, 120, 80]) await desk.resize({ columns, rows: 24 });
};

/** How it is left at once, from whatever question. */
const endings = {
  'Ctrl-D': { pressed: key.ctrlD, code: 8 },
  'Ctrl-C': { pressed: key.ctrlC, code: 130 },
} as const;

const cases = Object.keys(places).flatMap((place) =>
  Object.keys(endings).map((ending) => [place, ending as keyof typeof endings] as const),
);

describe('a conversation that is left', () => {
  it.for(cases)('at %s by %s leaves nothing behind', async ([name, ending], test) => {
    const { way, question } = places[name]!;
    const account = await accountOfTest(test);
    const before = await ledgerOf(account);
    const desk = new Desk({ columns: 80, rows: 24 });
    const ended = codeOf(installing(account, desk));
    for (const [text, ...keys] of way) await desk.press(text, ...keys);
    await handle(desk, question);
    desk.input.write(endings[ending].pressed);
    expect(await ended).toBe(endings[ending].code);
    const after = await ledgerOf(account);
    expect(leftovers(after, before)).toEqual([]);
    expect(after.begun).toEqual(before.begun);
    expect(await desk.screen()).not.toMatch(/undefined|\[object/);
    expect(desk.raw.lastIndexOf('\u001B[?2004l')).toBeGreaterThan(desk.raw.lastIndexOf('\u001B[?2004h'));
  });
});
