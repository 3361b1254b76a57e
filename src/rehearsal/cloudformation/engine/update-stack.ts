import { beginOperation, endOperation, stackEvent } from '../model/events.ts';
import { exportInUse, exportTaken, missingExports, outputsOrReason } from '../model/outputs.ts';
import { missingValues } from '../model/parameters/parameter-existence.ts';
import { failedToProvision } from '../model/reasons.ts';
import type { ImportTarget } from '../model/change-set-record.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { desiredStateOf } from '../planning/desired-state.ts';
import type { Story } from '../time/story.ts';
import { invokeStackHooks } from './hook-invocations.ts';
import { cleanUpNested } from './nested-stacks.ts';
import { OperationFailed, stopUpdate, waitForRoot } from './operation.ts';
import type { Provisioned } from './resources/provision-state.ts';
import { provision } from './resources/provision.ts';
import { removeSuperseded, supersededIn } from './resources/superseded.ts';
import { alarmFault, monitor, watchAlarms } from './rollback-alarms.ts';
import { rememberBefore, type UpdateEffect } from './resources/update-effect.ts';
import { policyRefusal } from './stack-policy.ts';
import { rollBackUpdate } from './update-rollback.ts';

export interface UpdateRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly definition: Definition;
  /** A failed update then stays where it failed. */
  readonly disableRollback: boolean;
  /** Waits in its clean-up phase until the root reaches its own. */
  readonly nested?: true;
  /** What is there already and is taken in. */
  readonly imports?: readonly ImportTarget[];
  /** In place of the stack's own, for this update alone. */
  readonly policyDuringUpdate?: string | undefined;
}

/** Resources failed and DisableRollback keeps the stack as it then is. */
class UpdateLeft extends OperationFailed {}

/** From UPDATE_IN_PROGRESS through the clean-up, or back. */
export function* updateStack(request: UpdateRequest): Story {
  const { world, stack, definition, nested } = request;
  rememberBefore(stack);
  beginOperation(world, stack, 'UPDATE_STACK', { id: world.identifiers.uuidV1() });
  stack.updatedAt = world.timeline.now();
  stackEvent(world, stack, 'UPDATE_IN_PROGRESS', { reason: 'User Initiated' });
  stack.definition = definition;
  let provisioned: Provisioned | undefined;
  try {
    yield world.identifiers.between(2000, 3200);
    const missing =
      definition.fault ??
      missingExports(world, stack, definition) ??
      missingValues(world, stack, definition) ??
      alarmFault(world, definition);
    const refused = missing ?? (yield* invokeStackHooks(world, stack, 'UPDATE'));
    if (refused !== undefined) throw new OperationFailed(`${refused}.`);
    const policy = request.policyDuringUpdate ?? stack.policy;
    checkRemovals(request, policy);
    provisioned = yield* provisionWatched(request, policy);
    yield world.identifiers.between(300, 900);
    finish(request, provisioned);
    yield* monitor(world, definition);
    // Always happens, even with nothing to clean.
    stackEvent(world, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    if (nested === true) yield* waitForRoot(world, stack);
  } catch (error) {
    if (error instanceof UpdateLeft) return leave(request, error.message, provisioned?.replaced);
    if (!(error instanceof OperationFailed)) throw error;
    return yield* goBack(request, error.message, provisioned);
  }
  yield* cleanUp(request, provisioned);
}

function* provisionWatched(
  { world, stack, definition, disableRollback, imports }: UpdateRequest,
  policy: string | undefined,
): Story<Provisioned> {
  const alarm = watchAlarms(world, definition, ({ message }) => void stopUpdate(world, stack, message));
  try {
    return yield* provision({ world, stack, definition, policy, imports, keepGoing: disableRollback });
  } finally {
    alarm?.cancel();
  }
}

/** What the new template lacks would be deleted once the update is through; its words at AWS are not known. */
const checkRemovals = ({ world, stack, definition }: UpdateRequest, policy: string | undefined): void => {
  if (policy === undefined) return;
  const { active } = desiredStateOf(world, stack, definition);
  for (const resource of stack.resources.values()) {
    if (active.includes(resource.logicalId)) continue;
    const refused = policyRefusal(policy, resource, 'Update:Delete');
    if (refused !== undefined) throw new OperationFailed(refused);
  }
};

/** Everything is there: the outputs, or why it fails all the same. @throws OperationFailed */
const finish = ({ world, stack, definition, disableRollback }: UpdateRequest, done: Provisioned): void => {
  if (done.stopped !== undefined) throw done.stopped;
  const summary = failedToProvision(done.failed.created, done.failed.updated);
  if (summary !== '') throw disableRollback ? new UpdateLeft(summary) : new OperationFailed(summary);
  const outputs = outputsOrReason(world, stack, definition);
  if (typeof outputs === 'string') throw new OperationFailed(outputs);
  const used = exportInUse(world, stack, outputs);
  if (used !== undefined)
    throw new OperationFailed(
      `Update canceled. Cannot update export ${used.name} as it is in use by ${used.by}.`,
    );
  const taken = exportTaken(world, stack, outputs);
  if (taken !== undefined)
    throw new OperationFailed(`Export with name ${taken.name} is already exported by stack ${taken.by}.`);
  stack.outputs = outputs;
};

/** What was replaced stays until an update gets through, or is taken back. */
const leave = (
  { world, stack }: UpdateRequest,
  reason: string,
  replaced: readonly ResourceRecord[] = [],
): void => {
  stack.leftovers.push(...replaced);
  stackEvent(world, stack, 'UPDATE_FAILED', { reason });
  endOperation(world, stack, 'FAILED');
};

/** Also the way of a nested stack whose parent failed. */
function* goBack(
  { world, stack, nested }: UpdateRequest,
  reason: string,
  provisioned: Provisioned | undefined,
): Story {
  endOperation(world, stack, 'FAILED');
  beginOperation(world, stack, 'ROLLBACK', { after: true });
  stack.changeSetId = undefined;
  stackEvent(world, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason });
  const touched = provisioned?.touched ?? new Map<string, UpdateEffect>();
  yield* rollBackUpdate({ world, stack, touched, ...(nested === true ? { nested } : {}) });
}

/** Shown when a clean-up left something behind: the update itself succeeded. */
const leftBehind = 'Update successful. One or more resources could not be deleted.';

/** Removes what the new template lacks and what was replaced. */
function* cleanUp({ world, stack }: UpdateRequest, { active, replaced, touched }: Provisioned): Story {
  const kept = new Set(active);
  const dropped = [...stack.resources.values()].filter(({ logicalId }) => !kept.has(logicalId));
  yield world.identifiers.between(500, 1000);
  for (const { logicalId } of dropped) stack.resources.delete(logicalId);
  yield* cleanUpNested(world, stack, touched);
  const resources = [...dropped, ...supersededIn(stack, replaced)];
  const failed = yield* removeSuperseded({ world, stack, resources });
  stack.before = undefined;
  stack.leftovers = [];
  stackEvent(world, stack, 'UPDATE_COMPLETE', failed.length === 0 ? {} : { reason: leftBehind });
  endOperation(world, stack, 'SUCCEEDED');
}
