import type { Clock } from '../core/clock.ts';

/** Longer timers overflow in Node and fire at once. */
const longest = 2 ** 31 - 1;

const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.min(Math.max(ms, 0), longest));
    signal?.addEventListener('abort', wake, { once: true });
  });

export const realClock = (): Clock => ({ now: () => Date.now(), sleep, during: (work) => work });
