import { isInstallError } from '../../../core/errors.ts';
import { inProgress } from '../../../core/stack-status.ts';
import { ServiceError } from '../../service.ts';
import { resourceEvent } from '../model/events.ts';
import { isNestedStack } from '../model/resource-types.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import { textOf } from '../model/values.ts';
import { newStack, type World } from '../model/world.ts';
import { changesOf, hasChanges } from '../planning/changes.ts';
import { childName, emptyChild } from '../planning/nested-change-sets.ts';
import { nestedDefinition } from '../planning/nested-definition.ts';
import type { Story } from '../time/story.ts';
import { ResourceFailed, startOperation, stopUpdate } from './operation.ts';
import { announce } from './resources/hooks.ts';
import { tellOf, type ResourceStep } from './resources/resource-step.ts';
import type { UpdateEffect } from './resources/update-effect.ts';

/** The parent looks at its child from time to time, ever less often: that is why it hears late. */
const firstLook = 2500;
const longestPause = 12_000;

function* lookUntil(ready: () => boolean, first = firstLook): Story {
  for (let pause = first; ; pause = Math.min(longestPause, Math.round(pause * 1.4))) {
    yield pause;
    if (ready()) return;
  }
}

/** A child of its own, with its own stream of events, as the parent's resource. @throws ResourceFailed */
export function* createNested(step: ResourceStep): Story {
  const { world, stack, resource } = step;
  yield* announce(step);
  const definition = yield* nestedDefinition(world, stack, resource.properties, undefined);
  yield 600;
  if (definition instanceof Error) throw new ResourceFailed(definition.message);
  const child = emptyChild(world, stack, resource.logicalId) ?? newChild(world, stack, resource.logicalId);
  child.timeoutMinutes = Number(textOf(resource.properties, 'TimeoutInMinutes')) || undefined;
  resource.physicalId = child.id;
  tellOf(step, 'CREATE_IN_PROGRESS', { reason: 'Resource creation Initiated' });
  startOperation(world, child, world.nested.create(child, definition));
  yield* lookUntil(() => child.status !== 'CREATE_IN_PROGRESS');
  if (child.status !== 'CREATE_COMPLETE')
    throw new ResourceFailed(`Embedded stack ${child.id} was not successfully created: ${causeOf(child)}`);
  resource.attributes = outputAttributes(child);
  tellOf(step, 'CREATE_COMPLETE');
}

const newChild = (world: World, parent: StackRecord, logicalId: string): StackRecord =>
  newStack(world, {
    name: childName(world, parent, logicalId),
    region: parent.region,
    parentId: parent.id,
    rootId: parent.rootId ?? parent.id,
  });

const outputAttributes = (child: StackRecord): ReadonlyMap<string, string> =>
  new Map(child.outputs.map(({ key, value }) => [`Outputs.${key}`, value]));

/** Why the child turned round: a summary only, its own stream has the cause. */
const causeOf = (child: StackRecord): string => {
  const turned = child.events.filter(
    ({ physicalId, reason, status }) =>
      physicalId === child.id &&
      reason !== undefined &&
      /ROLLBACK_IN_PROGRESS|FAILED|DELETE_IN_PROGRESS/.test(status),
  );
  const reason = turned.at(-1)?.reason ?? '';
  return `${reason.replace(/ (Rollback|Delete) requested by user\.$/, '').trimEnd()} `;
};

const notUpdated = (child: StackRecord): string =>
  `Embedded stack ${child.id} was not successfully updated. Currently in ${child.status} with reason: ${causeOf(child)}`;

const childOf = (world: World, resource: ResourceRecord): StackRecord | undefined =>
  world.stacks.get(resource.physicalId);

/** Every update of a parent visits every child, most of which have nothing to do. @throws ResourceFailed */
export function* updateNested(step: ResourceStep, parent: Definition): Story {
  const { world, stack, resource } = step;
  yield* announce(step);
  const child = childOf(world, resource);
  if (child === undefined) {
    yield 500;
    throw new ResourceFailed(`Stack [${resource.physicalId}] does not exist`);
  }
  const holder = { ...stack, definition: parent };
  const definition = yield* nestedDefinition(world, holder, resource.properties, child.definition);
  const changed = definition instanceof Error ? definition : changesOrError(world, child, definition);
  if (definition instanceof Error || changed instanceof Error) {
    yield 600;
    throw new ResourceFailed((changed as Error).message);
  }
  if (!changed) yield world.identifiers.between(300, 700);
  else {
    yield 600;
    startOperation(world, child, world.nested.update(child, definition), { stoppable: true });
    yield* lookUntil(() => child.status !== 'UPDATE_IN_PROGRESS');
    if (child.status !== 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') throw new ResourceFailed(notUpdated(child));
  }
  resource.attributes = outputAttributes(child);
  tellOf(step, 'UPDATE_COMPLETE');
}

/** Whether the child has anything to do, or why its template cannot be used. */
const changesOrError = (world: World, child: StackRecord, definition: Definition): boolean | Error => {
  try {
    return hasChanges(world, child, definition, changesOf(world, child, definition).length);
  } catch (error) {
    if (error instanceof ServiceError || isInstallError(error)) return error;
    throw error;
  }
};

/**
 * The parent's rollback takes its child back too.
 * @param skip of a rollback that is taken up again: the child's own is, too
 * @returns why that failed
 */
export function* restoreNested(
  world: World,
  resource: ResourceRecord,
  skip: ReadonlySet<string> | undefined,
): Story<string | undefined> {
  const child = childOf(world, resource);
  if (child === undefined) return undefined;
  if (child.status === 'UPDATE_ROLLBACK_FAILED' && skip !== undefined)
    startOperation(world, child, world.nested.continueRollback(child, skip));
  if (child.status === 'UPDATE_IN_PROGRESS') stopUpdate(world, child, 'Stack update cancelled');
  else if (child.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')
    stopUpdate(world, child, 'Rollback requested by the parent stack.');
  const ready = (): boolean =>
    child.status !== 'UPDATE_ROLLBACK_IN_PROGRESS' && child.status !== 'UPDATE_IN_PROGRESS';
  yield* lookUntil(ready, ready() ? 400 : firstLook);
  return child.status === 'UPDATE_ROLLBACK_FAILED' ? notUpdated(child) : undefined;
}

/**
 * In the parent's clean-up the children it visited do theirs, side by side, and each is told of once more; so do those
 * that have waited since an earlier attempt at the rollback.
 */
export function* cleanUpNested(
  world: World,
  stack: StackRecord,
  touched: ReadonlyMap<string, UpdateEffect>,
): Story {
  const tasks = [...stack.resources.values()]
    .filter(
      ({ logicalId, type, physicalId }) =>
        isNestedStack(type) && (touched.get(logicalId) === 'updated' || world.waitingForRoot.has(physicalId)),
    )
    .map((resource) => world.timeline.run(cleanUpOne(world, stack, resource)));
  for (const task of tasks) yield* task.result();
}

function* cleanUpOne(world: World, stack: StackRecord, resource: ResourceRecord): Story {
  const child = childOf(world, resource);
  if (child !== undefined) world.waitingForRoot.get(child.id)?.give();
  yield* lookUntil(() => child === undefined || !inProgress(child.status));
  resourceEvent(world, stack, resource, 'UPDATE_COMPLETE');
}

const isGone = ({ status }: StackRecord): boolean => status === 'DELETE_COMPLETE';

/** Deletes the child behind a resource, once it is at rest. @returns why that failed */
export function* removeNested(world: World, resource: ResourceRecord): Story<string | undefined> {
  const child = childOf(world, resource);
  if (child === undefined || isGone(child)) {
    yield 300;
    return undefined;
  }
  const free = (): boolean => child.status === 'CREATE_IN_PROGRESS' || !inProgress(child.status);
  if (!free()) yield* lookUntil(free);
  const failed = yield* startOperation(world, child, world.nested.remove(child)).result();
  yield world.identifiers.between(1500, 6000);
  if (isGone(child)) return undefined;
  // An export in use or a hook keeps the whole of it, no resource alone.
  const why =
    failed.length === 0
      ? (child.reason ?? '')
      : `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
  return `Embedded stack ${child.id} was not successfully deleted: ${why}`;
}
