import type { Clock } from '../../core/clock.ts';

/**
 * AWS's time as far as events tell it. The two clocks may differ and even run at different speeds, so nothing is
 * ever computed as now minus an event's time: only how long ago by our clock the newest event was first seen.
 */
export class WatchClock {
  readonly #clock: Clock;
  #newest: number | undefined;
  #seenAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(at: number): void {
    if (this.#newest !== undefined && at <= this.now()) return;
    this.#newest = at;
    this.#seenAt = this.#clock.now();
  }

  /** Milliseconds since 1970 by AWS's clock, as near as can be told; our own before the first event. */
  now(): number {
    return this.#newest === undefined
      ? this.#clock.now()
      : this.#newest + Math.max(0, this.#clock.now() - this.#seenAt);
  }
}
