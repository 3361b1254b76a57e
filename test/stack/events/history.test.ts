import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StackEvent } from '../../../src/core/stack.ts';
import { OperationHistory } from '../../../src/stack/events/history.ts';
import { reachedItsEnd } from '../../../src/core/stack-status.ts';
import { newestStart } from '../../../src/stack/events/operation.ts';
import { rootCause } from '../../../src/stack/diagnose/root-cause.ts';
import * as recorded from '../histories.ts';
import { eventsOf, rootId } from '../histories.ts';

const root = eventsOf(recorded.nestedFails.root);
const child = eventsOf(recorded.nestedFails.child, recorded.childId, ['Network']);
const histories: readonly (readonly (readonly StackEvent[])[])[] = [
  ...[
    recorded.createSucceeds,
    recorded.createRollsBack,
    recorded.updateReplaces,
    recorded.updateLeavesOldBehind,
    recorded.updateRollbackSticks,
    recorded.updateRollsBack,
    recorded.createDeletesItself,
    recorded.parameterMissing,
    recorded.earlyValidation,
    recorded.deleteSucceeds,
    recorded.deleteCancelled,
  ].map((rows) => [eventsOf(rows)]),
  [root, child],
];

const fold = (events: readonly StackEvent[]): OperationHistory => {
  const history = new OperationHistory(rootId);
  for (const event of events) history.record(event);
  return history;
};

/** What anybody can tell of an operation; the order of independent streams must not show in it. */
const summary = (history: OperationHistory): unknown => ({
  operation: history.operation,
  status: history.status,
  reason: history.reason,
  done: history.done,
  total: history.total,
  active: [...history.active].map(({ path, logicalId, since }) => ({ path, logicalId, since })),
  failures: history.failures.map(({ id }) => id).sort(),
  cause: rootCause(history.events),
});

/** Merges streams in the order that `picks` draws, each stream's own order kept. */
const interleave = (streams: readonly (readonly StackEvent[])[], picks: readonly number[]): StackEvent[] => {
  const rest = streams.map((stream) => [...stream]);
  const merged: StackEvent[] = [];
  for (let turn = 0; rest.some((stream) => stream.length > 0); turn++) {
    const filled = rest.filter((stream) => stream.length > 0);
    const next = filled[(picks[turn % picks.length] ?? 0) % filled.length]?.shift();
    if (next !== undefined) merged.push(next);
  }
  return merged;
};

describe('a history of events', () => {
  it('adds up to the same, however streams interleave and events repeat', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...histories),
        fc.array(fc.nat(7), { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(60), { maxLength: 20 }),
        (streams, picks, repeats) => {
          const plain = summary(fold(streams.flat()));
          const merged = interleave(streams, picks);
          for (const at of repeats) {
            const again = merged[at % merged.length];
            if (again !== undefined)
              merged.splice(Math.max(at % merged.length, merged.indexOf(again) + 1), 0, again);
          }
          expect(summary(fold(merged))).toEqual(plain);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never counts more done than there is, whatever is recorded', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            stack: fc.constantFrom(rootId, recorded.childId),
            own: fc.boolean(),
            logicalId: fc.constantFrom('A', 'B', 'C'),
            status: fc.constantFrom(
              'CREATE_IN_PROGRESS',
              'CREATE_COMPLETE',
              'CREATE_FAILED',
              'UPDATE_IN_PROGRESS',
              'UPDATE_COMPLETE',
              'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
              'ROLLBACK_IN_PROGRESS',
              'UPDATE_ROLLBACK_IN_PROGRESS',
              'DELETE_IN_PROGRESS',
              'DELETE_COMPLETE',
              'DELETE_SKIPPED',
              'SOMETHING_NEW',
            ),
          }),
        ),
        (draws) => {
          const history = new OperationHistory(rootId, [
            { path: [], logicalId: 'A', type: 'AWS::SQS::Queue' },
          ]);
          for (const [index, { stack, own, logicalId, status }] of draws.entries()) {
            history.record({
              id: String(index),
              at: index,
              stackId: stack,
              stackName: 'quilt',
              path: stack === rootId ? [] : ['Network'],
              logicalId,
              physicalId: own ? stack : '',
              resourceType: own ? 'AWS::CloudFormation::Stack' : 'AWS::SQS::Queue',
              status,
            });
            expect(history.done).toBeLessThanOrEqual(history.total);
          }
        },
      ),
    );
  });

  it('leaves out a nested stack’s earlier operations, even when they are read first', () => {
    expect(fold([...child, ...root]).failures.map(({ logicalId }) => logicalId)).toEqual([
      'Address',
      'Network',
    ]);
  });

  it('keeps a replaced resource done though its predecessor is deleted last', () => {
    const history = fold(eventsOf(recorded.updateReplaces));
    expect([history.done, history.total]).toEqual([2, 2]);
  });

  it('counts up where going back was asked for', () => {
    const history = fold(
      eventsOf([
        [-50, '', '', 'UPDATE_ROLLBACK_FAILED', 'The following resource(s) failed to update: [DB]. '],
        [0, '', '', 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'],
        [2, 'DB', 'AWS::RDS::DBInstance', 'UPDATE_IN_PROGRESS'],
        [60, 'DB', 'AWS::RDS::DBInstance', 'UPDATE_COMPLETE'],
        [61, '', '', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
        [62, '', '', 'UPDATE_ROLLBACK_COMPLETE'],
      ]),
    );
    expect(history.operation?.kind).toBe('rollback');
    expect(history.done).toBe(1);
  });
});

describe('where an operation begins', () => {
  it.each([
    ['a delete in the middle of a create that fails is none', recorded.createDeletesItself, 0],
    ['a rollback after early validation is none', recorded.earlyValidation, 0],
    ['a change set’s empty stack is none', recorded.createSucceeds, 1],
    ['a page that begins inside is none', recorded.createRollsBack.slice(8), -1],
  ] as const)('%s', (_name, rows, index) => expect(newestStart(eventsOf(rows))).toBe(index));

  it('a repeated CREATE_IN_PROGRESS of the configured stack is none', () => {
    const events = eventsOf([
      [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
      [60, '', '', 'CREATE_IN_PROGRESS', 'Eventual consistency check initiated'],
    ]).map((event, index) => (index === 1 ? { ...event, detailedStatus: 'CONFIGURATION_COMPLETE' } : event));
    expect(newestStart(events)).toBe(0);
    expect(newestStart(events.slice(1))).toBe(-1);
  });
});

describe('success', () => {
  it('reaches its end only in the status that was asked for', () => {
    expect(reachedItsEnd('create', 'CREATE_COMPLETE')).toBe(true);
    expect(reachedItsEnd('create', 'ROLLBACK_COMPLETE')).toBe(false);
    expect(reachedItsEnd('create', 'DELETE_COMPLETE')).toBe(false);
    expect(reachedItsEnd('update', 'UPDATE_ROLLBACK_COMPLETE')).toBe(false);
    expect(reachedItsEnd('rollback', 'UPDATE_ROLLBACK_COMPLETE')).toBe(true);
    expect(reachedItsEnd('delete', 'DELETE_COMPLETE')).toBe(true);
  });
});
