import { beginOperation, endOperation, stackEvent } from '../model/events.ts';
import { importersOf } from '../model/outputs.ts';
import { failedToDelete } from '../model/reasons.ts';
import { remove } from './resource-removal.ts';
import type { StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';

export interface DeleteRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly retain: ReadonlySet<string>;
  readonly force: boolean;
  readonly settled?: (failed: readonly string[]) => void;
}

export const deleteStack = (request: DeleteRequest): void => {
  const { world, stack } = request;
  const previous = { status: stack.status, deletedAt: stack.deletedAt };
  world.running.get(stack.id)?.abandon();
  beginOperation(world, stack, 'DELETE_STACK');
  stack.deletedAt = world.timeline.now();
  stackEvent(world, stack, 'DELETE_IN_PROGRESS', { reason: 'User Initiated' });
  const used = exportInUse(world, stack);
  world.running.set(stack.id, { abandon: () => undefined });
  // With an export in use the stack goes back to the status it had: not DELETE_FAILED.
  if (used !== undefined) {
    world.timeline.after(1300, () => {
      stack.deletedAt = previous.deletedAt;
      stackEvent(world, stack, previous.status, {
        reason: `Delete canceled. Cannot delete export ${used.name} as it is in use by ${used.by}.`,
      });
      endOperation(world, stack, 'FAILED');
      end(request, []);
    });
    return;
  }
  world.timeline.after(world.identifiers.between(1400, 2000), () => {
    if (stack.status === 'DELETE_IN_PROGRESS') stack.reason = undefined;
    remove({
      world,
      stack,
      resources: [...stack.resources.values()].filter(({ status }) => !gone.has(status)),
      phase: 'delete',
      retain: request.retain,
      force: request.force,
      settled: (failed) => world.timeline.after(300, () => finish(request, failed)),
    });
  });
};

const gone = new Set(['DELETE_COMPLETE', 'DELETE_SKIPPED']);

const exportInUse = (world: World, stack: StackRecord): { name: string; by: string } | undefined => {
  for (const { exportName } of stack.outputs) {
    const importer = exportName === undefined ? undefined : importersOf(world, stack, exportName)[0];
    if (exportName !== undefined && importer !== undefined) return { name: exportName, by: importer.name };
  }
  return undefined;
};

const finish = (request: DeleteRequest, failed: readonly string[]): void => {
  const { world, stack } = request;
  if (failed.length === 0) {
    stackEvent(world, stack, 'DELETE_COMPLETE');
    stack.deletedAt = world.timeline.now();
    forgetChangeSets(world, stack);
  } else stackEvent(world, stack, 'DELETE_FAILED', { reason: failedToDelete(failed) });
  endOperation(world, stack, failed.length === 0 ? 'SUCCEEDED' : 'FAILED');
  end(request, failed);
};

/** Shells of nested stacks that were never created go with it. */
const forgetChangeSets = (world: World, stack: StackRecord): void => {
  for (const child of world.stacks.values())
    if (child.parentId === stack.id && child.status === 'REVIEW_IN_PROGRESS')
      stackEvent(world, child, 'DELETE_COMPLETE');
  for (const changeSet of world.changeSets.values())
    if (changeSet.stackId === stack.id) changeSet.hidden = true;
};

const end = ({ world, stack, settled }: DeleteRequest, failed: readonly string[]): void => {
  world.running.delete(stack.id);
  stack.token = undefined;
  settled?.(failed);
};
