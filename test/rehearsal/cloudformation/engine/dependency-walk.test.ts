import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkDependencies } from '../../../../src/rehearsal/cloudformation/engine/dependency-walk.ts';
import type { Story } from '../../../../src/rehearsal/cloudformation/time/story.ts';
import { HandClock } from '../../hand-clock.ts';
import { Timeline } from '../../../../src/rehearsal/cloudformation/time/timeline.ts';

type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** Who needs whom; a number may need smaller ones only, so that there is no circle. */
const graphs: fc.Arbitrary<Needs> = fc
  .array(fc.array(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 25 })
  .map(
    (rows) =>
      new Map(
        rows.map((needs, index) => [
          String(index),
          new Set(needs.filter((need) => need < index).map(String)) as ReadonlySet<string>,
        ]),
      ),
  );
/** How long each node takes; 0 is done without any waiting, as an unchanged resource is. */
const durations = fc.array(fc.oneof(fc.constant(0), fc.nat(50)), { minLength: 25, maxLength: 25 });
const failures = fc.uniqueArray(fc.nat(24).map(String), { maxLength: 4 });

/** Walks a graph to its end and notes what happened. */
const walked = async (needs: Needs, takes: readonly number[], failing: readonly string[], stops = false) => {
  const clock = new HandClock(0);
  const timeline = new Timeline(clock.account);
  const running = new Set<string>();
  const begun: string[] = [];
  const passed = new Set<string>();
  let left: readonly string[] | undefined;
  function* walk(): Story {
    yield* walkDependencies({
      timeline,
      ids: [...needs.keys()],
      needs,
      *visit(id) {
        for (const need of needs.get(id) ?? []) expect(passed.has(need), `${id} before ${need}`).toBe(true);
        begun.push(id);
        running.add(id);
        const ms = takes[Number(id)] ?? 0;
        if (ms > 0) yield ms;
        running.delete(id);
        if (failing.includes(id)) return false;
        passed.add(id);
        return true;
      },
      ...(stops
        ? {
            *afterFailure(): Story {
              yield 10;
            },
          }
        : {}),
    });
    left = [...running];
  }
  timeline.run(walk());
  await clock.drain();
  return { begun, passed, left, running };
};

describe('a walk over any dependency graph', () => {
  it('begins each node once, after all it needs, and is over only when nothing runs and nothing more can begin', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, durations, failures, async (needs, takes, failing) => {
        const { begun, passed, left } = await walked(needs, takes, failing);
        expect(left).toEqual([]);
        expect(new Set(begun).size).toBe(begun.length);
        for (const [id, wanted] of needs)
          expect(begun.includes(id), id).toBe([...wanted].every((need) => passed.has(need)));
      }),
    );
  });

  it('gives up what still runs a moment after the first failure, where it is told to', async () => {
    const needs: Needs = new Map([
      ['0', new Set()],
      ['1', new Set()],
      ['2', new Set()],
      ['3', new Set(['2'])],
    ]);
    const { begun, passed, left } = await walked(needs, [20, 500, 25, 1], ['0'], true);
    expect(begun).toEqual(['0', '1', '2']);
    expect([...passed]).toEqual(['2']);
    expect(left).toEqual(['1']);
  });
});
