import { exitCodes, InstallError } from '../core/errors.ts';

/** Esc and Ctrl-C at a question; Ctrl-D and a terminal that is gone end the input. */
export const leavingCodes = { declined: 'question-declined', interrupted: 'question-interrupted' } as const;

export const declined = (cause: unknown): InstallError =>
  new InstallError({
    code: leavingCodes.declined,
    message: 'The question was left with Esc, so nothing more was done.',
    hint: 'Run the command again when you are ready; nothing was lost.',
    exitCode: exitCodes.declined,
    cause,
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

/** Inquirer's own error for Ctrl-C; it uses the same one when the process ends. */
export const isCtrlC = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ExitPromptError' && error.message.endsWith('SIGINT');
