import type { Clock } from '../../core/clock.ts';
import { turns } from '../clock/event-loop.ts';

interface HeldSleep {
  readonly due: number;
  readonly signal: AbortSignal | undefined;
  readonly wake: () => void;
}

/**
 * The account's door to its clock, which can be held at a moment: while a call is carried out, so that it happens at
 * one time and can happen at just that time again; and in the past, while an account is brought back.
 */
export class HeldClock implements Clock {
  readonly #inner: Clock;
  #at: number | undefined;
  #holds = 0;
  #sleeps: HeldSleep[] = [];

  constructor(inner: Clock) {
    this.#inner = inner;
  }

  now(): number {
    return this.#at ?? this.#inner.now();
  }

  during<T>(work: Promise<T>): Promise<T> {
    return this.#inner.during(work);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.#at === undefined) return this.#inner.sleep(ms, signal);
    const due = this.#at + Math.max(0, ms);
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        this.#sleeps = this.#sleeps.filter((one) => one !== sleep);
        resolve();
      };
      const sleep = { due, signal, wake };
      signal?.addEventListener('abort', wake);
      this.#sleeps.push(sleep);
    });
  }

  /** Holds time where it is until the work is done. */
  async holding<T>(work: () => Promise<T>): Promise<T> {
    this.hold(this.now());
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  hold(at: number): void {
    this.#holds += 1;
    this.#at = at;
  }

  /** Lets a held clock go on to a later moment, all sleepers of the time between woken at theirs. */
  async goTo(until: number): Promise<void> {
    await turns(2);
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#at = Math.max(this.now(), next.due);
      next.wake();
      await turns(2);
    }
    this.#at = until;
  }

  #next(until: number): HeldSleep | undefined {
    const due = this.#sleeps.filter((sleep) => sleep.due <= until);
    return due.reduce<HeldSleep | undefined>(
      (first, one) => (first === undefined || one.due < first.due ? one : first),
      undefined,
    );
  }

  /** Time goes on as the clock behind has it. */
  release(): void {
    this.#holds -= 1;
    if (this.#holds > 0) return;
    this.#at = undefined;
    // Each is handed on once: the next release must not sleep it a second time.
    const sleeps = this.#sleeps;
    this.#sleeps = [];
    for (const { due, signal, wake } of sleeps)
      void this.#inner.sleep(due - this.#inner.now(), signal).then(wake);
  }
}
