import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { Event } from '../../../src/core/events.ts';
import type { Stacks } from '../../../src/core/ports.ts';
import type { ErrorCode } from '../../../src/core/ids.ts';
import { watchOperation, type WatchRequest } from '../../../src/stack/index.ts';
import * as recorded from '../histories.ts';
import { eventsOf, rootId, start, type EventRow } from '../histories.ts';
import { RecordedStacks } from '../recorded-stacks.ts';
import { VirtualClock } from '../virtual-clock.ts';

const fault = (code: ErrorCode): InstallError =>
  new InstallError({ code, message: 'a fault', hint: 'none', exitCode: 10 });

interface WatchRun {
  readonly events: Event[];
  readonly clock: VirtualClock;
  readonly stacks: RecordedStacks;
  readonly outcome: Awaited<ReturnType<typeof watchOperation>>;
  readonly of: <T extends Event['type']>(type: T) => Extract<Event, { type: T }>[];
}

const run = async (
  streams: readonly (readonly EventRow[])[],
  options: {
    readonly request?: Partial<WatchRequest>;
    readonly over?: (stacks: RecordedStacks, clock: VirtualClock) => Partial<Stacks>;
    readonly signal?: (clock: VirtualClock) => AbortSignal;
    readonly from?: number;
    readonly pageSize?: number;
    readonly reload?: () => Promise<void>;
  } = {},
): Promise<WatchRun> => {
  const clock = new VirtualClock(start + (options.from ?? 0) * 1_000);
  const ids = [rootId, recorded.childId];
  const all = streams.map((rows, index) => eventsOf(rows, ids[index], index === 0 ? [] : ['Network']));
  const stacks = new RecordedStacks(all, clock, options.pageSize);
  const events: Event[] = [];
  const outcome = await watchOperation(
    {
      stackId: rootId,
      stackName: 'quilt',
      resume: 'quilt-install watch',
      ...options.request,
    },
    {
      stacks: stacks.port(options.over?.(stacks, clock)),
      clock,
      emit: (event) => events.push(event),
      signal: options.signal?.(clock) ?? new AbortController().signal,
      reloadCredentials: options.reload,
    },
  );
  return {
    events,
    clock,
    stacks,
    outcome,
    of: (type) =>
      events.filter((event): event is Extract<Event, { type: typeof type }> => event.type === type),
  };
};

describe('what must not end a watch', () => {
  it('goes on through minutes without a network and says since when', async () => {
    const { outcome, of } = await run([recorded.createSucceeds], {
      over: (stacks, clock) => {
        const port = stacks.port();
        const dead = (): boolean => clock.now() > start + 5_000 && clock.now() < start + 300_000;
        return {
          events: (...args) => (dead() ? Promise.reject(fault(awsCodes.unreachable)) : port.events(...args)),
          describe: (id) => (dead() ? Promise.reject(fault(awsCodes.unreachable)) : port.describe(id)),
        };
      },
    });
    expect(outcome.kind).toBe('succeeded');
    const troubles = of('heartbeat').flatMap(({ trouble }) => trouble ?? []);
    expect(troubles.length).toBeGreaterThan(3);
    expect(troubles.at(-1)).toMatch(
      /^AWS cannot be reached \([345] min so far\); the operation goes on in AWS/,
    );
  });

  it('re-reads credentials that expired and goes on when a login has healed them', async () => {
    let good = true;
    const { outcome } = await run([recorded.createSucceeds], {
      over: (stacks, clock) => {
        clock.plan(20_000, () => (good = false));
        const port = stacks.port();
        return {
          events: (...args) => (good ? port.events(...args) : Promise.reject(fault(awsCodes.expired))),
        };
      },
      reload: () => {
        good = true;
        return Promise.resolve();
      },
    });
    expect(outcome.kind).toBe('succeeded');
  });

  it('ends as still running, with the command to resume, where nothing heals the credentials', async () => {
    const { outcome, of } = await run([recorded.createSucceeds], {
      over: (stacks, clock) => ({
        events: (...args) =>
          clock.now() < start + 20_000
            ? stacks.port().events(...args)
            : Promise.reject(fault(awsCodes.expired)),
      }),
      reload: () => Promise.reject(new Error('no')),
    });
    expect(outcome).toEqual({
      kind: 'running',
      reason: 'credentials',
      resume: 'quilt-install watch',
    });
    expect(of('settled')).toEqual([]);
  });

  it('asks, where someone can be asked, until they have logged in', async () => {
    let asked = 0;
    const { outcome } = await run([recorded.createSucceeds], {
      request: {
        onExpired: () => {
          asked++;
          return Promise.resolve('retry');
        },
      },
      over: (stacks, clock) => ({
        events: (...args) =>
          clock.now() > start + 20_000 && asked < 3
            ? Promise.reject(fault(awsCodes.expired))
            : stacks.port().events(...args),
      }),
    });
    expect(asked).toBe(3);
    expect(outcome.kind).toBe('succeeded');
  });

  it('takes a stale status from before its own operation for what it is', async () => {
    const rows: EventRow[] = [
      [-900, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
      [-100, '', '', 'CREATE_COMPLETE'],
      ...recorded.updateReplaces.map(([at, ...rest]): EventRow => [at + 12, ...rest]),
    ];
    const after = eventsOf(rows)[1]?.id ?? '';
    const { outcome, of } = await run([rows], { request: { begun: true, after, intent: 'update' } });
    expect(outcome).toMatchObject({ kind: 'succeeded', status: 'UPDATE_COMPLETE' });
    expect(of('stack')[0]).toMatchObject({ status: 'UPDATE_IN_PROGRESS', root: true });
  });

  it('tolerates REVIEW_IN_PROGRESS for a while after executing', async () => {
    const late = recorded.createSucceeds.map(([at, ...rest]): EventRow => [at < 0 ? at : at + 40, ...rest]);
    const after = eventsOf(late)[0]?.id ?? '';
    const { outcome } = await run([late], { request: { begun: true, after } });
    expect(outcome.kind).toBe('succeeded');
  });

  it('needs no leave to read events', async () => {
    const { outcome } = await run([recorded.createSucceeds], {
      over: () => ({ events: () => Promise.reject(fault(awsCodes.denied)) }),
    });
    expect(outcome).toMatchObject({ kind: 'succeeded', status: 'CREATE_COMPLETE' });
  });

  it('says still running, never failed, where nothing may be read at all', async () => {
    const { outcome } = await run([recorded.createSucceeds], {
      over: () => ({
        events: () => Promise.reject(fault(awsCodes.denied)),
        describe: () => Promise.reject(fault(awsCodes.denied)),
      }),
    });
    expect(outcome).toMatchObject({ kind: 'running', reason: 'denied' });
  });

  it('survives answers that make no sense, but not for ever', async () => {
    const { outcome } = await run([recorded.createSucceeds], {
      over: () => ({ events: () => Promise.reject(new TypeError('x is not iterable')) }),
    });
    expect(outcome).toMatchObject({ kind: 'running', reason: 'unclear' });
  });

  it('throws for an empty stack in which nothing was begun', async () => {
    await expect(run([recorded.createSucceeds.slice(0, 1)])).rejects.toMatchObject({
      code: 'operation-not-started',
      exitCode: 6,
    });
  });
});

describe('leaving', () => {
  const abortAt =
    (seconds: number, reason: string) =>
    (clock: VirtualClock): AbortSignal => {
      const controller = new AbortController();
      clock.plan(seconds * 1_000, () => controller.abort(reason));
      return controller.signal;
    };

  it('detaches on SIGTERM, is interrupted by Ctrl-C', async () => {
    for (const [signal, reason] of [
      ['SIGTERM', 'detached'],
      ['SIGHUP', 'detached'],
      ['SIGINT', 'interrupted'],
    ] as const) {
      const { outcome, clock } = await run([recorded.createSucceeds], { signal: abortAt(20, signal) });
      expect(outcome).toMatchObject({ kind: 'running', reason });
      expect(clock.now() - start).toBeLessThan(26_000);
    }
  });

  it('watches on, with a new signal, when the answer to Ctrl-C says so', async () => {
    const renewed = new AbortController();
    const { outcome } = await run([recorded.createSucceeds], {
      signal: abortAt(20, 'SIGINT'),
      request: { onInterrupt: () => Promise.resolve(renewed.signal) },
    });
    expect(outcome.kind).toBe('succeeded');
  });

  it('ends as still running after --max-wait', async () => {
    const { outcome, clock } = await run([recorded.createSucceeds], { request: { maxWaitMs: 30_000 } });
    expect(outcome).toMatchObject({ kind: 'running', reason: 'max-wait' });
    expect(clock.now() - start).toBeLessThan(36_000);
  });

  it('keeps to --max-wait, and to its heartbeat, while calls are taken and never answered', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const { outcome, of, clock } = await run([recorded.createSucceeds], {
      request: { maxWaitMs: 90_000 },
      over: (stacks, time) => ({
        events: (...args) => (time.now() < start + 10_000 ? stacks.port().events(...args) : never()),
      }),
    });
    expect(outcome).toMatchObject({ kind: 'running', reason: 'max-wait' });
    expect(clock.now() - start).toBe(90_000);
    const beats = of('heartbeat');
    expect(beats.length).toBeGreaterThanOrEqual(4);
    expect(beats.at(-1)?.trouble).toMatch(
      /^AWS does not answer \(\d+ (s|min) so far\); the operation goes on/,
    );
  });

  it('tells nothing more once it was left, whatever an abandoned call still brings', async () => {
    let late: (() => void) | undefined;
    const { events } = await run([recorded.createSucceeds], {
      request: { maxWaitMs: 20_000 },
      from: 5,
      over: (stacks, time) => ({
        events: async (...args) => {
          if (time.now() > start + 5_000) await new Promise<void>((resolve) => (late = resolve));
          return stacks.port().events(...args);
        },
      }),
    });
    const eventCount = events.length;
    late?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(late).toBeDefined();
    expect(events).toHaveLength(eventCount);
  });

  it('is a success when time is up while only replaced resources are left to remove', async () => {
    const { outcome, clock } = await run([recorded.updateReplaces], { request: { maxWaitMs: 80_000 } });
    expect(outcome).toMatchObject({ kind: 'succeeded', status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' });
    expect(clock.now() - start).toBeLessThan(90_000);
  });
});

describe('the end', () => {
  it.each([
    ['create', recorded.createSucceeds, 'succeeded', 'CREATE_COMPLETE', undefined],
    ['rolled-back create', recorded.createRollsBack, 'failed', 'ROLLBACK_COMPLETE', 'Queue'],
    ['update', recorded.updateReplaces, 'succeeded', 'UPDATE_COMPLETE', undefined],
    ['update leaving the old', recorded.updateLeavesOldBehind, 'succeeded', 'UPDATE_COMPLETE', undefined],
    ['rolled-back update', recorded.updateRollsBack, 'failed', 'UPDATE_ROLLBACK_COMPLETE', 'Queue'],
    ['stuck rollback', recorded.updateRollbackSticks, 'failed', 'UPDATE_ROLLBACK_FAILED', 'EsIngestBucket'],
    ['create that deletes itself', recorded.createDeletesItself, 'failed', 'DELETE_COMPLETE', 'Queue'],
    ['missing parameter value', recorded.parameterMissing, 'failed', 'ROLLBACK_COMPLETE', 'quilt'],
    ['early validation', recorded.earlyValidation, 'failed', 'ROLLBACK_COMPLETE', 'quilt'],
    ['delete', recorded.deleteSucceeds, 'succeeded', 'DELETE_COMPLETE', undefined],
    ['cancelled delete', recorded.deleteCancelled, 'failed', 'UPDATE_ROLLBACK_COMPLETE', 'quilt'],
  ] as const)('%s', async (_name, rows, kind, status, cause) => {
    const { outcome, of, clock } = await run([rows]);
    expect(outcome).toMatchObject({ kind, status });
    expect(outcome.kind === 'failed' ? outcome.rootCause?.logicalId : undefined).toBe(cause);
    expect(of('settled')).toHaveLength(1);
    expect(of('settled')[0]).toMatchObject({ status, succeeded: kind === 'succeeded' });
    // A finished stack is noticed within 3 s.
    expect(clock.now() - start).toBeLessThanOrEqual((rows.at(-1)?.[0] ?? 0) * 1_000 + 3_000);
    for (const { done, total } of of('stack')) expect(done).toBeLessThanOrEqual(total);
  });

  it('is told with the outputs, and with what was left behind', async () => {
    const { outcome, of } = await run([recorded.updateLeavesOldBehind]);
    expect(of('settled')[0]?.outputs).toEqual({ QuiltWebHost: 'quilt.example.com' });
    expect(outcome).toMatchObject({ warnings: [expect.stringContaining('role-old')] });
    expect(of('note').map(({ message }) => message)).toEqual([expect.stringContaining('has succeeded')]);
  });

  it('finds the cause inside a nested stack, not in its older operations', async () => {
    const { outcome } = await run([recorded.nestedFails.root, recorded.nestedFails.child]);
    expect(outcome).toMatchObject({
      kind: 'failed',
      rootCause: {
        logicalId: 'Address',
        path: ['Network'],
        reason: 'The maximum number of addresses has been reached.',
      },
    });
  });

  it('reads what early validation hides from DescribeEvents', async () => {
    const { outcome } = await run([recorded.earlyValidation], {
      over: () => ({
        findings: () =>
          Promise.resolve([
            {
              logicalId: 'Data',
              resourceType: 'AWS::S3::Bucket',
              name: 'NAME_CONFLICT_VALIDATION',
              severity: 'fail',
              reason: "Resource of type 'AWS::S3::Bucket' with identifier 'x' already exists.",
            },
          ]),
      }),
    });
    expect(outcome).toMatchObject({ rootCause: { logicalId: 'Data', resourceType: 'AWS::S3::Bucket' } });
  });

  it('is not what was wanted where somebody deletes the stack meanwhile', async () => {
    const rows: EventRow[] = [
      ...recorded.createSucceeds.slice(1, 6),
      ...recorded.deleteSucceeds.map(([at, ...rest]): EventRow => [at + 10, ...rest]),
    ];
    const { outcome } = await run([rows], { request: { intent: 'create', begun: true } });
    expect(outcome).toMatchObject({ kind: 'failed', status: 'DELETE_COMPLETE' });
  });
});

describe('what is shown on the way', () => {
  it('replays the newest operation only, whatever the page size', async () => {
    const rows: EventRow[] = [
      ...recorded.createSucceeds.map(([at, ...rest]): EventRow => [at - 5_000, ...rest]),
      ...recorded.updateReplaces,
    ];
    for (const pageSize of [1, 2, 3, 7, 100]) {
      const { of } = await run([rows], { from: 200, pageSize });
      expect(of('stack').map(({ status }) => status)).toEqual(recorded.updateReplaces.map((row) => row[3]));
    }
  });

  it('counts down while a create is undone and never passes the total', async () => {
    const { of } = await run([recorded.createRollsBack]);
    const done = of('stack').map((line) => line.done);
    expect(Math.max(...done)).toBe(1);
    expect(done.at(-1)).toBe(0);
  });

  it('beats at least every 30 s in a silence of minutes', async () => {
    const { of, events } = await run([recorded.createRollsBack]);
    expect(of('heartbeat').length).toBeGreaterThanOrEqual(6);
    expect(events[0]?.type).toBe('stack');
  });

  it('keeps to 30 calls a minute', async () => {
    const { stacks, clock } = await run([recorded.createRollsBack]);
    expect(stacks.calls / ((clock.now() - start) / 60_000)).toBeLessThanOrEqual(30);
  });
});
