import type { Clock } from '../../core/clock.ts';
import type { RehearsalClock } from './rehearsal-clock.ts';
import { Sleepers, sleepIn } from './sleepers.ts';
import type { Side } from './sleepers.ts';
import { UnderWay } from './under-way.ts';

/** Longer timers overflow in Node and fire at once. */
const longest = 2 ** 31 - 1;

/**
 * `--speed N`: time runs N times as fast while all there is to do is to wait, and is real while a call, a question
 * or a file is under way: a person and a disk are not N times as fast, and a limit on them is not scaled away.
 */
export class ScaledClock implements RehearsalClock {
  readonly tool: Clock = this.#door('tool');
  readonly account: Clock = this.#door('account');
  readonly waiting: RehearsalClock['waiting'];
  readonly #sleepers = new Sleepers();
  readonly #underWay = new UnderWay(() => this.#arm());
  readonly #speed: number;
  readonly #alone: boolean;
  #virtual: number;
  #real = performance.now();
  #pace = 1;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param alone the tool is in another process (`--serve`): only what the account does is scaled. */
  constructor(start: number, speed: number, alone = false) {
    this.#virtual = start;
    this.#speed = speed;
    this.#alone = alone;
    this.waiting = this.#underWay.waiting;
  }

  #door(side: Side): Clock {
    return {
      now: () => Math.floor(this.#now()),
      sleep: (ms, signal) =>
        sleepIn(this.#sleepers, side, this.#now() + Math.max(0, ms), signal, () => this.#arm()),
      during: (work) => this.#underWay.during(work),
    };
  }

  begin(): void {
    this.#underWay.begin();
  }

  end(): void {
    this.#underWay.end();
  }

  drain(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #now(): number {
    return this.#virtual + (performance.now() - this.#real) * this.#pace;
  }

  /** Without a sleeper nobody waits, and time is real too. */
  #scaled(): boolean {
    if (this.#alone) return this.#sleepers.count('account') > 0;
    return this.#sleepers.next() !== undefined && !this.#underWay.any;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#virtual = this.#now();
    this.#real = performance.now();
    this.#pace = this.#scaled() ? this.#speed : 1;
    const next = this.#sleepers.next();
    if (next === undefined) return;
    const wait = Math.max(0, (next.due - this.#virtual) / this.#pace);
    this.#timer = setTimeout(() => this.#wake(), Math.min(wait, longest));
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
