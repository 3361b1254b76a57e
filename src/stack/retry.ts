import { awsCodes, isInstallError, type InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Ports } from '../core/ports.ts';

/** The network, or AWS, is at fault and another try may help; nothing is known about what the call did. */
export const isTransient = (error: unknown): error is InstallError =>
  isInstallError(error, awsCodes.unreachable) || isInstallError(error, awsCodes.throttled);

interface RetryOptions {
  /** How long to go on, milliseconds of the clock; the last fault is then thrown. */
  readonly forMs?: number;
  /** Called with each fault after which it goes on. */
  readonly onFault?: (fault: InstallError) => void;
}

/** Calls again while the fault is a passing one; `call` must be safe to repeat. */
export async function retryTransient<T>(
  call: () => Promise<T>,
  ports: Pick<Ports, 'clock' | 'signal'>,
  { forMs = 120_000, onFault }: RetryOptions = {},
): Promise<T> {
  const until = ports.clock.now() + forMs;
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 15_000)) {
    try {
      return await call();
    } catch (error) {
      if (!isTransient(error) || ports.signal.aborted || ports.clock.now() + wait > until) throw error;
      onFault?.(error);
    }
    await ports.clock.sleep(wait, ports.signal);
  }
}

/** So long what did not arrive is asked again, milliseconds. */
const patienceMs = 30_000;

const lostCodes: readonly number[] = [exitCodes.noAccess, exitCodes.interrupted];

const isRefusal = (error: unknown): boolean =>
  isInstallError(error) && (error.code === awsCodes.denied || !lostCodes.includes(error.exitCode));

/**
 * What AWS refuses to tell is not known, and `fallback` stands for it. What only did not arrive is asked again and then
 * thrown: nobody may take it for nothing where that would show a secret or leave something unsaid.
 */
export async function unlessRefused<T, F>(
  ports: Pick<Ports, 'clock' | 'signal'>,
  call: () => Promise<T>,
  fallback: F,
): Promise<T | F> {
  try {
    return await retryTransient(call, ports, { forMs: patienceMs });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return fallback;
  }
}
