import { describe, expect, it } from 'vitest';
import { OperationHistory } from '../../../src/stack/events/history.ts';
import { failedResources, progressOf } from '../../../src/stack/events/progress.ts';
import type { StackEvent } from '../../../src/core/stack.ts';
import * as recorded from '../histories.ts';
import { eventsOf, rootId } from '../histories.ts';

const byTime = (events: readonly StackEvent[]): readonly StackEvent[] =>
  [...events].sort((a, b) => a.at - b.at);

const nested = byTime([
  ...eventsOf(recorded.nestedFails.root),
  ...eventsOf(recorded.nestedFails.child, recorded.childId, ['Network']),
]);

/** Where the operation stands after each event, by AWS's clock at that moment. */
const progressAfterEach = (events: readonly StackEvent[]) => {
  const history = new OperationHistory(rootId);
  return events.map((event) => {
    history.record(event);
    return { ...progressOf({ history, now: event.at }), failed: failedResources(history) };
  });
};

describe('where an operation stands', () => {
  it('names a nested stack only while nothing inside it is in progress', () => {
    for (const { inProgress } of progressAfterEach(nested)) {
      const names = inProgress.map(({ logicalId }) => logicalId);
      if (inProgress.some(({ stack }) => stack !== 'quilt')) expect(names).not.toContain('Network');
    }
    const named = progressAfterEach(nested).flatMap(({ inProgress }) => inProgress.map(({ stack }) => stack));
    expect(new Set(named).size).toBe(2);
  });

  it('lists what failed of itself, not the nested stack around it nor cancelled neighbours', () => {
    const failed = progressAfterEach(nested).at(-1)?.failed ?? [];
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.map(({ logicalId }) => logicalId)).not.toContain('Network');
    for (const { reason } of failed) expect(reason).not.toMatch(/cancelled|^Embedded stack/);
  });

  it('counts the seconds of the operation and of each resource by the times of the events', () => {
    const all = eventsOf(recorded.createSucceeds);
    const events = all.slice(all.findIndex(({ status }) => status === 'CREATE_IN_PROGRESS'));
    const began = events[0]?.at ?? 0;
    for (const [index, { inProgress, elapsedSeconds }] of progressAfterEach(events).entries()) {
      const elapsed = Math.round(((events[index]?.at ?? 0) - began) / 1_000);
      expect(elapsedSeconds).toBe(elapsed);
      for (const { seconds } of inProgress) expect(seconds).toBeLessThanOrEqual(elapsed);
    }
  });
});
