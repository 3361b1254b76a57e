import { changeInAccount } from '../account-effects/index.ts';
import { beginOperation, endOperation, resourceEvent, stackEvent } from '../model/events.ts';
import { askedReason, failedToProvision } from '../model/reasons.ts';
import { isNestedStack } from '../model/resource-types.ts';
import type { ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { handlerTime } from '../time/durations.ts';
import type { Story } from '../time/story.ts';
import { walkDependencies } from './dependency-walk.ts';
import { cleanUpNested, restoreNested } from './nested-stacks.ts';
import { waitForRoot } from './operation.ts';
import { removeSuperseded, supersededIn } from './resources/superseded.ts';
import { differing, type UpdateEffect } from './resources/update-effect.ts';

export interface UpdateRollback {
  readonly world: World;
  readonly stack: StackRecord;
  /** What the update had reached, and how. */
  readonly touched: ReadonlyMap<string, UpdateEffect>;
  /** ResourcesToSkip of ContinueUpdateRollback, `NestedStackName.Id` in nested stacks: marked UPDATE_COMPLETE as they are. */
  readonly skip?: ReadonlySet<string>;
  /** Waits in its clean-up phase until the root reaches its own. */
  readonly nested?: true;
}

/** RollbackStack's way from UPDATE_FAILED. */
export function* rollBackFailedUpdate(world: World, stack: StackRecord): Story {
  beginOperation(world, stack, 'ROLLBACK');
  stackEvent(world, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' });
  yield* rollBackUpdate({ world, stack, touched: differing(stack) });
}

/** ContinueUpdateRollback: takes up the rollback where it failed; skipped resources stay as they are. */
export function* continueRollback({
  world,
  stack,
  ...options
}: Omit<UpdateRollback, 'touched'> & Required<Pick<UpdateRollback, 'skip'>>): Story {
  beginOperation(world, stack, 'CONTINUE_ROLLBACK');
  stackEvent(world, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' });
  yield* rollBackUpdate({ world, stack, touched: differing(stack), ...options });
}

/** From UPDATE_ROLLBACK_IN_PROGRESS: every touched resource back to what it was, new ones removed in a clean-up. */
export function* rollBackUpdate(rollback: UpdateRollback): Story {
  const { world, stack, touched, nested } = rollback;
  for (const [id, touch] of touched) {
    const live = stack.resources.get(id);
    if (touch === 'created' && live !== undefined) addLeftover(stack, live);
  }
  yield world.identifiers.between(2000, 4000);
  const failed = yield* restoreResources(rollback);
  if (failed.length > 0) {
    yield world.identifiers.between(3000, 6000);
    stackEvent(world, stack, 'UPDATE_ROLLBACK_FAILED', { reason: failedToProvision([], failed) });
    endOperation(world, stack, 'FAILED');
    return;
  }
  yield world.identifiers.between(300, 900);
  if (stack.before !== undefined) {
    stack.definition = stack.before.definition;
    stack.outputs = stack.before.outputs;
  }
  stackEvent(world, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  for (const { logicalId } of stack.leftovers)
    if (stack.before?.resources.has(logicalId) !== true) stack.resources.delete(logicalId);
  if (nested === true) yield* waitForRoot(world, stack);
  yield world.identifiers.between(500, 1000);
  yield* cleanUpNested(world, stack, touched);
  yield* removeSuperseded({ world, stack, resources: supersededIn(stack), takesBack: true });
  stack.before = undefined;
  stack.leftovers = [];
  stackEvent(world, stack, 'UPDATE_ROLLBACK_COMPLETE');
  endOperation(world, stack, 'SUCCEEDED');
}

const addLeftover = (stack: StackRecord, resource: ResourceRecord): void => {
  if (!stack.leftovers.includes(resource)) stack.leftovers.push(resource);
};

/** One failure stops it: those in flight are cancelled at once. @returns logical ids that are not back */
function* restoreResources(rollback: UpdateRollback): Story<readonly string[]> {
  const { world, stack, touched } = rollback;
  const before: ReadonlyMap<string, ResourceRecord> = stack.before?.resources ?? new Map();
  const back = [...touched].filter(([, touch]) => touch !== 'created').map(([id]) => id);
  const inFlight = new Set<string>();
  const failed: string[] = [];
  yield* walkDependencies({
    timeline: world.timeline,
    ids: back,
    needs: new Map(back.map((id) => [id, before.get(id)?.needs ?? new Set()])),
    *visit(id) {
      inFlight.add(id);
      const restored = yield* restoreOne(rollback, id, before.get(id));
      inFlight.delete(id);
      if (!restored) failed.push(id);
      return restored;
    },
    *afterFailure() {
      // Nothing is waited for.
    },
  });
  for (const id of inFlight) {
    const resource = stack.resources.get(id);
    if (resource === undefined) continue;
    resourceEvent(world, stack, resource, 'UPDATE_FAILED', { reason: 'Resource update cancelled' });
    failed.push(id);
  }
  return failed;
}

/** False: it failed. */
function* restoreOne(rollback: UpdateRollback, id: string, old: ResourceRecord | undefined): Story<boolean> {
  const { world, stack, touched, skip } = rollback;
  const live = stack.resources.get(id);
  if (live === undefined || old === undefined) return true;
  const restored: ResourceRecord = { ...old, status: live.status };
  // A replaced one is not changed back: its old physical resource only counts as the live one again.
  if (touched.get(id) === 'replaced') {
    stack.resources.set(id, restored);
    if (live.physicalId !== old.physicalId) addLeftover(stack, { ...live });
    resourceEvent(world, stack, restored, 'UPDATE_COMPLETE');
    return true;
  }
  if (skip?.has(stack.parentId === undefined ? id : `${stack.name}.${id}`) === true) {
    // CloudFormation only stops asking about it: what it really is stays as it is.
    resourceEvent(world, stack, live, 'UPDATE_COMPLETE');
    return true;
  }
  stack.resources.set(id, restored);
  resourceEvent(world, stack, restored, 'UPDATE_IN_PROGRESS');
  const obstacle = isNestedStack(restored.type)
    ? yield* restoreNested(world, restored, skip)
    : yield* restorePhysical(world, restored);
  if (obstacle !== undefined) {
    resourceEvent(world, stack, restored, 'UPDATE_FAILED', { reason: obstacle });
    return false;
  }
  changeInAccount(world, stack, live, restored);
  resourceEvent(world, stack, restored, 'UPDATE_COMPLETE');
  return true;
}

/** @returns why it could not be changed back */
function* restorePhysical(world: World, { logicalId, type }: ResourceRecord): Story<string | undefined> {
  yield handlerTime(world.identifiers, type, 'update');
  const asked = world.failures.reasonFor(logicalId, 'rollback');
  return asked === undefined ? undefined : askedReason(world, type, asked.reason);
}
