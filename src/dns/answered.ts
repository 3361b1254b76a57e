import { InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';

/** AWS or the network gave no answer; what Ctrl-C broke off is not that, it ends the run. */
export const isUnanswered = (error: unknown): error is InstallError =>
  error instanceof InstallError && error.exitCode !== exitCodes.interrupted;

/** What the network does not answer, or AWS refuses, is unknown: the next best source is asked. */
export async function answered<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isUnanswered(error)) return undefined;
    throw error;
  }
}
