import type { Clock } from '../core/clock.ts';

interface Beside {
  /** The next moment at which `look` is to be called, by the clock. */
  readonly next: () => number;
  /** @returns true when `work` is to be waited for no longer. */
  readonly look: () => boolean;
}

/** Given in place of what the work would have come to, had it been waited for. */
export const abandoned = Symbol('abandoned');

/** Looks up now and then while `work` is under way: a call that nobody answers must not silence whoever waits for it. */
export async function beside<T>(
  work: Promise<T>,
  { next, look }: Beside,
  clock: Pick<Clock, 'now' | 'sleep'>,
): Promise<T | typeof abandoned> {
  const ended = new AbortController();
  const due = Symbol('due');
  const done = work.finally(() => ended.abort());
  // Abandoned, it has nobody left to tell of its failure.
  done.catch(() => undefined);
  for (;;) {
    const pause = clock.sleep(Math.max(1, next() - clock.now()), ended.signal).then(() => due);
    const answer = await Promise.race([done, pause]);
    if (answer !== due) return answer as T;
    if (ended.signal.aborted) return done;
    if (!look()) continue;
    ended.abort();
    return abandoned;
  }
}
