import type { Clock } from '../../core/clock.ts';
import type { RehearsalClock } from './rehearsal-clock.ts';
import { Sleepers, sleepIn } from './sleepers.ts';
import type { Side } from './sleepers.ts';
import { turns } from './event-loop.ts';
import { UnderWay } from './under-way.ts';

/**
 * `--speed max`: time stands still, and jumps to the next sleeper when nothing is under way and two turns of the
 * event loop brought nothing new. No real time decides anything, so that a run is the same on any machine.
 */
export class JumpingClock implements RehearsalClock {
  readonly tool: Clock = this.#door('tool');
  readonly account: Clock = this.#door('account');
  readonly waiting: RehearsalClock['waiting'];
  readonly #sleepers = new Sleepers();
  readonly #underWay = new UnderWay(() => this.#arm());
  #now: number;
  #closed = false;
  /** Of the jump that is being thought of; anything new makes it void. */
  #thought = 0;

  constructor(start: number) {
    this.#now = start;
    this.waiting = this.#underWay.waiting;
  }

  #door(side: Side): Clock {
    return {
      // A sleep may end between two milliseconds; what is shown of a time is whole ones, as the machine's clock tells it.
      now: () => Math.floor(this.#now),
      sleep: (ms, signal) =>
        sleepIn(this.#sleepers, side, this.#now + Math.max(0, ms), signal, () => this.#arm()),
      during: (work) => this.#underWay.during(work),
    };
  }

  begin(): void {
    this.#underWay.begin();
  }

  end(): void {
    this.#underWay.end();
  }

  async drain(): Promise<void> {
    while (!this.#closed && this.#sleepers.count('account') > 0) {
      this.#wakeNext();
      await turns(2);
    }
  }

  close(): void {
    this.#closed = true;
  }

  #arm(): void {
    const thought = ++this.#thought;
    if (this.#closed || this.#underWay.any || this.#sleepers.next() === undefined) return;
    void turns(2).then(() => {
      if (thought === this.#thought && !this.#closed) this.#jump();
    });
  }

  #wakeNext(): void {
    const next = this.#sleepers.next();
    if (next === undefined) return;
    this.#now = Math.max(this.#now, next.due);
    this.#sleepers.take(this.#now)?.wake();
  }

  #jump(): void {
    this.#wakeNext();
    this.#arm();
  }
}
