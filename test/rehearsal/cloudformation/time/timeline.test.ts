import { describe, expect, it } from 'vitest';
import { Timeline } from '../../../../src/rehearsal/cloudformation/time/timeline.ts';
import { HandClock } from '../../hand-clock.ts';

const start = () => {
  const clock = new HandClock(0);
  return { clock, timeline: new Timeline(clock.account) };
};

describe('the timeline', () => {
  it('leaves no sleeper behind when everything on it was cancelled', async () => {
    const { clock, timeline } = start();
    const timer = timeline.after(1_000_000, () => {
      throw new Error('cancelled steps do not run');
    });
    timeline.after(10, () => timer.cancel());
    await clock.drain();
    expect(timeline.now()).toBe(10);
  });

  it('runs steps in the order they are due, each at its own time, in the order asked when due together', async () => {
    const { clock, timeline } = start();
    const log: string[] = [];
    const tell = (name: string) => () => void log.push(`${name}@${timeline.now()}`);
    timeline.after(20, tell('late'));
    timeline.after(5, () => {
      tell('early')();
      timeline.after(5, tell('inner'));
      timeline.after(0, tell('at once'));
    });
    timeline.after(10, tell('first'));
    await clock.drain();
    expect(log).toEqual(['early@5', 'at once@5', 'first@10', 'inner@10', 'late@20']);
  });

  it('tells a story in less time where it is scaled, and keeps to limits of time as they are', async () => {
    const clock = new HandClock(0);
    const timeline = new Timeline(clock.account, { scale: 0.1 });
    const log: string[] = [];
    timeline.run(
      (function* () {
        yield 1000;
        log.push(`story@${timeline.now()}`);
      })(),
    );
    timeline.after(200, () => log.push(`limit@${timeline.now()}`));
    await clock.drain();
    expect(log).toEqual(['story@100', 'limit@200']);
  });

  it('catches up on everything due before a read, even if no timer fired', () => {
    let now = 0;
    const timeline = new Timeline({
      now: () => now,
      sleep: () => new Promise(() => undefined),
      during: (work) => work,
    });
    const log: number[] = [];
    for (const ms of [30, 10, 20]) timeline.after(ms, () => log.push(timeline.now()));
    now = 25;
    timeline.catchUp();
    expect(log).toEqual([10, 20]);
  });

  it('does nothing more once it is closed, and lets nothing happen in a past that is over', async () => {
    const { clock, timeline } = start();
    timeline.after(5, () => undefined);
    expect(() => timeline.past(-100, () => undefined)).toThrow('the past is over');
    timeline.close();
    timeline.after(1, () => {
      throw new Error('closed');
    });
    await clock.drain();
    expect(timeline.now()).toBe(0);
  });
});
