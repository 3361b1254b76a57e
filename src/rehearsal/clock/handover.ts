import type { Clock } from '../../core/clock.ts';

/** A clock that can be exchanged: what was long ago is set up on another one than what follows. */
export class HandoverClock implements Clock {
  #current: Clock;

  constructor(first: Clock) {
    this.#current = first;
  }

  now(): number {
    return this.#current.now();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#current.sleep(ms, signal);
  }

  handOver(next: Clock): void {
    this.#current = next;
  }
}
