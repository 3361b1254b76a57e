import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Flow } from '../../../../src/rehearsal/cloudformation/engine/dependency-walk.ts';

/** Who needs whom; a number may need smaller ones only, so that there is no circle. */
const graphs = fc
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

describe('a walk over any graph', () => {
  it('starts each node once, after all it needs, and ends once when nothing more can start', () => {
    fc.assert(
      fc.property(
        graphs,
        fc.array(fc.nat(24).map(String), { maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (needs, failing, picks) => {
          const running: string[] = [];
          const completed = new Set<string>();
          const failed = new Set<string>();
          const started: string[] = [];
          let ends = 0;
          const flow = new Flow({
            ids: [...needs.keys()],
            needs,
            start: (id) => {
              for (const need of needs.get(id) ?? [])
                expect(completed.has(need), `${id} before ${need}`).toBe(true);
              started.push(id);
              running.push(id);
            },
            finished: () => (ends += 1),
          });
          flow.begin();
          while (running.length > 0) {
            const [id] = running.splice((picks.next().value ?? 0) % running.length, 1);
            if (id === undefined) break;
            expect(ends).toBe(0);
            if (failing.includes(id)) {
              failed.add(id);
              flow.failed(id);
            } else {
              completed.add(id);
              flow.completed(id);
            }
          }
          expect(ends).toBe(1);
          expect(new Set(started).size).toBe(started.length);
          const blocked = [...needs.keys()].filter((id) => !started.includes(id));
          for (const id of blocked)
            expect(
              [...(needs.get(id) ?? [])].some((need) => failed.has(need) || blocked.includes(need)),
            ).toBe(true);
        },
      ),
    );
  });
});
