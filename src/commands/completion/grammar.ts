import { flagNames, flags, type Flag } from '../../core/flags/index.ts';
import { checkIds, commandNames, type CommandName } from '../../core/ids.ts';
import type { OptionName } from '../../core/options.ts';

/** What a shell can offer where a value stands. */
export type Suggestion =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Comma-separated. */
  | { readonly kind: 'list'; readonly words: readonly string[] }
  /** By how their names end, all of them where nothing is said of that; and words that stand for one. */
  | { readonly kind: 'files'; readonly endings: readonly string[]; readonly words: readonly string[] }
  | { readonly kind: 'folders' }
  /** Names of the AWS configuration, which the shell reads as it is when it is asked. */
  | { readonly kind: 'profiles' }
  /** Those of the AWS configuration, and these. */
  | { readonly kind: 'regions'; readonly words: readonly string[] }
  /** Nobody can know. */
  | { readonly kind: 'unknown' };

export interface CompletedFlag {
  /** `--yes`, `-y` */
  readonly names: readonly string[];
  readonly help: string;
  /** Absent: it takes none. */
  readonly value?: Suggestion;
  readonly valueIsOptional: boolean;
  readonly repeats: boolean;
}

export interface CompletedCommand {
  readonly name: CommandName;
  readonly help: string;
  readonly flags: readonly CompletedFlag[];
  /** What may be its word besides flags. */
  readonly operand: Suggestion;
}

/** All that may stand on a command line. */
export type Grammar = readonly CompletedCommand[];

/** What is not in the table of flags. */
export interface KnownNames {
  /** Of each command, with what it may be given as `[one|other]`. */
  readonly commands: Readonly<Record<CommandName, { readonly operands?: string; readonly help: string }>>;
  readonly topics: readonly string[];
  readonly scenarios: readonly string[];
  readonly products: readonly string[];
  readonly regions: readonly string[];
}

const unknown: Suggestion = { kind: 'unknown' };
const documents = ['yaml', 'yml', 'json'];

/** Options of which more is known than the table says. */
const valuesOf = (known: KnownNames): Partial<Readonly<Record<OptionName, Suggestion>>> => ({
  only: { kind: 'list', words: checkIds },
  ignore: { kind: 'list', words: checkIds },
  scenario: { kind: 'words', words: known.scenarios },
  product: { kind: 'files', endings: documents, words: known.products },
  profile: { kind: 'profiles' },
  dnsProfile: { kind: 'profiles' },
  region: { kind: 'regions', words: known.regions },
  answers: { kind: 'files', endings: documents, words: [] },
  saveAnswers: { kind: 'files', endings: documents, words: [] },
  templateFile: { kind: 'files', endings: [...documents, 'template'], words: [] },
  from: { kind: 'files', endings: ['ndjson', 'jsonl', 'json'], words: [] },
  speed: { kind: 'words', words: ['max'] },
});

/** By what the table calls the value: `<file>`, `<folder>`. */
const byPlaceholder = ({ words }: Flag): Suggestion => {
  if (/<(file|path)>$/.test(words)) return { kind: 'files', endings: [], words: [] };
  return words.endsWith('<folder>') ? { kind: 'folders' } : unknown;
};

const completedFlags = (option: OptionName, flag: Flag, known: KnownNames): readonly CompletedFlag[] => {
  const { help, negation, words, choices } = flag;
  const takesValue = /[<[]/.test(words);
  const value: Suggestion =
    valuesOf(known)[option] ??
    (choices === undefined ? byPlaceholder(flag) : { kind: 'words', words: choices });
  const names = flagNames(flag).filter((name) => name !== negation?.name);
  const itself: CompletedFlag = {
    names,
    help,
    valueIsOptional: words.includes('['),
    repeats: flag.kind === 'repeat' || flag.kind === 'list',
    ...(takesValue ? { value } : {}),
  };
  return negation === undefined
    ? [itself]
    : [itself, { names: [negation.name], help, valueIsOptional: false, repeats: false }];
};

const pages: readonly CompletedFlag[] = [
  { names: ['--help', '-h'], help: 'what it does and takes', valueIsOptional: false, repeats: false },
  { names: ['--version', '-V'], help: 'the version', valueIsOptional: false, repeats: false },
];

const isTakenBy = (flag: Flag, command: CommandName): boolean =>
  (flag.commands === 'all' || flag.commands.includes(command)) && flag.idleIn?.includes(command) !== true;

const operandOf = (operands: string | undefined, known: KnownNames): Suggestion => {
  switch (operands) {
    case undefined:
      return unknown;
    case '[topic]':
      return { kind: 'words', words: known.topics };
    case '[command...]':
      return { kind: 'words', words: commandNames };
    default:
      return { kind: 'words', words: operands.replace(/[[\]]/g, '').split('|') };
  }
};

const tableOfFlags = Object.entries(flags) as readonly [OptionName, Flag][];

/** Every command with its flags and their values, from the tables that the command line is read by. */
export const grammar = (known: KnownNames): Grammar =>
  commandNames.map((name) => ({
    name,
    help: known.commands[name].help,
    flags: [
      ...tableOfFlags
        .filter(([, flag]) => isTakenBy(flag, name))
        .flatMap(([option, flag]) => completedFlags(option, flag, known)),
      ...pages,
    ],
    operand: operandOf(known.commands[name].operands, known),
  }));

/** Flags that take a value, each kind of value once: by a name alone where all commands mean the same by it. */
export interface ValueOfFlags {
  readonly value: Suggestion;
  /** `undefined`: whichever command. */
  readonly places: readonly { readonly command: CommandName | undefined; readonly flag: string }[];
}

export function valuesOfFlags(commands: Grammar): readonly ValueOfFlags[] {
  const groups = new Map<string, { value: Suggestion; places: Map<string, Set<CommandName>> }>();
  for (const { name, flags: own } of commands)
    for (const { value, valueIsOptional, names } of own) {
      // What may be left out is not waited for: the next word may be another flag.
      if (value === undefined || valueIsOptional) continue;
      const key = JSON.stringify(value);
      const group = groups.get(key) ?? { value, places: new Map() };
      groups.set(key, group);
      for (const flag of names) {
        const takers = group.places.get(flag) ?? new Set();
        group.places.set(flag, takers.add(name));
      }
    }
  const all = [...groups.values()];
  const isShared = (flag: string): boolean => all.filter(({ places }) => places.has(flag)).length > 1;
  return all.map(({ value, places }) => ({
    value,
    places: [...places].flatMap(([flag, takers]): ValueOfFlags['places'] =>
      isShared(flag) ? [...takers].map((command) => ({ command, flag })) : [{ command: undefined, flag }],
    ),
  }));
}
