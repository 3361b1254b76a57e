import type { Clock } from '../../core/clock.ts';
import type { RehearsalClock } from './rehearsal-clock.ts';
import { Sleepers, sleepIn } from './sleepers.ts';
import type { Side } from './sleepers.ts';

/** Real milliseconds left to a tool that is awake: it may be about to send its next request. */
const awakeGrace = 20;
/**
 * Nothing is under way in the account, so that a sleep of the tool is a time limit rather than a wait: a limit
 * must not strike while the tool merely loads a client.
 */
const idleGrace = 1000;

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** `--speed max`: time stands still, and jumps to the next sleeper when no request is in flight. */
export class JumpingClock implements RehearsalClock {
  readonly tool: Clock = this.#door('tool');
  readonly account: Clock = this.#door('account');
  readonly #sleepers = new Sleepers();
  readonly #alone: boolean;
  #now: number;
  #inFlight = 0;
  #toolAwake = true;
  #closed = false;
  #pending: { cancel: () => void } | undefined;

  /** @param alone the tool is in another process (`--serve`) and keeps its own time. */
  constructor(start: number, alone = false) {
    this.#now = start;
    this.#alone = alone;
  }

  #door(side: Side): Clock {
    return {
      now: () => this.#now,
      sleep: (ms, signal) => {
        if (side === 'tool') this.#toolAwake = false;
        return sleepIn(this.#sleepers, side, this.#now + Math.max(0, ms), signal, () => this.#arm());
      },
    };
  }

  begin(): void {
    this.#inFlight += 1;
    this.#arm();
  }

  end(): void {
    this.#inFlight -= 1;
    this.#toolAwake = true;
    this.#arm();
  }

  async drain(): Promise<void> {
    while (!this.#closed && this.#sleepers.count('account') > 0) {
      this.#wakeNext();
      await turns(2);
    }
  }

  close(): void {
    this.#closed = true;
    this.#pending?.cancel();
  }

  #grace(): number {
    if (this.#alone) return 0;
    if (!this.#sleepers.busy()) return idleGrace;
    return this.#toolAwake ? awakeGrace : 0;
  }

  #arm(): void {
    this.#pending?.cancel();
    this.#pending = undefined;
    if (this.#closed || this.#inFlight > 0 || this.#sleepers.next() === undefined) return;
    const grace = this.#grace();
    if (grace > 0) {
      const timer = setTimeout(() => this.#jump(), grace);
      this.#pending = { cancel: () => clearTimeout(timer) };
      return;
    }
    // Two turns of the event loop, so that whatever the last sleeper set going has gone on.
    let second: NodeJS.Immediate | undefined;
    const first = setImmediate(() => {
      second = setImmediate(() => this.#jump());
    });
    this.#pending = {
      cancel: () => {
        clearImmediate(first);
        if (second !== undefined) clearImmediate(second);
      },
    };
  }

  #wakeNext(): void {
    const next = this.#sleepers.next();
    if (next === undefined) return;
    this.#now = Math.max(this.#now, next.due);
    const sleeper = this.#sleepers.take(this.#now);
    if (sleeper?.side === 'tool') this.#toolAwake = true;
    sleeper?.wake();
  }

  #jump(): void {
    this.#pending = undefined;
    this.#wakeNext();
    this.#arm();
  }
}
