import { commandLine } from '../core/command-line.ts';
import type { Event } from '../core/events.ts';
import { commandNames } from '../core/ids.ts';
import { takesValue } from './command-line/command-word.ts';
import { parseCommand } from './command-line/parse.ts';

type Emit = (event: Event) => void;

/** Those that meet AWS; the rest are the same in a rehearsal and out of it. */
const rehearsable = commandNames.filter((name) => name !== 'rehearse' && name !== 'help');
const ours = new RegExp(`\\bquilt-install (?=(?:${rehearsable.join('|')})\\b)`, 'g');

const reworded = (value: unknown, program: string): unknown => {
  if (typeof value === 'string') return value.replace(ours, () => `${program} `);
  if (Array.isArray(value)) return value.map((one) => reworded(one, program));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, reworded(one, program)]));
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

/**
 * Inside a rehearsal every command of ours that a person may paste begins as this one did: without that it would
 * meet AWS.
 * @param argv of the whole command line
 */
export function rehearsedCommands(emit: Emit, argv: readonly string[]): Emit {
  if (argv[0] !== 'rehearse') return emit;
  const program = commandLine(['quilt-install', ...outerWords(argv), '--']);
  // Only texts are exchanged, in place: the shape stays an event's.
  return (event) => emit(asTheyAre.has(event.type) ? event : (reworded(event, program) as Event));
}

/** For a command that goes on where another left off: who, where and what was remarked stands on the screen already. */
export function withoutRepeats(emit: Emit, shown: ReadonlySet<string>): Emit {
  if (shown.size === 0) return emit;
  return (event) => {
    if (!shown.has(introduction(event) ?? '')) emit(event);
  };
}

/** What introduces a run, for telling whether it was said; undefined for all else. */
export function introduction(event: Event): string | undefined {
  if (event.type === 'header') return 'header';
  return event.type === 'note' && event.level === 'info' ? event.message : undefined;
}

/**
 * What a run says, on its way to the screen.
 * @param run `argv` of the rehearsal it is part of, if any; `introduced`: what was said before it; `saying` grows by what
 * introduces this run
 */
export function telling(
  emit: Emit,
  run: {
    readonly argv: readonly string[] | undefined;
    readonly introduced: ReadonlySet<string>;
    readonly saying: Set<string>;
  },
): Emit {
  const outer = withoutRepeats(
    run.argv === undefined ? emit : rehearsedCommands(emit, run.argv),
    run.introduced,
  );
  return (event) => {
    const key = introduction(event);
    if (key !== undefined) run.saying.add(key);
    outer(event);
  };
}
