import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';

export const stateUnusable = (why: string, cause?: unknown): InstallError =>
  new InstallError({
    code: 'state-unusable',
    message: `The file of --state brings no account back: ${why}.`,
    hint: 'Name another file, or move this one away to begin with a new account.',
    exitCode: exitCodes.usage,
    cause,
  });

/** What an account began with stays as it is. */
export const beganOtherwise = (flag: string, began: string): InstallError =>
  new InstallError({
    code: 'flags-conflict',
    message: `${flag} is settled when an account begins, and the one of --state began ${began}.`,
    hint: `Leave ${flag} out, or name another file with --state.`,
    exitCode: exitCodes.usage,
  });
