import { Command, CommanderError, Option } from 'commander';
import { flagName, flagNames, flags, type Flag } from '../../core/flags/index.ts';
import { commandNames, type CommandName } from '../../core/ids.ts';
import type { OptionName, OptionsOf } from '../../core/options.ts';
import {
  argumentUnexpected,
  commandLineInvalid,
  flagOfOthers,
  flagGuessed,
  flagsConflict,
  flagTakesNoValue,
  flagUnknown,
  flagValueMissing,
} from '../errors.ts';
import { commands } from './commands.ts';
import { splitCommand } from './command-word.ts';
import { guessedFlag } from './guesses.ts';
import { commandHelp, helpOf, overview, written } from './help.ts';
import { valueNotGiven, valueParser } from './values.ts';

/** One command, its words read. */
export interface ParsedCommand<C extends CommandName> {
  readonly kind: 'run';
  readonly command: C;
  readonly operands: readonly string[];
  readonly options: OptionsOf<C>;
}

/** What was asked for: `help` is text to print, `version` prints its number, anything else is a command to run. */
export type Parsed =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | { [C in CommandName]: ParsedCommand<C> }[CommandName];

const allFlags: readonly (readonly [string, Flag])[] = Object.entries(flags);

const flagsOf = (command: CommandName): typeof allFlags =>
  allFlags.filter(([, flag]) => flag.commands === 'all' || flag.commands.includes(command));

const optionOf = (flag: Flag): Option => {
  const option = new Option(written(flag), helpOf(flag));
  // An optional value that is left out reaches the parser as an empty one.
  if (flag.words.includes('[')) return option.preset('').argParser(valueParser(flag));
  return flag.words.includes('<') ? option.argParser(valueParser(flag)) : option;
};

const commanderFor = (name: CommandName): Command => {
  const { operands, help } = commands[name];
  const command = new Command(name)
    .description(help)
    .helpOption('-h, --help', 'this page')
    .exitOverride()
    // Ours knows more, and comes after commander has thrown.
    .showSuggestionAfterError(false)
    .allowExcessArguments(operands !== undefined)
    .configureOutput({
      writeOut: () => undefined,
      writeErr: () => undefined,
      // Lines are folded when the page is shown; commander folds none on a narrow screen.
      getOutHelpWidth: () => Number.MAX_SAFE_INTEGER,
    });
  if (operands !== undefined) command.argument(operands);
  for (const [, flag] of flagsOf(name)) {
    command.addOption(optionOf(flag).hideHelp(flag.idleIn?.includes(name) ?? false));
    // The help of the flag itself tells of it.
    if (flag.negation !== undefined) command.addOption(new Option(flag.negation.name).hideHelp());
  }
  return command;
};

const unknownFlag = (command: CommandName, word: string): Error => {
  const [given = word] = word.split('=', 1);
  // Commander knows no `--yes=true`; a flag that takes a value would have taken it.
  if (flagsOf(command).some(([, flag]) => flagNames(flag).includes(given)))
    return flagTakesNoValue(command, given);
  const elsewhere = allFlags.flatMap(([, flag]) =>
    flag.commands === 'all' || !flagNames(flag).includes(given) ? [] : flag.commands,
  );
  if (elsewhere.length > 0) return flagOfOthers(command, given, elsewhere);
  const ofTable = flagsOf(command).flatMap(([, flag]) => flagNames(flag));
  // Any letter would be near to any other.
  const own = [...ofTable.filter((name) => name.startsWith('--')), '--help', '--version'];
  const guess = guessedFlag(given, own);
  if (guess === undefined) return flagUnknown(command, given, own);
  const meant: readonly string[] = guess.match(/--[a-z-]+/g) ?? [];
  const takers = commandNames.filter((name) =>
    flagsOf(name).some(([, flag]) => meant.includes(flagName(flag))),
  );
  return flagGuessed(command, given, guess, meant.some((flag) => own.includes(flag)) ? [] : takers);
};

/** Commander's complaint in our words: what was given, the nearest known name, where to read. */
const translated = (error: CommanderError, command: CommandName, operands: readonly string[]): Error => {
  const [, given = ''] = /'([^']*)'/.exec(error.message) ?? [];
  switch (error.code) {
    case 'commander.unknownOption':
      return unknownFlag(command, given);
    case 'commander.optionMissingArgument':
      return flagValueMissing(command, given);
    case 'commander.excessArguments':
      return argumentUnexpected(
        command,
        commandNames.find((name) => operands.includes(name)),
      );
    default:
      return commandLineInvalid(command, error.message);
  }
};

/** Commander's names are the flags' words; ours say more, such as that a wait is in milliseconds. */
const optionsOf = <C extends CommandName>(command: C, given: Record<string, unknown>): OptionsOf<C> => {
  const values = flagsOf(command).map(([name, flag]) => {
    const value = given[optionOf(flag).attributeName()];
    const negated = value === false ? flag.negation?.means : undefined;
    return [name, negated ?? value ?? valueNotGiven(flag)];
  });
  // The one place where commander's untyped values become ours: `valueParser` made each by the kind that types it.
  return Object.fromEntries(values) as OptionsOf<C>;
};

/** Flags of which one alone makes sense, and why. */
const exclusive: readonly { readonly names: readonly OptionName[]; readonly hint: string }[] = [
  {
    names: ['templateUrl', 'templateFile', 'reuseTemplate'],
    hint: 'Give the one that names the template you mean.',
  },
  {
    names: ['watchMs', 'cost'],
    hint: 'AWS charges for each cost question, so it is asked once: leave --watch out.',
  },
];

const assertNoConflict = (given: Record<string, unknown>): void => {
  for (const { names, hint } of exclusive) {
    const flagsGiven = names
      .map((name) => flags[name])
      .filter((flag) => given[optionOf(flag).attributeName()] !== undefined);
    if (flagsGiven.length > 1) throw flagsConflict(flagsGiven.map(flagName), hint);
  }
};

/**
 * A command's own words → its options.
 * @throws InstallError (exit 2) with the nearest known name.
 */
export function parseCommand<C extends CommandName>(command: C, words: readonly string[]): ParsedCommand<C> {
  const parser = commanderFor(command);
  try {
    parser.parse([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw translated(error, command, parser.args);
    throw error;
  }
  const given = parser.opts();
  assertNoConflict(given);
  return { kind: 'run', command, operands: parser.args, options: optionsOf(command, given) };
}

/**
 * Words of the command line → what to do.
 * @throws InstallError (exit 2) with the nearest known name.
 */
export function parse(argv: readonly string[]): Parsed {
  const before = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
  const asksHelp = before.includes('--help') || before.includes('-h');
  if (!asksHelp && (before.includes('--version') || before.includes('-V'))) return { kind: 'version' };
  if (asksHelp && (before[0] ?? '').startsWith('-')) return { kind: 'help', text: overview() };
  const { command, rest } = splitCommand(argv);
  if (asksHelp) return { kind: 'help', text: commandHelp(commanderFor(command), command) };
  // One of the union, but TypeScript does not follow a name into the type that goes with it.
  return parseCommand(command, rest) as Parsed;
}
