import { conditionOf } from '../../../core/stack.ts';
import { hasChanges } from '../planning/change-sets.ts';
import { changesOf } from '../planning/changes.ts';
import { createStack } from './create-stack.ts';
import { deleteStack } from './delete-stack.ts';
import { embeddedDefinition } from '../planning/nested-definition.ts';
import { resourceEvent } from '../model/events.ts';
import type { Handling } from './resource-creation.ts';
import { childName, waitingShell } from '../planning/nested-change-sets.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import { updateStack } from './update-stack.ts';
import { textOf } from '../model/values.ts';
import { newStack, type World } from '../model/world.ts';

export const isNested = (type: string): boolean => type === 'AWS::CloudFormation::Stack';

/** The parent looks at its child from time to time, ever less often: that is why it hears late. */
const firstLook = 2500;
const longestPause = 12_000;

/** Calls back once `ready` holds; `after` decides whether the waiting can be cancelled. */
const watch = (
  after: (ms: number, step: () => void) => void,
  ready: () => boolean,
  then: () => void,
  pause = firstLook,
): void =>
  after(pause, () => {
    if (ready()) then();
    else watch(after, ready, then, Math.min(longestPause, Math.round(pause * 1.4)));
  });

/** A child of its own, with its own stream of events, as the parent's resource. */
export const createNested = (handling: Handling): void => {
  const { world, stack, resource } = handling;
  void embeddedDefinition(world, stack, resource.properties, undefined, (result) => {
    handling.after(600, () => {
      if (result instanceof Error) return handling.failed(result.message);
      const child =
        waitingShell(world, stack, resource.logicalId) ??
        newStack(world, {
          name: childName(world, stack, resource.logicalId),
          region: stack.region,
          parentId: stack.id,
          rootId: stack.rootId ?? stack.id,
        });
      child.timeoutMinutes = Number(textOf(resource.properties, 'TimeoutInMinutes')) || undefined;
      resource.physicalId = child.id;
      resourceEvent(world, stack, resource, 'CREATE_IN_PROGRESS', { reason: 'Resource creation Initiated' });
      createStack({ world, stack: child, definition: result });
      watch(
        handling.after,
        () => child.status !== 'CREATE_IN_PROGRESS',
        () => created(handling, child),
      );
    });
  });
};

const created = (handling: Handling, child: StackRecord): void => {
  const { world, stack, resource } = handling;
  if (child.status !== 'CREATE_COMPLETE') {
    handling.failed(`Embedded stack ${child.id} was not successfully created: ${causeOf(child)}`);
    return;
  }
  resource.attributes = outputAttributes(child);
  resourceEvent(world, stack, resource, 'CREATE_COMPLETE');
  handling.completed();
};

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

const childOf = (world: World, resource: ResourceRecord): StackRecord | undefined =>
  world.stacks.get(resource.physicalId);

/** Every update of a parent visits every child, most of which have nothing to do. */
export const touchNested = (handling: Handling, parent: Definition): void => {
  const { world, stack, resource } = handling;
  resourceEvent(world, stack, resource, 'UPDATE_IN_PROGRESS');
  const child = childOf(world, resource);
  if (child === undefined) {
    handling.after(500, () => handling.failed(`Stack [${resource.physicalId}] does not exist`));
    return;
  }
  void embeddedDefinition(
    world,
    { ...stack, definition: parent },
    resource.properties,
    child.definition,
    (result) => {
      if (result instanceof Error) {
        handling.after(600, () => handling.failed(result.message));
        return;
      }
      const count = changesOf(world, child, result).length;
      if (!hasChanges(world, child, result, count)) {
        handling.after(world.identifiers.between(300, 700), () => updated(handling, child));
        return;
      }
      handling.after(600, () => {
        updateStack({ world, stack: child, definition: result, disableRollback: false, nested: true });
        watch(
          handling.after,
          () => child.status !== 'UPDATE_IN_PROGRESS',
          () => arrived(handling, child),
        );
      });
    },
  );
};

const arrived = (handling: Handling, child: StackRecord): void => {
  if (child.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') updated(handling, child);
  else
    handling.failed(
      `Embedded stack ${child.id} was not successfully updated. Currently in ${child.status} with reason: ${causeOf(child)}`,
    );
};

const updated = (handling: Handling, child: StackRecord): void => {
  const { world, stack, resource } = handling;
  resource.attributes = outputAttributes(child);
  resourceEvent(world, stack, resource, 'UPDATE_COMPLETE');
  handling.completed();
};

/** The parent's rollback takes its child back too; `settled` hears the reason when that fails. */
export const restoreNested = (
  world: World,
  resource: ResourceRecord,
  settled: (reason?: string) => void,
): void => {
  const child = childOf(world, resource);
  if (child === undefined) return settled();
  const later = (ms: number, step: () => void): void => void world.timeline.after(ms, step);
  if (child.status === 'UPDATE_IN_PROGRESS') world.running.get(child.id)?.cancel?.();
  else if (child.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') world.held.get(child.id)?.rollBack?.();
  const ready = (): boolean =>
    child.status !== 'UPDATE_ROLLBACK_IN_PROGRESS' && child.status !== 'UPDATE_IN_PROGRESS';
  watch(
    later,
    ready,
    () =>
      settled(
        child.status === 'UPDATE_ROLLBACK_FAILED'
          ? `Embedded stack ${child.id} was not successfully updated. Currently in ${child.status} with reason: ${causeOf(child)}`
          : undefined,
      ),
    ready() ? 400 : firstLook,
  );
};

/** In the parent's clean-up the children do theirs, and each is told of once more. */
export const releaseNested = (
  world: World,
  stack: StackRecord,
  resource: ResourceRecord,
  settled: () => void,
): void => {
  const child = childOf(world, resource);
  const later = (ms: number, step: () => void): void => void world.timeline.after(ms, step);
  if (child !== undefined) world.held.get(child.id)?.release();
  watch(
    later,
    () => child === undefined || conditionOf(child.status) !== 'busy',
    () => {
      resourceEvent(world, stack, resource, 'UPDATE_COMPLETE');
      settled();
    },
  );
};

/** Deletes the child behind a resource, once it is at rest. */
export const removeNested = (
  world: World,
  resource: ResourceRecord,
  settled: (reason?: string) => void,
): void => {
  const child = childOf(world, resource);
  if (child === undefined || child.status === 'DELETE_COMPLETE') {
    world.timeline.after(300, () => settled());
    return;
  }
  const later = (ms: number, step: () => void): void => void world.timeline.after(ms, step);
  const idle = (): boolean => child.status === 'CREATE_IN_PROGRESS' || conditionOf(child.status) !== 'busy';
  const finish = (failed: readonly string[]): void =>
    settled(
      failed.length === 0
        ? undefined
        : `Embedded stack ${child.id} was not successfully deleted: The following resource(s) failed to delete: [${failed.join(', ')}]. `,
    );
  const go = (): void =>
    deleteStack({
      world,
      stack: child,
      retain: new Set(),
      force: false,
      settled: (failed) => later(world.identifiers.between(1500, 6000), () => finish(failed)),
    });
  if (idle()) go();
  else watch(later, idle, go);
};
