import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { StackEvent } from '../../../src/core/stack.ts';
import { Pace } from '../../../src/stack/watch/pace.ts';
import { Poller } from '../../../src/stack/events/poller.ts';
import * as recorded from '../histories.ts';
import { childId, eventsOf, rootId, start, type EventRow } from '../histories.ts';
import { RecordedStacks } from '../recorded-stacks.ts';
import { VirtualClock } from '../virtual-clock.ts';

const root = eventsOf(recorded.nestedFails.root);
const child = eventsOf(recorded.nestedFails.child, childId);
const denied = new InstallError({ code: awsCodes.denied, message: '', hint: '', exitCode: 10 });
const unreachable = new InstallError({ code: awsCodes.unreachable, message: '', hint: '', exitCode: 10 });

const ids = (events: readonly StackEvent[]): string[] => events.map(({ id }) => id);

describe('reading events', () => {
  it('hands every event out once, in each stack’s order, whatever the page size and the moments of reading', async () => {
    for (const pageSize of [1, 2, 5, 100])
      for (const step of [1_000, 5_000, 17_000]) {
        const clock = new VirtualClock(start);
        const poller = new Poller(new RecordedStacks([root, child], clock, pageSize).port(), rootId);
        const polled: StackEvent[] = [];
        for (let at = 0; at < 60_000; at += step) {
          polled.push(...(await poller.poll()));
          await clock.sleep(step);
        }
        polled.push(...(await poller.poll(true)));
        expect(ids(polled.filter(({ stackId }) => stackId === rootId))).toEqual(ids(root));
        expect(ids(polled.filter(({ stackId }) => stackId === childId))).toEqual(
          ids(child.filter(({ at }) => at >= start)),
        );
        expect(
          polled.filter(({ stackId }) => stackId === childId).every(({ path }) => path.join() === 'Network'),
        ).toBe(true);
      }
  });

  it('loses nothing when a later call of the round fails', async () => {
    const clock = new VirtualClock(start + 60_000);
    const stacks = new RecordedStacks([root, child], clock);
    let failures = 2;
    const port = stacks.port();
    const poller = new Poller(
      stacks.port({
        events: (id, token) =>
          id === childId && failures-- > 0 ? Promise.reject(unreachable) : port.events(id, token),
      }),
      rootId,
    );
    await expect(poller.poll()).rejects.toBe(unreachable);
    await expect(poller.poll()).rejects.toBe(unreachable);
    const polled = await poller.poll(true);
    expect(polled).toHaveLength(root.length + child.filter(({ at }) => at >= start).length);
  });

  it('goes on without a nested stack that may not be read', async () => {
    const clock = new VirtualClock(start + 60_000);
    const stacks = new RecordedStacks([root, child], clock);
    const port = stacks.port();
    let asked = 0;
    const poller = new Poller(
      stacks.port({
        events: (id, token) => {
          if (id !== childId) return port.events(id, token);
          asked++;
          return Promise.reject(denied);
        },
      }),
      rootId,
    );
    expect(await poller.poll()).toHaveLength(root.length);
    await poller.poll();
    expect(asked).toBe(1);
  });

  it('asks at most two nested stacks a round, and each in its turn', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `N${index}`);
    const arn = (name: string): string => `arn:aws:cloudformation:us-east-1:123456789012:stack/${name}/1`;
    const busy: EventRow[] = [
      [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
      ...names.map((name): EventRow => [
        1,
        name,
        'AWS::CloudFormation::Stack',
        'CREATE_IN_PROGRESS',
        'Resource creation Initiated',
        arn(name),
      ]),
    ];
    const streams = names.map((name) => eventsOf([[2, '', '', 'CREATE_IN_PROGRESS']], arn(name)));
    const clock = new VirtualClock(start + 10_000);
    const poller = new Poller(new RecordedStacks([eventsOf(busy), ...streams], clock).port(), rootId);
    const seen = new Set<string>();
    for (let round = 0; round < 4; round++) {
      for (const { stackName } of await poller.poll()) seen.add(stackName);
      expect(poller.takeCalls()).toBeLessThanOrEqual(3);
    }
    expect([...seen].sort()).toEqual([...names, 'quilt'].sort());
  });

  it('takes a history of thousands of events without reading older operations', async () => {
    const rows: EventRow[] = [];
    for (let index = 0; index < 5_000; index++)
      rows.push([
        index - 6_000,
        `R${index % 500}`,
        'AWS::SQS::Queue',
        index % 2 === 0 ? 'CREATE_IN_PROGRESS' : 'CREATE_COMPLETE',
      ]);
    const old: EventRow[] = [
      [-7_000, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
      ...rows,
      [-900, '', '', 'CREATE_COMPLETE'],
    ];
    const clock = new VirtualClock(start + 200_000);
    const stacks = new RecordedStacks([eventsOf([...old, ...recorded.updateReplaces])], clock);
    const poller = new Poller(stacks.port(), rootId);
    expect(await poller.poll()).toHaveLength(recorded.updateReplaces.length);
    expect(stacks.calls).toBe(1);
  });
});

describe('the pace of rounds', () => {
  it('keeps a minute within its calls and the end within three seconds', () => {
    const pace = new Pace();
    const wait = pace.after({ calls: 1, nested: false });
    expect(wait).toBeGreaterThanOrEqual(2_200);
    expect(wait).toBeLessThanOrEqual(3_000);
    expect(pace.after({ calls: 3, nested: true })).toBeGreaterThanOrEqual(3_200);
  });
  it('slows down under faults and recovers', () => {
    const pace = new Pace();
    const waits = [1, 2, 3, 4, 5, 6].map(() => pace.afterFault());
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(30_000);
    expect(pace.after({ calls: 1, nested: false })).toBeLessThanOrEqual(3_000);
  });
});
