import { flagNames, flags, type Flag } from '../../core/flags/index.ts';
import { commandNames, type CommandName } from '../../core/ids.ts';
import { argumentUnexpected, commandUnknown } from '../errors.ts';

const flagNamed = (word: string): Flag | undefined =>
  Object.values<Flag>(flags).find((flag) => flagNames(flag).includes(word));

/** The command, where one is named: the first word. Behind a flag it may be its value, and that a secret. */
export const commandWord = ([first]: readonly string[]): string | undefined =>
  first?.startsWith('-') === true ? undefined : first;

/** Whether the word behind this one is its value. */
export function takesValue(word: string | undefined): boolean {
  const flag = word === undefined ? undefined : flagNamed(word);
  return flag !== undefined && word !== flag.negation?.name && flag.words.includes('<');
}

/** Nobody knows whether a flag that is none of ours takes a value; with `=` it has one already. */
const mayTakeValue = (word: string | undefined): boolean =>
  takesValue(word) || (word !== undefined && /^-[^=]*$/.test(word) && flagNamed(word) === undefined);

/** A command among the words behind flags, which would be read as those of `install`. */
const commandBehind = (words: readonly string[]): CommandName | undefined =>
  commandNames.find((name) => words.some((word, at) => word === name && !mayTakeValue(words[at - 1])));

/**
 * The command and its own words; `install` where none is named, as commander cannot have a default command.
 * @throws InstallError argument-unexpected, command-unknown (2)
 */
export function splitCommand(argv: readonly string[]): {
  readonly command: CommandName;
  readonly rest: readonly string[];
} {
  const given = commandWord(argv);
  if (given === undefined) {
    const behind = commandBehind(argv);
    if (behind !== undefined) throw argumentUnexpected('install', behind);
    return { command: 'install', rest: argv };
  }
  const command = commandNames.find((name) => name === given);
  if (command === undefined) throw commandUnknown(given, commandNames);
  return { command, rest: argv.slice(1) };
}
