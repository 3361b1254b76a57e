import { refresh } from './effects.ts';
import { handlerTime } from './durations.ts';
import { endOperation, resourceEvent, stackEvent } from './events.ts';
import { Flow } from './flow.ts';
import { askedReason, failedToProvision } from './reasons.ts';
import { remove } from './removal.ts';
import type { ResourceRecord, StackRecord } from './record.ts';
import type { Timer } from './timeline.ts';
import type { World } from './world.ts';

export interface RetreatRequest {
  readonly world: World;
  readonly stack: StackRecord;
  /** What the update had reached, and how. */
  readonly touched: ReadonlyMap<string, 'created' | 'updated' | 'replaced'>;
  /** ResourcesToSkip of ContinueUpdateRollback: marked UPDATE_COMPLETE as they are. */
  readonly skip: ReadonlySet<string>;
  readonly settled: () => void;
}

interface Course {
  readonly request: RetreatRequest;
  readonly flow: () => Flow;
  /** In flight, with the timer that would end each. */
  readonly flights: Map<string, Timer>;
  /** New physical resources to be removed in the clean-up. */
  readonly leftovers: ResourceRecord[];
  readonly failed: string[];
}

/** The rollback of an update: every touched resource back to what it was, new ones removed in a clean-up. */
export const retreat = (request: RetreatRequest): void => {
  const { world, stack, touched } = request;
  const before = stack.before?.resources ?? new Map<string, ResourceRecord>();
  const leftovers = [...touched]
    .filter(([, touch]) => touch === 'created')
    .map(([id]) => stack.resources.get(id))
    .filter((resource) => resource !== undefined);
  const back = [...touched].filter(([, touch]) => touch !== 'created').map(([id]) => id);
  const course: Course = { request, flow: () => flow, flights: new Map(), leftovers, failed: [] };
  const flow: Flow = new Flow({
    ids: back,
    needs: new Map(back.map((id) => [id, before.get(id)?.needs ?? new Set()])),
    start: (id) => restore(course, id, before.get(id)),
    finished: () => world.timeline.after(world.identifiers.between(300, 900), () => settle(course)),
  });
  world.timeline.after(world.identifiers.between(2000, 4000), () => flow.begin());
};

const restore = (course: Course, id: string, old: ResourceRecord | undefined): void => {
  const { world, stack, touched, skip } = course.request;
  const live = stack.resources.get(id);
  if (live === undefined || old === undefined) {
    course.flow().completed(id);
    return;
  }
  const restored: ResourceRecord = { ...old, status: live.status };
  // A skipped one keeps what it has: CloudFormation only stops asking about it.
  const kept = skip.has(id) ? live : restored;
  const swapped = touched.get(id) === 'replaced' || skip.has(id);
  if (swapped && !skip.has(id) && live.physicalId !== old.physicalId) course.leftovers.push({ ...live });
  stack.resources.set(id, kept);
  if (swapped) {
    resourceEvent(world, stack, kept, 'UPDATE_COMPLETE');
    course.flow().completed(id);
    return;
  }
  resourceEvent(world, stack, kept, 'UPDATE_IN_PROGRESS');
  const time = handlerTime(world, kept.type, 'update');
  course.flights.set(
    id,
    world.timeline.after(time, () => arrive(course, kept, live)),
  );
};

const arrive = (course: Course, resource: ResourceRecord, live: ResourceRecord): void => {
  const { world, stack } = course.request;
  const id = resource.logicalId;
  course.flights.delete(id);
  const asked = world.failures.reasonFor(id, 'rollback');
  if (asked !== undefined) {
    resourceEvent(world, stack, resource, 'UPDATE_FAILED', {
      reason: askedReason(world, resource.type, asked.reason),
    });
    course.failed.push(id);
    collapse(course);
    return;
  }
  refresh(world, stack, live, resource);
  resourceEvent(world, stack, resource, 'UPDATE_COMPLETE');
  course.flow().completed(id);
};

/** One failure stops the rollback: those in flight are cancelled, nothing is cleaned up. */
const collapse = (course: Course): void => {
  const { world, stack } = course.request;
  course.flow().abandon();
  for (const [id, timer] of course.flights) {
    timer.cancel();
    const resource = stack.resources.get(id);
    if (resource === undefined) continue;
    resourceEvent(world, stack, resource, 'UPDATE_FAILED', { reason: 'Resource update cancelled' });
    course.failed.push(id);
  }
  course.flights.clear();
  world.timeline.after(world.identifiers.between(3000, 6000), () => {
    stackEvent(world, stack, 'UPDATE_ROLLBACK_FAILED', { reason: failedToProvision([], course.failed) });
    endOperation(world, stack, 'FAILED');
    course.request.settled();
  });
};

const settle = (course: Course): void => {
  const { world, stack } = course.request;
  if (stack.before !== undefined) stack.definition = stack.before.definition;
  stackEvent(world, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  for (const { logicalId } of course.leftovers)
    if (stack.before?.resources.has(logicalId) !== true) stack.resources.delete(logicalId);
  world.timeline.after(world.identifiers.between(500, 1000), () =>
    remove({
      world,
      stack,
      resources: course.leftovers,
      phase: 'cleanup',
      settled: () => {
        stack.before = undefined;
        stackEvent(world, stack, 'UPDATE_ROLLBACK_COMPLETE');
        endOperation(world, stack, 'SUCCEEDED');
        course.request.settled();
      },
    }),
  );
};
