import { exitCodes, InstallError } from '../core/errors.ts';

/** Esc or Ctrl-D, and Ctrl-C at a question; a terminal that is gone ends the input. */
export const leavingCodes = { declined: 'question-declined', interrupted: 'question-interrupted' } as const;

export const declined = (): InstallError =>
  new InstallError({
    code: leavingCodes.declined,
    message: 'The question was left without an answer, so nothing more was done.',
    hint: 'Run the command again when you are ready; nothing was lost.',
    exitCode: exitCodes.declined,
  });

export const inputEnded = (): InstallError =>
  new InstallError({
    code: 'question-unanswered',
    message: 'The input ended before the question was answered, so nothing more was done.',
    hint: 'Run the command again at a terminal, or give the values by flags or --answers together with --yes.',
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
