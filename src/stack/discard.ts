import type { Ports } from '../core/ports.ts';
import { conditionOf } from '../core/stack.ts';
import { removeChangeSet } from './change-set.ts';

/**
 * Leaves nothing of a declined plan: the change set goes, and the empty stack this run made for it, if it is empty
 * still. Deleting the change set alone would leave a stack in REVIEW_IN_PROGRESS for ever.
 */
export async function discard(
  plan: { readonly changeSetId: string; readonly stackId: string; readonly shellCreated: boolean },
  ports: Pick<Ports, 'stacks'>,
): Promise<void> {
  const changeSet = await ports.stacks.changeSet(plan.changeSetId, plan.stackId);
  // Right after its execution began the stack may still read as a shell; deleting that would undo the create.
  if (changeSet?.executionStatus.startsWith('EXECUTE_') === true) return;
  await removeChangeSet(plan.changeSetId, ports);
  if (plan.shellCreated) await removeEmptyShell(plan.stackId, ports);
}

/** @returns false if it is no shell, or holds change sets that are still somebody's. */
export async function removeEmptyShell(stackId: string, ports: Pick<Ports, 'stacks'>): Promise<boolean> {
  const stack = await ports.stacks.describe(stackId);
  if (stack === undefined || conditionOf(stack.status) !== 'shell') return false;
  const left = await ports.stacks.changeSets(stackId);
  if (left.some(({ status }) => !status.startsWith('DELETE'))) return false;
  await ports.stacks.deleteStack(stackId, { token: `shell-${stackId.split('/').at(-1) ?? 'id'}` });
  return true;
}
