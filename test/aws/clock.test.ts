import { expect, it } from 'vitest';
import { realClock } from '../../src/aws/clock.ts';

const clock = realClock();

it('sleeps about as long as told', async () => {
  const begun = performance.now();
  await clock.sleep(30);
  expect(performance.now() - begun).toBeGreaterThan(25);
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
  const controller = new AbortController();
  const outcome = await Promise.race([
    clock.sleep(2 ** 40, controller.signal).then(() => 'woke'),
    clock.sleep(20).then(() => 'asleep'),
  ]);
  controller.abort();
  expect(outcome).toBe('asleep');
});
