import type { Clock } from '../../core/clock.ts';
import type { RehearsalClock } from './rehearsal-clock.ts';
import { Sleepers, sleepIn } from './sleepers.ts';
import type { Side } from './sleepers.ts';

/** Real milliseconds without a request after which a sleeping tool is taken to wait rather than to limit. */
const idleAfter = 1000;

/**
 * `--speed N`: time runs N times as fast while something is under way in the account, or while the tool sleeps
 * and asks nothing; otherwise it is real, so that a time limit on a call is not scaled away.
 */
export class ScaledClock implements RehearsalClock {
  readonly tool: Clock = this.#door('tool');
  readonly account: Clock = this.#door('account');
  readonly #sleepers = new Sleepers();
  readonly #speed: number;
  readonly #alone: boolean;
  #virtual: number;
  #real = performance.now();
  #pace = 1;
  #inFlight = 0;
  #lastActivity = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param alone the tool is in another process (`--serve`): its pauses are not seen here. */
  constructor(start: number, speed: number, alone = false) {
    this.#virtual = start;
    this.#speed = speed;
    this.#alone = alone;
  }

  #door(side: Side): Clock {
    return {
      now: () => Math.floor(this.#now()),
      sleep: (ms, signal) => {
        const due = this.#now() + Math.max(0, ms);
        this.#lastActivity = performance.now();
        return sleepIn(this.#sleepers, side, due, signal, () => this.#arm());
      },
    };
  }

  begin(): void {
    this.#inFlight += 1;
    this.#activity();
  }

  end(): void {
    this.#inFlight -= 1;
    this.#activity();
  }

  drain(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #activity(): void {
    this.#lastActivity = performance.now();
    this.#arm();
  }

  #now(): number {
    return this.#virtual + (performance.now() - this.#real) * this.#pace;
  }

  #idle(): boolean {
    return !this.#alone && this.#inFlight === 0 && performance.now() - this.#lastActivity >= idleAfter;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#virtual = this.#now();
    this.#real = performance.now();
    const busy = this.#sleepers.busy();
    this.#pace = busy || (this.#sleepers.next() !== undefined && this.#idle()) ? this.#speed : 1;
    const next = this.#sleepers.next();
    if (next === undefined) return;
    const wait = Math.max(0, (next.due - this.#virtual) / this.#pace);
    // At real pace, look again when the quiet may have lasted long enough.
    this.#timer = setTimeout(() => this.#wake(), this.#pace === 1 ? Math.min(wait, idleAfter) : wait);
  }

  #wake(): void {
    const now = this.#now();
    for (;;) {
      // A timer may fire a hair early; half a millisecond of real time is no time.
      const sleeper = this.#sleepers.take(now + 0.5 * this.#pace);
      if (sleeper === undefined) break;
      sleeper.wake();
    }
    this.#arm();
  }
}
