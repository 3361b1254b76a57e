import { awsCodes, isInstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Connection } from '../../core/session.ts';
import { retryTransient } from '../../stack/index.ts';

/** So long what did not arrive is asked again, milliseconds. */
const patienceMs = 30_000;

const lost: readonly number[] = [exitCodes.noAccess, exitCodes.interrupted];

/**
 * What AWS refuses to tell is not known, and `fallback` stands for it. What only did not arrive is asked again and then
 * thrown: nobody may take it for nothing where that would show a secret or leave something unsaid.
 */
export async function unlessRefused<T, F>(
  connection: Pick<Connection, 'clock' | 'signal'>,
  call: () => Promise<T>,
  fallback: F,
): Promise<T | F> {
  try {
    return await retryTransient(call, connection, { forMs: patienceMs });
  } catch (error) {
    const isLost = isInstallError(error) && lost.includes(error.exitCode) && error.code !== awsCodes.denied;
    if (isLost || !isInstallError(error)) throw error;
    return fallback;
  }
}
