import { beginOperation, endOperation, stackEvent } from '../model/events.ts';
import { importersOf } from '../model/outputs.ts';
import { failedToDelete } from '../model/reasons.ts';
import type { StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { changeSetsOf, discardChangeSet } from '../planning/change-sets.ts';
import type { Story } from '../time/story.ts';
import { invokeStackHooks } from './hook-invocations.ts';
import { removeResources } from './resources/resource-removal.ts';
import { removeSuperseded, supersededIn } from './resources/superseded.ts';

export interface DeleteRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly retain?: ReadonlySet<string>;
  readonly force?: boolean;
}

/** From DELETE_IN_PROGRESS to DELETE_COMPLETE, if nothing is in the way. @returns logical ids of what could not be deleted */
export function* deleteStack({ world, stack, ...options }: DeleteRequest): Story<readonly string[]> {
  const previous = { status: stack.status, deletedAt: stack.deletedAt };
  const used = exportInUse(world, stack);
  beginOperation(world, stack, 'DELETE_STACK');
  stack.deletedAt = world.timeline.now();
  stackEvent(world, stack, 'DELETE_IN_PROGRESS', { reason: 'User Initiated' });
  // With an export in use the stack goes back to the status it had: not DELETE_FAILED.
  if (used !== undefined) {
    yield 1300;
    stack.deletedAt = previous.deletedAt;
    stackEvent(world, stack, previous.status, {
      reason: `Delete canceled. Cannot delete export ${used.name} as it is in use by ${used.by}.`,
    });
    endOperation(world, stack, 'FAILED');
    return [];
  }
  yield world.identifiers.between(1400, 2000);
  stack.reason = undefined;
  const refused = yield* invokeStackHooks(world, stack, 'DELETE');
  if (refused !== undefined) {
    stackEvent(world, stack, 'DELETE_FAILED', { reason: refused });
    endOperation(world, stack, 'FAILED');
    return [];
  }
  const resources = [...stack.resources.values()].filter(({ status }) => !gone.has(status));
  const kept = yield* removeResources({ world, stack, resources, phase: 'delete', ...options });
  // A resource and the one it replaced have one id.
  const failed = [...new Set([...kept, ...(yield* removeReplaced({ world, stack, ...options }))])];
  yield 300;
  if (failed.length === 0) {
    stackEvent(world, stack, 'DELETE_COMPLETE');
    stack.deletedAt = world.timeline.now();
    forgetChangeSets(world, stack);
  } else stackEvent(world, stack, 'DELETE_FAILED', { reason: failedToDelete(failed) });
  endOperation(world, stack, failed.length === 0 ? 'SUCCEEDED' : 'FAILED');
  return failed;
}

/** An update that stopped half way may have replaced what is still there. @returns logical ids of what would not go */
function* removeReplaced({ world, stack, ...options }: DeleteRequest): Story<readonly string[]> {
  const before = [...(stack.before?.resources.values() ?? [])];
  stack.leftovers.push(...before.filter(({ physicalId }) => physicalId !== ''));
  stack.before = undefined;
  const stuck = yield* removeSuperseded({ world, stack, resources: supersededIn(stack), ...options });
  stack.leftovers = [...stuck];
  return stuck.map(({ logicalId }) => logicalId);
}

const gone = new Set(['DELETE_COMPLETE', 'DELETE_SKIPPED']);

const exportInUse = (world: World, stack: StackRecord): { name: string; by: string } | undefined => {
  for (const { exportName } of stack.outputs) {
    const importer = exportName === undefined ? undefined : importersOf(world, stack, exportName)[0];
    if (exportName !== undefined && importer !== undefined) return { name: exportName, by: importer.name };
  }
  return undefined;
};

/** Change sets that were not executed go with their stack, and so do nested stacks that wait to be created, still empty. */
const forgetChangeSets = (world: World, stack: StackRecord): void => {
  for (const changeSet of changeSetsOf(world, stack)) discardChangeSet(world, changeSet);
  for (const child of world.stacks.values())
    if (child.parentId === stack.id && child.status === 'REVIEW_IN_PROGRESS')
      stackEvent(world, child, 'DELETE_COMPLETE');
};
