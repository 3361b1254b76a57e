import { InstallError, InstallErrors } from '../core/errors.ts';
import { exitCodes, type ExitCode } from '../core/exit-codes.ts';
import type { ErrorEvent, Outcome, ResultEvent } from '../core/events.ts';
import { unexpectedFault } from './errors.ts';

const outcomes: Readonly<Partial<Record<ExitCode, Outcome>>> = {
  [exitCodes.rolledBack]: 'rolled-back',
  [exitCodes.needsPerson]: 'needs-person',
  [exitCodes.stillRunning]: 'still-running',
  [exitCodes.declined]: 'declined',
  [exitCodes.interrupted]: 'interrupted',
};

const eventOf = (error: InstallError): ErrorEvent => ({
  type: 'error',
  code: error.code,
  message: error.message,
  hint: error.hint,
  docs: error.docs,
  parameter: error.parameter,
});

const foreseen = (error: unknown): readonly InstallError[] => {
  if (error instanceof InstallErrors) return error.errors;
  return [error instanceof InstallError ? error : unexpectedFault(error)];
};

/** An error that already tells how the interruption ended, a stack that may be running among it. */
const isReported = (error: unknown): boolean =>
  error instanceof InstallError &&
  (error.exitCode === exitCodes.interrupted || error.exitCode === exitCodes.stillRunning);

/**
 * The one place a thrown thing becomes lines and an exit code.
 * @param interrupted the signal that came, if any: what was thrown comes of it.
 */
export function failure(
  command: string,
  error: unknown,
  interrupted: string | undefined,
): { readonly events: readonly ErrorEvent[]; readonly result: ResultEvent } {
  const errors = foreseen(error);
  const ended = interrupted !== undefined && !isReported(error);
  const exitCode = ended
    ? exitCodes.interrupted
    : error instanceof InstallErrors
      ? error.exitCode
      : (errors[0]?.exitCode ?? exitCodes.unexpected);
  const resume = errors.find((one) => one.resume !== undefined)?.resume;
  return {
    events: ended ? [] : errors.map(eventOf),
    result: {
      type: 'result',
      command,
      outcome: outcomes[exitCode] ?? 'failed',
      exitCode,
      resume,
    },
  };
}
