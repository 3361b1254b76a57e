import { setMaxListeners } from 'node:events';
import { stopped } from '../../core/interrupts.ts';

const isReading = (operation: string): boolean =>
  /^(Get|List|Describe|Head|Simulate|Lookup|Filter)/.test(operation);

/** Calls that make something new. What takes back, and what ends that which has begun, is none of them. */
const makesNew = (operation: string): boolean => /^(Create|Put|Request|Change)/.test(operation);

/** After Ctrl-C nothing new is made any more. @throws InstallError `interrupted` */
export function refuseNew(operation: string, signal: AbortSignal): void {
  if (makesNew(operation) && signal.aborted) throw stopped();
}

/**
 * Ctrl-C ends a reading at once, not after its retries. Writes are let finish, as their outcome must be known,
 * and whatever else is begun after Ctrl-C (cleaning up, watching on) runs as before it.
 */
export function untilInterrupted<T>(operation: string, running: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted || !isReading(operation)) return running;
  // Preflight has dozens of readings under way; Node takes more than ten listeners for a leak and prints so.
  setMaxListeners(0, signal);
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(new DOMException('interrupted', 'AbortError'));
    signal.addEventListener('abort', stop, { once: true });
    running.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
