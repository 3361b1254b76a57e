import { describe, expect, it } from 'vitest';
import type { StackLineEvent } from '../../../src/core/events.ts';
import { busyParts } from '../../../src/ui/live/block.ts';
import { afterHeartbeat, afterStackEvent, noProgress, type Progress } from '../../../src/ui/live/progress.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

const line = (stack: string, logicalId: string, status: string): StackLineEvent => ({
  type: 'stack',
  eventId: `${stack}-${logicalId}-${status}`,
  eventAt: new Date(now).toISOString(),
  stack,
  logicalId,
  resourceType: 'AWS::SQS::Queue',
  status,
  done: 0,
  total: 2,
});

const after = (progress: Progress, ...lines: readonly StackLineEvent[]): Progress =>
  lines.reduce((so, one) => afterStackEvent(so, one, now), progress);

describe('what is in progress', () => {
  const both = after(
    noProgress(now),
    line('quilt-East-1', 'Queue', 'CREATE_IN_PROGRESS'),
    line('quilt-West-1', 'Queue', 'CREATE_IN_PROGRESS'),
  );

  it('tells equal logical ids in two nested stacks apart', () => {
    expect(busyParts(both, now)).toHaveLength(2);
    const one = after(both, line('quilt-East-1', 'Queue', 'CREATE_COMPLETE'));
    expect(one.inProgress).toEqual([{ logicalId: 'Queue', stack: 'quilt-West-1', seconds: 0 }]);
    expect(after(one, line('quilt-West-1', 'Queue', 'CREATE_COMPLETE')).inProgress).toEqual([]);
  });

  it('goes on telling them apart after a heartbeat', () => {
    const beaten = afterHeartbeat(
      both,
      {
        type: 'heartbeat',
        inProgress: ['quilt-East-1', 'quilt-West-1'].map((stack) => ({
          logicalId: 'Queue',
          stack,
          seconds: 9,
        })),
        done: 0,
        total: 2,
      },
      now,
    );
    expect(after(beaten, line('quilt-West-1', 'Queue', 'CREATE_COMPLETE')).inProgress).toEqual([
      { logicalId: 'Queue', stack: 'quilt-East-1', seconds: 9 },
    ]);
  });
});
