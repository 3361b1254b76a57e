import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeartbeatEvent, StackLineEvent } from '../../../src/core/events.ts';
import { busyParts } from '../../../src/ui/live/block.ts';
import {
  afterHeartbeat,
  afterStackEvent,
  elapsedNow,
  etaNow,
  noProgress,
} from '../../../src/ui/live/progress.ts';
import { percentShown } from '../../../src/ui/live/percent-complete.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;

const queue = (stack: string) => ({ stack, logicalId: 'Queue', resourceType: 'AWS::SQS::Queue' });

const line: StackLineEvent = {
  type: 'stack',
  eventId: 'one',
  eventAt: new Date(now).toISOString(),
  ...queue('quilt-East-1'),
  status: 'CREATE_IN_PROGRESS',
  inProgress: [
    { ...queue('quilt-West-1'), seconds: 9 },
    { ...queue('quilt-East-1'), seconds: 0 },
  ],
  failed: [{ ...queue('quilt-North-1'), status: 'CREATE_FAILED', reason: 'no' }],
  done: 0,
  total: 3,
  etaSeconds: 300,
  elapsedSeconds: 9,
};

const beat: HeartbeatEvent = { type: 'heartbeat', inProgress: [], done: 1, total: 3, etaSeconds: 200 };

describe('the progress on the screen', () => {
  const progress = afterStackEvent(noProgress(now), line, now);

  it('names what the newest event says is in progress, equal logical ids of two nested stacks each', () => {
    expect(busyParts(progress, now)).toEqual(['Queue (9s)', 'Queue (0s)']);
    expect(busyParts(afterStackEvent(progress, { ...line, inProgress: [] }, now), now)).toEqual([]);
  });

  it('ages every time by what has passed since the newest event', () => {
    expect(busyParts(progress, now + minute)).toEqual(['Queue (1m09s)', 'Queue (1m00s)']);
    expect(elapsedNow(progress, now + minute)).toBe(69);
    expect(etaNow(progress, now + minute)).toBe(240);
  });

  it('goes on from a heartbeat that does not know when the operation began', () => {
    const beaten = afterHeartbeat(progress, beat, now + minute);
    expect(elapsedNow(beaten, now + 2 * minute)).toBe(129);
    expect(etaNow(beaten, now + 2 * minute)).toBe(140);
    expect(busyParts(beaten, now + minute)).toEqual([]);
  });

  it('keeps what failed over a heartbeat', () => {
    expect(afterHeartbeat(progress, beat, now).failed).toEqual(line.failed);
  });
});

describe('the percentage', () => {
  const readings = fc.array(
    fc.record({
      elapsedSeconds: fc.nat(10_000),
      etaSeconds: fc.option(fc.integer({ min: -50, max: 10_000 }), { nil: undefined }),
    }),
  );

  it('never runs backwards, waits at 99, and is absent without an estimate', () =>
    fc.assert(
      fc.property(readings, (beats) => {
        let progress = noProgress(now);
        let highest = 0;
        for (const reading of beats) {
          progress = afterHeartbeat(progress, { ...beat, ...reading }, now);
          const percent = percentShown(progress);
          expect(percent === undefined).toBe(reading.etaSeconds === undefined);
          if (percent === undefined) continue;
          expect(percent).toBeGreaterThanOrEqual(highest);
          expect(percent).toBeLessThanOrEqual(99);
          highest = percent;
        }
      }),
    ));

  it('is of the estimated time, not of the number of resources', () => {
    const half = { ...beat, done: 44, total: 45, elapsedSeconds: 600, etaSeconds: 600 };
    expect(percentShown(afterHeartbeat(noProgress(now), half, now))).toBe(50);
  });

  it('says nothing while what was done is taken back', () => {
    const back = { ...beat, elapsedSeconds: 600, status: 'ROLLBACK_IN_PROGRESS' as const };
    expect(percentShown(afterHeartbeat(noProgress(now), back, now))).toBeUndefined();
  });
});
