import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JumpingClock } from '../../../src/rehearsal/clock/jumping-clock.ts';
import { ScaledClock } from '../../../src/rehearsal/clock/scaled-clock.ts';
import { turns } from '../../../src/rehearsal/clock/event-loop.ts';

const start = Date.UTC(2026, 0, 1);
/** More than any jump needs. */
const longTurns = 50;

/** Something that is under way until it is told to end. */
const open = (): { readonly work: Promise<void>; readonly end: () => void } => {
  let end: () => void = () => undefined;
  const work = new Promise<void>((resolve) => (end = resolve));
  return { work, end };
};

describe('max: the jumping clock', () => {
  it('stands still while a request is in flight', async () => {
    const clock = new JumpingClock(start);
    clock.begin();
    const slept = clock.account.sleep(10);
    await turns(longTurns);
    expect(clock.tool.now()).toBe(start);
    clock.end();
    await slept;
    expect(clock.tool.now()).toBe(start + 10);
  });

  it('tells whole milliseconds, though a sleep may end between two', async () => {
    const clock = new JumpingClock(start);
    await clock.tool.sleep(30_000.4);
    expect(clock.tool.now()).toBe(start + 30_000);
  });

  it('stands still while the tool has something under way, however long', async () => {
    const clock = new JumpingClock(start);
    const [question, file] = [open(), open()];
    void clock.tool.during(question.work);
    void clock.tool.during(file.work);
    const limit = clock.tool.sleep(30_000);
    file.end();
    await turns(longTurns);
    expect(clock.tool.now()).toBe(start);
    question.end();
    await limit;
    expect(clock.tool.now()).toBe(start + 30_000);
  });

  it('is not held up by work that failed', async () => {
    const clock = new JumpingClock(start);
    const work = Promise.reject(new Error('denied'));
    expect(clock.tool.during(work)).toBe(work);
    await expect(work).rejects.toThrow('denied');
    await clock.tool.sleep(1000);
    expect(clock.tool.now()).toBe(start + 1000);
  });

  it('lets what a sleeper set going begin before it jumps on', async () => {
    const clock = new JumpingClock(start);
    const limit = clock.tool.sleep(5000);
    await clock.tool.sleep(1000);
    const call = open();
    await new Promise((resolve) => setImmediate(resolve));
    void clock.tool.during(call.work);
    await turns(longTurns);
    expect(clock.tool.now()).toBe(start + 1000);
    call.end();
    await limit;
    expect(clock.tool.now()).toBe(start + 5000);
  });

  it('lets a limit strike on a request that is held back, and on nothing else', async () => {
    const clock = new JumpingClock(start);
    const [call, pause, other] = [open(), open(), open()];
    // The tool's call, as the account sees it and as the tool does.
    clock.begin();
    void clock.tool.during(call.work);
    void clock.waiting(pause.work);
    void clock.tool.during(other.work);
    const limit = clock.tool.sleep(30_000);
    await turns(longTurns);
    expect(clock.tool.now()).toBe(start);
    other.end();
    await limit;
    expect(clock.tool.now()).toBe(start + 30_000);
    // Let go, it is a call like any other until it is answered.
    pause.end();
    const next = clock.tool.sleep(1000);
    await turns(longTurns);
    expect(clock.tool.now()).toBe(start + 30_000);
    clock.end();
    call.end();
    await next;
  });

  it('takes no more than it was told: the time between two polls is theirs alone', async () => {
    const clock = new JumpingClock(start);
    void clock.account.sleep(60 * 60_000);
    for (let poll = 0; poll < 500; poll += 1) await clock.tool.sleep(5000);
    expect(clock.tool.now()).toBe(start + 500 * 5000);
  });

  it('wakes an aborted sleep at once and forgets it', async () => {
    const clock = new JumpingClock(start);
    const controller = new AbortController();
    clock.begin();
    const slept = clock.tool.sleep(60_000, controller.signal);
    controller.abort();
    await slept;
    await clock.tool.sleep(60_000, controller.signal);
    expect(clock.tool.now()).toBe(start);
  });

  it('wakes nobody any more once it is closed', async () => {
    const clock = new JumpingClock(start);
    let woke = false;
    void clock.tool.sleep(1).then(() => (woke = true));
    clock.close();
    await turns(longTurns);
    expect(woke).toBe(false);
  });

  it.each(['by itself', 'drained'])('wakes everything in the order of its due times, %s', async (how) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 30 }),
        async (delays) => {
          const clock = new JumpingClock(start);
          const woken: number[] = [];
          const asleep = delays.map(async (delay) => {
            const due = clock.account.now() + delay;
            await clock.account.sleep(delay);
            woken.push(due);
            expect(clock.account.now()).toBe(due);
          });
          if (how === 'drained') await clock.drain();
          await Promise.all(asleep);
          expect(woken).toEqual([...woken].sort((a, b) => a - b));
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('N times as fast: the scaled clock', () => {
  // Also `performance`, by which it tells real time: the machine's own pace has no part in this.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  /** How far the clock gets in a real second. */
  const inOneSecond = async (clock: ScaledClock): Promise<number> => {
    const before = clock.tool.now();
    await vi.advanceTimersByTimeAsync(1000);
    return clock.tool.now() - before;
  };
  const sleepLong = (clock: ScaledClock, side: 'tool' | 'account'): void => {
    void clock[side].sleep(1e9);
  };

  it.each(['tool', 'account'] as const)('runs fast while the %s only waits, and no longer', async (side) => {
    const clock = new ScaledClock(start, 1000);
    void clock[side].sleep(20_000);
    await vi.advanceTimersByTimeAsync(20);
    expect(clock.tool.now()).toBe(start + 20_000);
    expect(await inOneSecond(clock)).toBe(1000);
  });

  it('runs in real time while the tool has something under way, and fast again after it', async () => {
    const clock = new ScaledClock(start, 1000);
    sleepLong(clock, 'account');
    const question = open();
    void clock.tool.during(question.work);
    expect(await inOneSecond(clock)).toBe(1000);
    question.end();
    await question.work;
    expect(await inOneSecond(clock)).toBe(1_000_000);
  });

  it('runs in real time while a request is in flight, but not for one that is held back', async () => {
    const clock = new ScaledClock(start, 1000);
    sleepLong(clock, 'tool');
    clock.begin();
    void clock.tool.during(open().work);
    expect(await inOneSecond(clock)).toBe(1000);
    void clock.waiting(open().work);
    expect(await inOneSecond(clock)).toBe(1_000_000);
  });

  it('scales what the account does, and that alone, where the tool is elsewhere', async () => {
    const clock = new ScaledClock(start, 1000, true);
    expect(await inOneSecond(clock)).toBe(1000);
    clock.begin();
    sleepLong(clock, 'account');
    expect(await inOneSecond(clock)).toBe(1_000_000);
  });

  it('never goes backwards when its pace changes', async () => {
    const clock = new ScaledClock(start, 200);
    let last = clock.tool.now();
    const check = (): void => {
      expect(clock.tool.now()).toBeGreaterThanOrEqual(last);
      last = clock.tool.now();
    };
    for (let round = 0; round < 5; round += 1) {
      void clock.account.sleep(2000);
      check();
      await vi.advanceTimersByTimeAsync(10);
      check();
      clock.begin();
      await vi.advanceTimersByTimeAsync(5);
      clock.end();
      check();
    }
    expect(last).toBe(start + 5 * 2000 + 5 * 5);
  });

  it('wakes an aborted sleep at once', async () => {
    const clock = new ScaledClock(start, 1);
    const controller = new AbortController();
    const slept = clock.tool.sleep(60_000, controller.signal);
    controller.abort();
    await slept;
    expect(clock.tool.now()).toBe(start);
  });
});
