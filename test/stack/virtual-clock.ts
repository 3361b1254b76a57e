import type { Clock } from '../../src/core/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * Stands still while anything else is going on, then goes to the next moment at which someone wakes or something was
 * planned. Any number may sleep at the same time.
 */
export class VirtualClock implements Clock {
  #now: number;
  #armed = false;
  #sleepers: Sleeper[] = [];
  #plans: Sleeper[] = [];

  constructor(now = Date.parse('2026-03-01T12:00:00Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  during<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  /** Happens when somebody sleeps past it. @param afterMs from the present. */
  plan(afterMs: number, act: () => void): void {
    this.#plans.push({ at: this.#now + afterMs, wake: act });
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const sleeper: Sleeper = {
        at: this.#now + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', sleeper.wake);
          this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
          resolve();
        },
      };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', sleeper.wake);
      this.#arm();
    });
  }

  #arm(): void {
    if (this.#armed || this.#sleepers.length === 0) return;
    this.#armed = true;
    // By then every promise that could go on has gone on.
    setImmediate(() => {
      this.#armed = false;
      this.#step();
      this.#arm();
    });
  }

  /** What was planned for a moment happens before those who sleep until then wake. */
  #step(): void {
    const first = (list: readonly Sleeper[]): Sleeper | undefined => [...list].sort((a, b) => a.at - b.at)[0];
    const sleeper = first(this.#sleepers);
    if (sleeper === undefined) return;
    const plan = first(this.#plans);
    const next = plan !== undefined && plan.at <= sleeper.at ? plan : sleeper;
    this.#plans = this.#plans.filter((one) => one !== next);
    this.#now = Math.max(this.#now, next.at);
    next.wake();
  }
}
