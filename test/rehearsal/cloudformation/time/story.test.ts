import { describe, expect, it } from 'vitest';
import { outcomeOf, Signal, type Story } from '../../../../src/rehearsal/cloudformation/time/story.ts';
import { Timeline } from '../../../../src/rehearsal/cloudformation/time/timeline.ts';
import { HandClock } from '../../hand-clock.ts';

const start = () => {
  const clock = new HandClock(0);
  return { clock, timeline: new Timeline(clock.account) };
};

describe('a story on the timeline', () => {
  it('goes on after exactly the time it waits, and hands its end to whoever waits for it', async () => {
    const { clock, timeline } = start();
    const log: string[] = [];
    function* slow(): Story<string> {
      yield 30;
      log.push(`slow@${timeline.now()}`);
      yield 12;
      return 'the end';
    }
    function* waiting(): Story {
      const end = yield* timeline.run(slow()).result();
      log.push(`${end}@${timeline.now()}`);
    }
    timeline.run(waiting());
    await clock.drain();
    expect(log).toEqual(['slow@30', 'the end@42']);
  });

  it('catches up with everything due before a call, whatever stories are on their way', () => {
    let now = 0;
    const timeline = new Timeline({
      now: () => now,
      sleep: () => new Promise(() => undefined),
      during: (work) => work,
    });
    const log: number[] = [];
    function* ticking(): Story {
      for (;;) {
        yield 10;
        log.push(timeline.now());
      }
    }
    timeline.run(ticking());
    now = 35;
    timeline.catchUp();
    expect(log).toEqual([10, 20, 30]);
  });

  it('hears a signal at the very moment it is given, and does not wait for one given before', async () => {
    const { clock, timeline } = start();
    const signal = new Signal<string>();
    const log: string[] = [];
    function* listening(name: string): Story {
      log.push(`${name} ${yield* signal.wait()}@${timeline.now()}`);
    }
    timeline.run(listening('first'));
    timeline.after(7, () => {
      signal.give('now');
      signal.give('again');
      timeline.run(listening('late'));
    });
    await clock.drain();
    expect(log).toEqual(['first now@7', 'late now@7']);
  });

  it('ends without a word when it is cancelled, and leaves no timer behind', async () => {
    const { clock, timeline } = start();
    const log: string[] = [];
    function* cancelled(): Story {
      try {
        yield 1_000_000;
        log.push('went on');
      } finally {
        log.push('tidied up');
      }
    }
    const task = timeline.run(cancelled());
    timeline.after(5, () => task.cancel());
    await clock.drain();
    expect(log).toEqual(['tidied up']);
    expect(timeline.now()).toBe(5);
  });

  it('may turn to something else when an error is thrown into its waiting', async () => {
    const { clock, timeline } = start();
    const log: string[] = [];
    function* turning(): Story {
      try {
        yield 1_000_000;
      } catch (error) {
        log.push(`${(error as Error).message}@${timeline.now()}`);
      }
      yield 10;
      log.push(`over@${timeline.now()}`);
    }
    const task = timeline.run(turning());
    timeline.after(5, () => task.interrupt(new Error('stop')));
    await clock.drain();
    expect(log).toEqual(['stop@5', 'over@15']);
  });

  it('cancels itself at its next wait', async () => {
    const { clock, timeline } = start();
    const log: string[] = [];
    function* selfish(): Story {
      yield 1;
      task.cancel();
      log.push('said');
      yield 1;
      log.push('never said');
    }
    const task = timeline.run(selfish());
    await clock.drain();
    expect(log).toEqual(['said']);
  });

  it('waits for what is fetched from elsewhere, and meets its failure as an exception', async () => {
    const { timeline } = start();
    const log: unknown[] = [];
    function* fetching(promise: Promise<string>): Story {
      try {
        log.push(yield* outcomeOf(promise));
      } catch (error) {
        log.push((error as Error).message);
      }
    }
    timeline.run(fetching(Promise.resolve('text')));
    timeline.run(fetching(Promise.reject(new Error('not there'))));
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(log).toEqual(['text', 'not there']);
  });
});
