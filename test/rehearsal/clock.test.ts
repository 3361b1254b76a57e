import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JumpingClock } from '../../src/rehearsal/clock/jumping-clock.ts';
import { ScaledClock } from '../../src/rehearsal/clock/scaled-clock.ts';

const start = Date.UTC(2026, 0, 1);
const real = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('max: the jumping clock', () => {
  it('stands still while a request is in flight', async () => {
    const clock = new JumpingClock(start);
    let woke = false;
    clock.begin();
    void clock.account.sleep(10).then(() => (woke = true));
    void clock.tool.sleep(5);
    await real(60);
    expect(woke).toBe(false);
    expect(clock.tool.now()).toBe(start);
    clock.end();
    await real(120);
    expect(woke).toBe(true);
    clock.close();
  });

  it('jumps hours in no time once everybody waits', async () => {
    const clock = new JumpingClock(start);
    const before = performance.now();
    void clock.account.sleep(60 * 60_000);
    for (let poll = 0; poll < 500; poll += 1) await clock.tool.sleep(5000);
    expect(clock.tool.now()).toBe(start + 500 * 5000);
    expect(performance.now() - before).toBeLessThan(5000);
    clock.close();
  });

  it('takes a sleep that began while something was under way for a wait, to its own end', async () => {
    const clock = new JumpingClock(start);
    const before = performance.now();
    void clock.account.sleep(1000);
    await clock.tool.sleep(5000);
    expect(clock.tool.now()).toBe(start + 5000);
    expect(performance.now() - before).toBeLessThan(500);
    clock.close();
  });

  it('does not strike a time limit while the tool merely prepares a call', async () => {
    const clock = new JumpingClock(start);
    let struck = false;
    void clock.tool.sleep(30_000).then(() => (struck = true));
    await real(300);
    expect(struck).toBe(false);
    clock.close();
  });

  it('still comes to the end of a wait with nothing under way', async () => {
    const clock = new JumpingClock(start);
    await clock.tool.sleep(30_000);
    expect(clock.tool.now()).toBe(start + 30_000);
    clock.close();
  });

  it('wakes an aborted sleep at once and forgets it', async () => {
    const clock = new JumpingClock(start);
    const controller = new AbortController();
    clock.begin();
    const slept = clock.tool.sleep(60_000, controller.signal);
    controller.abort();
    await slept;
    expect(clock.tool.now()).toBe(start);
    await clock.tool.sleep(60_000, controller.signal);
    expect(clock.tool.now()).toBe(start);
    clock.close();
  });

  it('wakes everything in the order of its due times, and each sees its own', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 30 }),
        async (delays) => {
          const clock = new JumpingClock(start, true);
          const woken: number[] = [];
          for (const delay of delays) {
            const due = clock.account.now() + delay;
            void clock.account.sleep(delay).then(() => {
              woken.push(due);
              expect(clock.account.now()).toBe(due);
            });
          }
          await clock.drain();
          await real(0);
          expect(woken).toEqual([...woken].sort((a, b) => a - b));
          expect(woken).toHaveLength(delays.length);
          clock.close();
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('N times as fast: the scaled clock', () => {
  it('runs fast while something is under way in the account', async () => {
    const clock = new ScaledClock(start, 100);
    const before = performance.now();
    await clock.account.sleep(10_000);
    const took = performance.now() - before;
    expect(took).toBeGreaterThan(80);
    expect(took).toBeLessThan(600);
    expect(clock.tool.now() - start).toBeGreaterThanOrEqual(9_900);
    clock.close();
  });

  it('runs in real time while nothing is, so that a time limit is one', async () => {
    const clock = new ScaledClock(start, 1000);
    let struck = false;
    void clock.tool.sleep(30_000).then(() => (struck = true));
    await real(250);
    expect(struck).toBe(false);
    expect(clock.tool.now() - start).toBeLessThan(2000);
    clock.close();
  });

  it('never goes backwards when its pace changes', async () => {
    const clock = new ScaledClock(start, 200);
    let last = clock.tool.now();
    const check = (): void => {
      expect(clock.tool.now()).toBeGreaterThanOrEqual(last);
      last = clock.tool.now();
    };
    for (let round = 0; round < 5; round += 1) {
      const busy = clock.account.sleep(2000);
      check();
      await busy;
      check();
      clock.begin();
      await real(5);
      clock.end();
      check();
    }
    clock.close();
  });

  it('wakes an aborted sleep at once', async () => {
    const clock = new ScaledClock(start, 1);
    const controller = new AbortController();
    const slept = clock.tool.sleep(60_000, controller.signal);
    controller.abort();
    await slept;
    clock.close();
  });
});
