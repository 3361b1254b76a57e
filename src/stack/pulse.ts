import type { Clock } from '../core/clock.ts';
import { type abandoned, beside } from './beside.ts';

/** A heartbeat is due at least this often, milliseconds; the contract promises 30 s. */
const every = 20_000;

/** Heartbeat and deadline of a watch: both go on whatever is under way, a call that nobody answers too. */
export class Pulse {
  readonly #clock: Clock;
  readonly #tell: (askedAt?: number) => void;
  #deadline: number;
  #beatAt = -Infinity;

  /**
   * @param tell says the heartbeat. `askedAt`: since when calls have been under way, if any are.
   * @param maxWaitMs from now; absent: no deadline.
   */
  constructor(clock: Clock, tell: (askedAt?: number) => void, maxWaitMs = Infinity) {
    this.#clock = clock;
    this.#tell = tell;
    this.#deadline = clock.now() + maxWaitMs;
  }

  get late(): boolean {
    return this.#clock.now() >= this.#deadline;
  }

  /** The end is known: it is told to its end, however long that takes. */
  lift(): void {
    this.#deadline = Infinity;
  }

  /** The next heartbeat is due at once: there is news. */
  quicken(): void {
    this.#beatAt = -Infinity;
  }

  beat(askedAt?: number): void {
    const now = this.#clock.now();
    if (now - this.#beatAt < every) return;
    this.#beatAt = now;
    this.#tell(askedAt);
  }

  /** Sleeps, no longer than to the deadline; after a fault that may be longer than until the next heartbeat. */
  async pause(ms: number, signal: AbortSignal): Promise<void> {
    const until = Math.min(this.#clock.now() + ms, this.#deadline);
    while (!signal.aborted && this.#clock.now() < until) {
      await this.#clock.sleep(Math.min(until, this.#beatAt + every) - this.#clock.now(), signal);
      this.beat();
    }
  }

  /** Waits for `work` as long as the deadline allows. */
  during<T>(work: Promise<T>): Promise<T | typeof abandoned> {
    const begun = this.#clock.now();
    // One that is due at once is told with the work's own news, if they come in time.
    const beatAt = (): number => (this.#beatAt === -Infinity ? begun : this.#beatAt);
    const next = (): number => Math.min(beatAt() + every, this.#deadline);
    const look = (): boolean => {
      if (!this.late) this.beat(begun);
      return this.late;
    };
    return beside(work, { next, look }, this.#clock);
  }
}
