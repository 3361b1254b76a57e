import { InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { flagName, type Flag } from '../core/flags/index.ts';
import type { ErrorCode } from '../core/ids.ts';
import { nearest } from '../core/nearest.ts';
import { commandGuesses } from './command-line/guesses.ts';

const usage = (code: ErrorCode, message: string, hint: string): InstallError =>
  new InstallError({ code, message, hint, exitCode: exitCodes.usage });

const didYouMean = (wanted: string, known: Iterable<string>, otherwise: string): string => {
  const near = nearest(wanted, known);
  return near === undefined ? otherwise : `Did you mean ${near}? ${otherwise}`;
};

const seeHelp = (command: string): string => `See quilt-install ${command} --help.`;

export const commandUnknown = (given: string, known: Iterable<string>): InstallError =>
  usage(
    'command-unknown',
    `There is no command "${given.slice(0, 60)}".`,
    commandGuesses.get(given.toLowerCase()) ?? didYouMean(given, known, 'See quilt-install --help.'),
  );

/** `install and upgrade do` */
const takersOf = (takers: readonly string[]): string =>
  `${takers.join(', ').replace(/, ([^,]*)$/, ' and $1')} ${takers.length === 1 ? 'does' : 'do'}`;

const noFlag = (given: string): string => `There is no flag ${given.slice(0, 60)}.`;

/** @param given without its value, which may be a secret */
export const flagUnknown = (command: string, given: string, known: Iterable<string>): InstallError =>
  usage('flag-unknown', noFlag(given), didYouMean(given, known, seeHelp(command)));

/** @param takers the commands that take what is guessed, where this one does not */
export function flagGuessed(
  command: string,
  given: string,
  guess: string,
  takers: readonly string[],
): InstallError {
  const where = takers.length === 0 ? '' : `${command} does not take it; ${takersOf(takers)}. `;
  return usage('flag-unknown', noFlag(given), `Did you mean ${guess}? ${where}${seeHelp(command)}`);
}

export const flagOfOthers = (command: string, given: string, takers: readonly string[]): InstallError =>
  usage('flag-unknown', `${command} does not take ${given}; ${takersOf(takers)}.`, seeHelp(command));

/** @param given as the table has it, `--region <region>` */
export const flagValueMissing = (command: string, given: string): InstallError =>
  usage('flag-invalid', `The flag ${given.replace(/ .*/, '')} needs a value.`, seeHelp(command));

/** @param given `--list=all`, of a flag that is only there or not */
export const flagTakesNoValue = (command: string, given: string): InstallError =>
  usage('flag-invalid', `The flag ${given} takes no value.`, `Write ${given} alone. ${seeHelp(command)}`);

/** @param meant a command among the words, which stands behind a flag */
export const argumentUnexpected = (command: string, meant: string | undefined): InstallError =>
  usage(
    'argument-unexpected',
    `${command} takes no words besides its flags.`,
    meant === undefined
      ? seeHelp(command)
      : `The command comes first: quilt-install ${meant}, then its flags.`,
  );

/** What commander says, where we have no better words. */
export const commandLineInvalid = (command: string, message: string): InstallError =>
  usage('flag-invalid', message.replace(/^error: /, ''), seeHelp(command));

/** @param rule what the value has to be: `a whole number` */
export const flagInvalid = (flag: Flag, given: string, rule: string): InstallError =>
  usage(
    'flag-invalid',
    `${flagName(flag)} was given "${given.slice(0, 80)}", which is not ${rule}.`,
    `Give ${flagName(flag)} ${rule}.`,
  );

export const flagEmpty = (flag: Flag): InstallError =>
  usage(
    'flag-invalid',
    `${flagName(flag)} was given an empty value.`,
    `Give ${flagName(flag)} a value, or leave it out.`,
  );

export const flagsConflict = (given: readonly string[], hint: string): InstallError =>
  usage('flags-conflict', `${given.join(' and ')} cannot be given together.`, hint);

const named = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** Our bug: names what broke without its stack, and how to tell us. */
export const unexpectedFault = (error: unknown): InstallError =>
  new InstallError({
    code: 'unexpected-fault',
    message: `quilt-install met something it was not built for: ${named(error).split('\n', 1)[0]?.slice(0, 200) ?? ''}`,
    hint: 'This is our bug. Nothing in AWS is undone by it: run quilt-install status, then send the command, this line and a diagnose --bundle to support.',
    exitCode: exitCodes.unexpected,
    cause: error,
  });
