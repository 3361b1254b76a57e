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
