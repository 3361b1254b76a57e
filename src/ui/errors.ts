import { InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';

/** Esc or Ctrl-D; Ctrl-C, or a terminal that hangs up. */
export const leavingCodes = { declined: 'question-declined', interrupted: 'question-interrupted' } as const;

export const declined = (): InstallError =>
  new InstallError({
    code: leavingCodes.declined,
    message: 'The question was left without an answer, so nothing more was done.',
    hint: 'Run the command again when you are ready; nothing was lost.',
    exitCode: exitCodes.declined,
  });

export const interrupted = (cause: unknown): InstallError =>
  new InstallError({
    code: leavingCodes.interrupted,
    message: 'The question was interrupted.',
    hint: 'Run the command again to go on.',
    exitCode: exitCodes.interrupted,
    cause,
  });
