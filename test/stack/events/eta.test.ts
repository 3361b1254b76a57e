import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { etaSeconds, longestRemaining, type OperationGraph } from '../../../src/stack/events/eta.ts';
import { OperationHistory } from '../../../src/stack/events/history.ts';
import { eventsOf, rootId, start, type EventRow } from '../histories.ts';

const graph: OperationGraph = {
  needs: new Map([
    ['Network', new Set<string>()],
    ['Search', new Set(['Network'])],
    ['Handler', new Set(['Search'])],
    ['Queue', new Set<string>()],
  ]),
  usual: new Map([
    ['Network', 12],
    ['Search', 1070],
    ['Handler', 25],
    ['Queue', 63],
  ]),
  usualBack: new Map([
    ['Network', 2],
    ['Search', 600],
    ['Handler', 4],
    ['Queue', 61],
  ]),
};
const after = (rows: readonly EventRow[], seconds: number): number | undefined => {
  const history = new OperationHistory(rootId);
  for (const event of eventsOf(rows)) history.record(event);
  return etaSeconds(history, graph, start + seconds * 1_000);
};
const begun: EventRow = [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'];
const network: readonly EventRow[] = [
  begun,
  [1, 'Network', 'AWS::EC2::VPC', 'CREATE_IN_PROGRESS'],
  [13, 'Network', 'AWS::EC2::VPC', 'CREATE_COMPLETE'],
];

describe('the time that is left', () => {
  it('is unknown without a template, and before the operation has begun', () => {
    const history = new OperationHistory(rootId);
    expect(etaSeconds(history, graph, start)).toBeUndefined();
    for (const event of eventsOf([begun])) history.record(event);
    expect(etaSeconds(history, undefined, start)).toBeUndefined();
  });

  it('is the longest way through what is left', () => {
    expect(after([begun], 0)).toBe(12 + 1070 + 25);
    expect(after(network, 13)).toBe(1070 + 25);
  });

  it('takes off what is already under way', () => {
    const rows: EventRow[] = [...network, [14, 'Search', 'AWS::Elasticsearch::Domain', 'CREATE_IN_PROGRESS']];
    expect(after(rows, 514)).toBe(1070 - 500 + 25);
  });

  it('never says that an overdue resource is about to end', () => {
    const rows: EventRow[] = [...network, [14, 'Search', 'AWS::Elasticsearch::Domain', 'CREATE_IN_PROGRESS']];
    expect(after(rows, 5_000)).toBe(107 + 25);
  });

  it('learns from a slow account', () => {
    const rows: EventRow[] = [
      ...network,
      [14, 'Search', 'AWS::Elasticsearch::Domain', 'CREATE_IN_PROGRESS'],
      [14 + 2140, 'Search', 'AWS::Elasticsearch::Domain', 'CREATE_COMPLETE'],
    ];
    expect(after(rows, 2_200)).toBeGreaterThan(63 * 1.8);
  });

  it('is that of the rollback once the stack goes back', () => {
    const rows: EventRow[] = [
      ...network,
      [14, 'Search', 'AWS::Elasticsearch::Domain', 'CREATE_IN_PROGRESS'],
      [20, 'Search', 'AWS::Elasticsearch::Domain', 'CREATE_FAILED', 'x'],
      [
        21,
        '',
        '',
        'ROLLBACK_IN_PROGRESS',
        'The following resource(s) failed to create: [Search]. Rollback requested by user.',
      ],
    ];
    expect(after(rows, 21)).toBeLessThanOrEqual(2);
  });

  it('ends, and is finite, on any graph', () => {
    const id = fc.constantFrom('A', 'B', 'C', 'D', 'E');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(id, id)),
        fc.array(fc.nat(100), { minLength: 5, maxLength: 5 }),
        (edges, seconds) => {
          const needs = new Map<string, Set<string>>();
          for (const [from, to] of edges) needs.set(from, (needs.get(from) ?? new Set()).add(to));
          const of = (one: string): number => seconds['ABCDE'.indexOf(one)] ?? 0;
          const longest = longestRemaining(['A', 'B', 'C', 'D', 'E'], needs, of);
          expect(longest).toBeGreaterThanOrEqual(Math.max(...seconds));
          expect(longest).toBeLessThanOrEqual(seconds.reduce((sum, one) => sum + one, 0));
        },
      ),
    );
  });
});
