import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/index.ts';
import type { CommandResult } from '../../src/core/command.ts';
import { isInstallError } from '../../src/core/errors.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { turns } from '../../src/rehearsal/clock/event-loop.ts';
import { ledgerOf, leftovers } from '../campaign/cases/ledger.ts';
import { accountOfTest } from '../helpers/account.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { Desk } from '../ui/prompts/desk.ts';
import { attended, type Attended } from './attended.ts';

const key = {
  enter: '\r',
  escape: '\u001B',
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
  readonly of: keyof typeof conversations;
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

/** A command that a person sits before, its flags, and the account it is run on. */
interface Conversation {
  readonly scenario: 'ready' | 'installed' | 'dns-taken' | 'empty';
  readonly command: 'install' | 'upgrade' | 'dns' | 'uninstall';
  readonly flags: readonly string[];
}

const template = ['--template-file', 'templates/quilt.yaml'] as const;
const installing: Conversation = {
  scenario: 'ready',
  command: 'install',
  flags: [...template, '--dns', 'none'],
};
const conversations = {
  installing,
  preparing: { ...installing, scenario: 'empty', flags: template },
  upgrading: {
    scenario: 'installed',
    command: 'upgrade',
    flags: [...template, '--dns', 'none', '--param', 'PasswordAuth=Enabled', '--tag', 'team=data'],
  },
  replacing: { scenario: 'dns-taken', command: 'dns', flags: ['--apply', '--overwrite'] },
  removing: { scenario: 'installed', command: 'uninstall', flags: [] },
} as const satisfies Record<string, Conversation>;

const begin = (
  { command, flags }: Conversation,
  account: RehearsalAccount,
  desk: Desk,
): Promise<CommandResult> => {
  const answers = ['--save-answers', path.join(temporaryFolder(), 'kept.yaml')];
  const run: Attended<Conversation['command']> = attended(
    account,
    [command, ...flags, ...(command === 'install' ? answers : [])],
    seated(desk, () => run),
  );
  return runCommand(command, run.session, []);
};

const email: Pressed = ["Administrator's e-mail address", 'ops@example.com', key.enter];
const change: Pressed = ['Go on with these values?', key.down, key.enter];

const host: Pressed = ['Host name', 'quilt.data.example.com', key.enter];

const places: Readonly<Record<string, Place>> = {
  'a value that is asked for': { of: 'installing', way: [], question: email[0] },
  'the page': { of: 'installing', way: [email], question: change[0] },
  'the list of values': { of: 'installing', way: [email, change], question: 'Which value?' },
  'a list to mark in': {
    of: 'installing',
    way: [email, change, ['Which value?', 'private subnets', key.enter]],
    question: 'Space mark',
  },
  'the plan’s question': {
    of: 'installing',
    way: [email, [change[0], key.enter]],
    question: 'Create this stack? (y/N)',
  },
  'the choice of where records go': {
    of: 'preparing',
    way: [email, host],
    question: 'Where do their records go?',
  },
  'the question of an upgrade': {
    of: 'upgrading',
    way: [[change[0], key.enter]],
    question: 'Make these changes? (y/N)',
  },
  'the question of what is replaced in DNS': {
    of: 'replacing',
    way: [],
    question: 'Replace what is in the way',
  },
  'the name of what is deleted': { of: 'removing', way: [], question: "Type the stack's name" },
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

/** Whether a question is open: a terminal is asked to mark what is pasted for as long. */
const asking = ({ raw }: Desk): boolean =>
  raw.lastIndexOf('\u001B[?2004h') > raw.lastIndexOf('\u001B[?2004l');

type Leave = (desk: Desk, over: () => boolean) => Promise<void> | void;

/** Presses a key, then waits until it was seen to be taken: two Esc in a row are one key to a terminal. */
const pressTaken = async (desk: Desk, pressed: string, over: () => boolean): Promise<void> => {
  const drawn = desk.raw.length;
  desk.input.write(pressed);
  while (!over() && (desk.raw.length === drawn || !asking(desk))) await turns(20);
};

const escape: Leave = async (desk, over) => {
  while (!over() && !(await desk.screen()).includes('Leave? (y/N)')) await pressTaken(desk, key.escape, over);
  desk.input.write('y');
};

const enter: Leave = async (desk, over) => {
  while (!over()) await pressTaken(desk, key.enter, over);
};

/** How it is left; Esc may go a step back first, and then asks; Enter takes what each question proposes. */
const endings: Readonly<Record<string, { readonly code: number; readonly leave: Leave }>> = {
  'Esc, as often as it takes': { code: 8, leave: escape },
  'Enter, as often as it takes': { code: 8, leave: enter },
  'Ctrl-D': { code: 8, leave: (desk) => void desk.input.write(key.ctrlD) },
  'Ctrl-C': { code: 130, leave: (desk) => void desk.input.write(key.ctrlC) },
};

const cases = Object.keys(places).flatMap((place) =>
  Object.keys(endings).map((ending) => [place, ending] as const),
);

describe('a conversation that is left', () => {
  it.for(cases)('at %s by %s leaves nothing behind', async ([name, ending], test) => {
    const { of, way, question } = places[name]!;
    const conversation: Conversation = conversations[of];
    const account = await accountOfTest(test, { scenario: conversation.scenario });
    const before = await ledgerOf(account);
    const desk = new Desk({ columns: 80, rows: 24 });
    let over = false;
    const ended = codeOf(begin(conversation, account, desk)).finally(() => (over = true));
    for (const [text, ...keys] of way) await desk.press(text, ...keys);
    await handle(desk, question);
    const { leave, code } = endings[ending]!;
    await leave(desk, () => over);
    expect(await ended).toBe(code);
    const after = await ledgerOf(account);
    expect(leftovers(after, before)).toEqual([]);
    expect(after.begun).toEqual(before.begun);
    expect(await desk.screen()).not.toMatch(/undefined|\[object/);
    expect(asking(desk)).toBe(false);
  });
});
