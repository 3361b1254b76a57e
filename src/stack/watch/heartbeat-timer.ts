import type { Clock } from '../../core/clock.ts';

/** A heartbeat is due at least this often, milliseconds; the contract promises 30 s. */
const heartbeatEveryMs = 20_000;

/** Given in place of what the work would have come to, had it been waited for. */
export const abandoned = Symbol('abandoned');

interface Checks {
  /** When `shouldAbandon` is to be called next, by the clock. */
  readonly nextAt: () => number;
  /** @returns true when the work is to be waited for no longer. */
  readonly shouldAbandon: () => boolean;
}

/** Waits for `work`, checking now and then: a call that nobody answers must not silence whoever waits for it. */
async function waitChecking<T>(
  work: Promise<T>,
  { nextAt, shouldAbandon }: Checks,
  clock: Pick<Clock, 'now' | 'sleep'>,
): Promise<T | typeof abandoned> {
  const ended = new AbortController();
  const due = Symbol('due');
  const done = work.finally(() => ended.abort('ended'));
  // Once abandoned, nobody is left to handle its failure.
  done.catch(() => undefined);
  for (;;) {
    const pause = clock.sleep(Math.max(1, nextAt() - clock.now()), ended.signal).then(() => due);
    const answer = await Promise.race([done, pause]);
    if (answer !== due) return answer as T;
    if (ended.signal.aborted) return done;
    if (!shouldAbandon()) continue;
    ended.abort();
    return abandoned;
  }
}

/** Heartbeat and deadline of a watch: both go on whatever is under way, a call that nobody answers too. */
export class HeartbeatTimer {
  readonly #clock: Clock;
  readonly #emit: (askedAt?: number) => void;
  #deadline: number;
  #lastAt = -Infinity;

  /**
   * @param emit emits the heartbeat. `askedAt`: since when calls have been under way, if any are.
   * @param maxWaitMs from now; absent: no deadline.
   */
  constructor(clock: Clock, emit: (askedAt?: number) => void, maxWaitMs = Infinity) {
    this.#clock = clock;
    this.#emit = emit;
    this.#deadline = clock.now() + maxWaitMs;
  }

  get isPastDeadline(): boolean {
    return this.#clock.now() >= this.#deadline;
  }

  /** The end is known: what is left is done, however long that takes. */
  removeDeadline(): void {
    this.#deadline = Infinity;
  }

  /** Makes the next heartbeat due at once: there is news. */
  makeDue(): void {
    this.#lastAt = -Infinity;
  }

  beatIfDue(askedAt?: number): void {
    const now = this.#clock.now();
    if (now - this.#lastAt < heartbeatEveryMs) return;
    this.#lastAt = now;
    this.#emit(askedAt);
  }

  /** Sleeps, no longer than to the deadline; after a fault that may be longer than until the next heartbeat. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const until = Math.min(this.#clock.now() + ms, this.#deadline);
    while (!signal.aborted && this.#clock.now() < until) {
      await this.#clock.sleep(Math.min(until, this.#lastAt + heartbeatEveryMs) - this.#clock.now(), signal);
      this.beatIfDue();
    }
  }

  /** Waits for `work` as long as the deadline allows. */
  waitFor<T>(work: Promise<T>): Promise<T | typeof abandoned> {
    const begun = this.#clock.now();
    // One that is due at once comes with the work's own news, if they come in time.
    const lastAt = (): number => (this.#lastAt === -Infinity ? begun : this.#lastAt);
    const nextAt = (): number => Math.min(lastAt() + heartbeatEveryMs, this.#deadline);
    const shouldAbandon = (): boolean => {
      if (!this.isPastDeadline) this.beatIfDue(begun);
      return this.isPastDeadline;
    };
    return waitChecking(work, { nextAt, shouldAbandon }, this.#clock);
  }
}
