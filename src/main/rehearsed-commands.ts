import { commandLine } from '../core/command-line.ts';
import type { Event } from '../core/events.ts';
import { flagName, flags } from '../core/flags/index.ts';
import { commandNames } from '../core/ids.ts';
import { takesValue } from './command-line/command-word.ts';
import { parseCommand } from './command-line/parse.ts';

/** Where what a run says goes next. */
export type Emit = (event: Event) => void;

/** Those that meet AWS; the rest are the same in a rehearsal and out of it. */
const rehearsable = commandNames.filter((name) => name !== 'rehearse' && name !== 'help');
const ours = new RegExp(`\\bquilt-install (?=(?:${rehearsable.join('|')})\\b)`, 'g');

/** Every text in it that names a command of ours; the shape stays. @param word what such a command begins with */
const reworded = (value: unknown, word: () => string): unknown => {
  if (typeof value === 'string') return value.replace(ours, word);
  if (Array.isArray(value)) return value.map((one) => reworded(one, word));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, reworded(one, word)]));
};

/** Documents are printed as they are, and what AWS names is no command of ours. */
const asTheyAre: ReadonlySet<Event['type']> = new Set(['text', 'policy', 'stack', 'heartbeat', 'parameter']);

/** The words of a rehearsal but for the command in it, which may stand among them without `--`. */
const outerWords = (argv: readonly string[]): readonly string[] => {
  const end = argv.indexOf('--');
  if (end >= 0) return argv.slice(0, end);
  const { operands } = parseCommand('rehearse', argv.slice(1));
  return argv.filter((word, at) => !operands.includes(word) || takesValue(argv[at - 1]));
};

const isOf = (word: string | undefined, flag: string): boolean =>
  word === flag || word?.startsWith(`${flag}=`) === true;

const fault = flagName(flags.fail);

/** A fault was this run's: a next step that names it again would fail as this one did, and nobody got past it. */
const withoutFaults = (words: readonly string[]): readonly string[] =>
  words.filter((word, at) => !isOf(word, fault) && words[at - 1] !== fault);

/** What this run has done to the account, or left under way in it. */
const isWork = (event: Event): boolean =>
  event.type === 'stack' ||
  (event.type === 'note' && event.stays === true) ||
  (event.type === 'dns' && event.state === 'applied') ||
  (event.type === 'result' && (event.outcome === 'still-running' || event.outcome === 'interrupted'));

const accountEnds: Event = {
  type: 'note',
  level: 'info',
  message:
    'A rehearsed account ends with its run: the next command begins with a new one. With --state FILE it is kept.',
};

/** A command of the AWS CLI: words that are pasted into a shell which knows nothing of the rehearsed account. */
const ofAws = /\baws [a-z\d-]+ [a-z\d]+-[a-z\d-]+/;
const advising: ReadonlySet<Event['type']> = new Set(['check', 'note', 'error', 'next']);

const meetsAws: Event = {
  type: 'note',
  level: 'info',
  message: 'The AWS CLI would run the commands named for it on your real account, not on the rehearsed one.',
};

/**
 * Inside a rehearsal every command of ours that a person may paste begins as this one did, but for its faults: without
 * that it would meet AWS. Where it would not find what this run did, that is said once, before the command; what the AWS
 * CLI would meet, at the end.
 * @param argv of the whole command line
 */
export function rehearsedCommands(emit: Emit, argv: readonly string[]): Emit {
  if (argv[0] !== 'rehearse') return emit;
  const words = outerWords(argv);
  const program = `${commandLine(['quilt-install', ...withoutFaults(words), '--'])} `;
  let toTell = !words.some((word) => isOf(word, flagName(flags.state)));
  let worked = false;
  let leads = false;
  let warns = false;
  const named = (): string => {
    leads ||= worked;
    return program;
  };
  return (event) => {
    worked ||= isWork(event);
    // Only texts are exchanged, in place: the shape stays an event's.
    const shown = asTheyAre.has(event.type) ? event : (reworded(event, named) as Event);
    if (toTell && leads && (event.type === 'next' || event.type === 'result')) {
      toTell = false;
      emit(accountEnds);
    }
    warns ||= advising.has(event.type) && ofAws.test(JSON.stringify(event));
    if (warns && event.type === 'result') emit(meetsAws);
    emit(shown);
  };
}
