import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { Stacks } from '../../../src/core/ports.ts';
import type { Stack, StackOutcome } from '../../../src/core/stack.ts';
import { watchOperation, type WatchRequest } from '../../../src/stack/index.ts';
import * as recorded from '../histories.ts';
import { eventsOf, rootId, start, type EventRow } from '../histories.ts';
import { RecordedStacks } from '../recorded-stacks.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** The stack's life before the operation. */
const up: readonly EventRow[] = [
  [-9_000, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
  [-8_000, '', '', 'CREATE_COMPLETE'],
  [-900, '', '', 'UPDATE_IN_PROGRESS', 'User Initiated'],
  [-100, '', '', 'UPDATE_COMPLETE'],
];
const emptyStack: readonly EventRow[] = recorded.createSucceeds.slice(0, 1);

type Operation = readonly [
  intent: 'create' | 'update' | 'delete',
  before: readonly EventRow[],
  rows: readonly EventRow[],
  kind: StackOutcome['kind'],
  status: string,
];

const update: Operation = ['update', up, recorded.updateReplaces, 'succeeded', 'UPDATE_COMPLETE'];
const operations: readonly Operation[] = [
  update,
  ['update', up, recorded.updateRollsBack, 'failed', 'UPDATE_ROLLBACK_COMPLETE'],
  ['create', emptyStack, recorded.createSucceeds.slice(1), 'succeeded', 'CREATE_COMPLETE'],
  ['create', emptyStack, recorded.createRollsBack, 'failed', 'ROLLBACK_COMPLETE'],
  ['delete', up, recorded.deleteSucceeds, 'succeeded', 'DELETE_COMPLETE'],
];

/** What a call is answered with: the truth, what was true some own events ago, or that there is no such stack. */
type Lag = 'none' | 'missing' | 'denied' | number;

/** No more than three in a row are not the truth. */
const lags: fc.Arbitrary<readonly Lag[]> = fc
  .array(fc.oneof(fc.constant<Lag>('none'), fc.constant<Lag>('missing'), fc.integer({ min: 1, max: 4 })), {
    maxLength: 40,
  })
  .map((list) => list.map((lag, index) => (index % 4 === 3 ? 'none' : lag)));

const old: ReadonlyMap<string, string> = new Map([['QuiltWebHost', 'old.example.com']]);

const watched = async (
  [intent, before, rows]: Operation,
  answers: { readonly described: readonly Lag[]; readonly told: readonly Lag[] },
  request: Partial<WatchRequest> = {},
): Promise<StackOutcome> => {
  const clock = new VirtualClock(start);
  const all = eventsOf([...before, ...rows.filter(([at]) => at >= 0)]);
  const stacks = new RecordedStacks([all], clock);
  const calls = { described: 0, told: 0 };
  const lag = (kind: keyof typeof calls): Lag => answers[kind][calls[kind]++] ?? 'none';
  const port = stacks.port();
  const describe: Stacks['describe'] = (id) => {
    const now = lag('described');
    if (typeof now === 'string' && now !== 'none') return Promise.resolve(undefined);
    const own = all.filter(({ at, logicalId }) => at <= clock.now() && logicalId === 'quilt').length;
    const read: Stack | undefined = now === 'none' ? undefined : stacks.described(id, Math.max(1, own - now));
    return read === undefined ? port.describe(id) : Promise.resolve({ ...read, outputs: old });
  };
  const events: Stacks['events'] = async (id, token) => {
    const now = lag('told');
    if (now === 'missing') throw new Error(`Stack [${id}] does not exist`);
    if (now === 'denied')
      throw new InstallError({ code: awsCodes.denied, message: 'no', hint: '', exitCode: 10 });
    const answer = await port.events(id, token);
    return now === 'none' ? answer : { ...answer, events: answer.events.slice(now * 2) };
  };
  return watchOperation(
    {
      stackId: rootId,
      stackName: 'quilt',
      resume: 'quilt-install watch',
      begun: true,
      intent,
      ...(request.begun === false ? {} : { after: all[before.length - 1]?.id ?? '' }),
      ...request,
    },
    {
      stacks: stacks.port({ describe, events }),
      clock,
      emit: () => undefined,
      signal: new AbortController().signal,
    },
  );
};

const truth = ([, , , kind, status]: Operation): object =>
  status === 'DELETE_COMPLETE' || kind === 'failed'
    ? { kind, status }
    : { kind, status, outputs: new Map([['QuiltWebHost', 'quilt.example.com']]) };

describe('stale readings', () => {
  it('never change how an operation ends, nor its outputs, whenever they come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operations), lags, lags, async (operation, described, told) => {
        expect(await watched(operation, { described, told })).toMatchObject(truth(operation));
      }),
      { numRuns: 300 },
    );
  });

  it.each(operations)(
    'of DescribeStacks alone, however many, leave the end to the events: %s',
    async (...operation) => {
      for (const lag of ['missing', 1, 4] as const) {
        const outcome = await watched(operation, {
          described: Array.from({ length: 500 }, () => lag),
          told: [],
        });
        expect(outcome).toMatchObject({ kind: operation[3], status: operation[4] });
      }
    },
  );

  it('are borne three times in a row where the events may not be read', async () => {
    for (const lag of ['missing', 4] as const)
      expect(await watched(update, { described: [lag, lag, lag], told: ['denied'] })).toMatchObject(
        truth(update),
      );
  });

  it('do not make an attached watch tell the end of the operation before', async () => {
    // As long as the newest events are not told, the story ends with the operation before.
    const outcome = await watched(update, { described: [], told: [1, 1, 1] }, { begun: false });
    expect(outcome).toMatchObject(truth(update));
  });
});

describe('an operation that gives no sign', () => {
  it('is left as running, with the command that looks again, not told as failed', async () => {
    const silent: Operation = ['update', up, [], 'running', 'UPDATE_COMPLETE'];
    expect(await watched(silent, { described: [], told: [] })).toEqual({
      kind: 'running',
      reason: 'unclear',
      resume: 'quilt-install watch',
    });
  });
});
