import type { Clock } from '../../src/core/clock.ts';

/** A clock that stands still but for sleeps: each takes it forward at once. What was planned for a moment happens then. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #plans: { readonly at: number; readonly act: () => void }[] = [];

  constructor(now = Date.parse('2026-03-01T12:00:00Z')) {
    this.#now = now;
  }
  now(): number {
    return this.#now;
  }
  during<T>(work: Promise<T>): Promise<T> {
    return work;
  }
  /** @param afterMs from the present. */
  plan(afterMs: number, act: () => void): void {
    this.#plans.push({ at: this.#now + afterMs, act });
    this.#plans.sort((a, b) => a.at - b.at);
  }
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const aborted = (): boolean => signal?.aborted ?? false;
    if (aborted()) return;
    const until = this.#now + ms;
    for (let next = this.#plans[0]; next !== undefined && next.at <= until; next = this.#plans[0]) {
      this.#plans.shift();
      this.#now = Math.max(this.#now, next.at);
      next.act();
      if (aborted()) return;
    }
    this.#now = until;
    await Promise.resolve();
  }
}

/** Sleeps at the same time: the clock stands still while anything else is going on, then goes to the next sleeper's moment. */
export class SteppingClock implements Clock {
  #now = Date.parse('2026-03-01T12:00:00Z');
  #armed = false;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }
  during<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const sleeper = {
        at: this.#now + ms,
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
      const next = [...this.#sleepers].sort((a, b) => a.at - b.at)[0];
      if (next === undefined) return;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      this.#arm();
    });
  }
}
