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
