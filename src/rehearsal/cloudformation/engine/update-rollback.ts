import { refresh } from '../account-effects/index.ts';
import { handlerTime } from '../time/durations.ts';
import { endOperation, resourceEvent, stackEvent } from '../model/events.ts';
import { Flow } from './dependency-walk.ts';
import { isNested, releaseNested, restoreNested } from './nested-stacks.ts';
import { askedReason, failedToProvision } from '../model/reasons.ts';
import { remove } from './resource-removal.ts';
import type { ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { Timer } from '../time/timeline.ts';
import type { World } from '../model/world.ts';

/** How an update reached a resource; its rollback goes by it. */
export type Touch = 'created' | 'updated' | 'replaced';

export interface RetreatRequest {
  readonly world: World;
  readonly stack: StackRecord;
  /** What the update had reached, and how. */
  readonly touched: ReadonlyMap<string, Touch>;
  /** ResourcesToSkip of ContinueUpdateRollback: marked UPDATE_COMPLETE as they are. */
  readonly skip: ReadonlySet<string>;
  /** Waits in its clean-up phase until the root reaches its own. */
  readonly nested?: true;
  readonly settled: () => void;
}

interface Course {
  readonly request: RetreatRequest;
  readonly flow: () => Flow;
  /** In flight, with the timer that would end each. */
  readonly flights: Map<string, Timer | undefined>;
  readonly failed: string[];
}

/** The rollback of an update: every touched resource back to what it was, new ones removed in a clean-up. */
export const retreat = (request: RetreatRequest): void => {
  const { world, stack, touched } = request;
  const before = stack.before?.resources ?? new Map<string, ResourceRecord>();
  for (const [id, touch] of touched) {
    const live = stack.resources.get(id);
    if (touch === 'created' && live !== undefined) leaveOver(stack, live);
  }
  const back = [...touched].filter(([, touch]) => touch !== 'created').map(([id]) => id);
  const course: Course = { request, flow: () => flow, flights: new Map(), failed: [] };
  const flow: Flow = new Flow({
    ids: back,
    needs: new Map(back.map((id) => [id, before.get(id)?.needs ?? new Set()])),
    start: (id) => restore(course, id, before.get(id)),
    finished: () => world.timeline.after(world.identifiers.between(300, 900), () => settle(course)),
  });
  world.timeline.after(world.identifiers.between(2000, 4000), () => flow.begin());
};

const leaveOver = (stack: StackRecord, resource: ResourceRecord): void => {
  if (!stack.leftovers.includes(resource)) stack.leftovers.push(resource);
};

const restore = (course: Course, id: string, old: ResourceRecord | undefined): void => {
  const { world, stack, touched, skip } = course.request;
  const live = stack.resources.get(id);
  if (live === undefined || old === undefined) return course.flow().completed(id);
  if (skip.has(id)) {
    // CloudFormation only stops asking about it: what it really is stays as it is.
    resourceEvent(world, stack, live, 'UPDATE_COMPLETE');
    return course.flow().completed(id);
  }
  const restored: ResourceRecord = { ...old, status: live.status };
  stack.resources.set(id, restored);
  if (touched.get(id) === 'replaced') {
    if (live.physicalId !== old.physicalId) leaveOver(stack, { ...live });
    resourceEvent(world, stack, restored, 'UPDATE_COMPLETE');
    return course.flow().completed(id);
  }
  resourceEvent(world, stack, restored, 'UPDATE_IN_PROGRESS');
  if (isNested(restored.type)) {
    course.flights.set(id, undefined);
    restoreNested(world, restored, (reason) => arrive(course, restored, live, reason));
    return;
  }
  const time = handlerTime(world, restored.type, 'update');
  const timer = world.timeline.after(time, () => arrive(course, restored, live, askedOf(course, restored)));
  course.flights.set(id, timer);
};

const askedOf = ({ request: { world } }: Course, { logicalId, type }: ResourceRecord): string | undefined => {
  const asked = world.failures.reasonFor(logicalId, 'rollback');
  return asked === undefined ? undefined : askedReason(world, type, asked.reason);
};

const arrive = (course: Course, resource: ResourceRecord, live: ResourceRecord, reason?: string): void => {
  const { world, stack } = course.request;
  const id = resource.logicalId;
  // A nested stack may answer after the rollback has failed elsewhere.
  if (!course.flights.delete(id)) return;
  if (reason !== undefined) {
    resourceEvent(world, stack, resource, 'UPDATE_FAILED', { reason });
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
    timer?.cancel();
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
  const { world, stack, nested } = course.request;
  if (stack.before !== undefined) {
    stack.definition = stack.before.definition;
    stack.outputs = stack.before.outputs;
  }
  stackEvent(world, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  for (const { logicalId } of stack.leftovers)
    if (stack.before?.resources.has(logicalId) !== true) stack.resources.delete(logicalId);
  if (nested !== true) {
    sweep(course);
    return;
  }
  world.held.set(stack.id, {
    release: () => {
      world.held.delete(stack.id);
      sweep(course);
    },
  });
};

const sweep = ({ request: { world, stack, touched, settled } }: Course): void => {
  world.timeline.after(world.identifiers.between(500, 1000), () =>
    releaseAll(world, stack, nestedOf(stack, touched), () =>
      remove({
        world,
        stack,
        resources: stack.leftovers,
        phase: 'cleanup',
        settled: () => {
          stack.before = undefined;
          stack.leftovers = [];
          stackEvent(world, stack, 'UPDATE_ROLLBACK_COMPLETE');
          endOperation(world, stack, 'SUCCEEDED');
          settled();
        },
      }),
    ),
  );
};

/** Nested stacks an update visited and that are still there. */
export const nestedOf = (
  stack: StackRecord,
  touched: ReadonlyMap<string, Touch>,
): readonly ResourceRecord[] =>
  [...stack.resources.values()].filter(
    ({ logicalId, type }) => isNested(type) && touched.get(logicalId) === 'updated',
  );

export const releaseAll = (
  world: World,
  stack: StackRecord,
  children: readonly ResourceRecord[],
  settled: () => void,
): void => {
  let left = children.length;
  if (left === 0) settled();
  for (const child of children)
    releaseNested(world, stack, child, () => {
      left -= 1;
      if (left === 0) settled();
    });
};
