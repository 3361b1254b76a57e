import type { Clock } from '../../src/core/clock.ts';
import type { RehearsalClock } from '../../src/rehearsal/clock/rehearsal-clock.ts';
import { Sleepers, sleepIn, type Side } from '../../src/rehearsal/clock/sleepers.ts';
import { turns } from '../../src/rehearsal/clock/event-loop.ts';

/** An account's clock that moves only when a test moves it, so that nothing can happen early. */
export class HandClock implements RehearsalClock {
  readonly tool: Clock = this.#door('tool');
  readonly account: Clock = this.#door('account');
  readonly #sleepers = new Sleepers();
  #now: number;

  constructor(start: number) {
    this.#now = start;
  }

  #door(side: Side): Clock {
    return {
      now: () => this.#now,
      sleep: (ms, signal) =>
        sleepIn(this.#sleepers, side, this.#now + Math.max(0, ms), signal, () => undefined),
      during: (work) => work,
    };
  }

  /** Lets `ms` go by, and everything due within them happen, each at its own time. */
  async advance(ms: number): Promise<void> {
    await turns(2);
    const until = this.#now + ms;
    for (
      let next = this.#sleepers.next();
      next !== undefined && next.due <= until;
      next = this.#sleepers.next()
    )
      await this.#wake(next.due);
    this.#now = until;
    await turns(2);
  }

  async drain(): Promise<void> {
    await turns(2);
    for (let next = this.#sleepers.next(); next !== undefined; next = this.#sleepers.next())
      await this.#wake(next.due);
  }

  async #wake(due: number): Promise<void> {
    this.#now = Math.max(this.#now, due);
    this.#sleepers.take(this.#now)?.wake();
    await turns(2);
  }

  begin(): void {}
  end(): void {}
  close(): void {}

  waiting<T>(pause: Promise<T>): Promise<T> {
    return pause;
  }
}
