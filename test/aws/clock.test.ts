import { afterEach, expect, it, vi } from 'vitest';
import { realClock } from '../../src/aws/clock.ts';

const clock = realClock();
afterEach(() => void vi.useRealTimers());

/** Whether a sleep is over, told without waiting for it. */
const overIn = async (ms: number, asleep: Promise<void>): Promise<boolean> => {
  let over = false;
  void asleep.then(() => (over = true));
  await vi.advanceTimersByTimeAsync(ms);
  return over;
};

it('sleeps as long as told', async () => {
  vi.useFakeTimers();
  expect(await overIn(29, clock.sleep(30))).toBe(false);
  expect(await overIn(30, clock.sleep(30))).toBe(true);
});

it('takes work for what it is: real time passes by itself', async () => {
  const work = Promise.resolve(1);
  expect(clock.during(work)).toBe(work);
  expect(await work).toBe(1);
});

it('wakes at once when aborted, also before it fell asleep', async () => {
  const controller = new AbortController();
  const asleep = clock.sleep(60_000, controller.signal);
  controller.abort();
  await asleep;
  await clock.sleep(60_000, controller.signal);
  expect(controller.signal.aborted).toBe(true);
});

it('does not wake at once from a sleep too long for a timer', async () => {
  vi.useFakeTimers();
  expect(await overIn(2 ** 31 - 2, clock.sleep(2 ** 40))).toBe(false);
});
