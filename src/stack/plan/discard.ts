import type { Ports } from '../../core/ports.ts';
import { conditionOf } from '../../core/stack-status.ts';
import { removeChangeSet } from './change-set.ts';
import { retryTransient } from '../retry.ts';

/** An empty stack is gone within a second or two; Ctrl-C must not wait longer than 5 s, milliseconds. */
const deleteTimeoutMs = 4_000;

/** Cleaning up goes on after Ctrl-C: that is when it is needed. */
const withoutSignal = ({ clock }: Pick<Ports, 'clock'>): Pick<Ports, 'clock' | 'signal'> => ({
  clock,
  signal: new AbortController().signal,
});

/**
 * Leaves nothing of a declined plan: the change set goes, and the empty stack this run made for it, if it is empty
 * still. Deleting the change set alone would leave a stack in REVIEW_IN_PROGRESS for ever.
 * @returns false if the change set was gone already, or executed: another run or person was at work on the stack
 */
export async function discard(
  plan: { readonly changeSetId: string; readonly stackId: string; readonly emptyStackCreated: boolean },
  ports: Pick<Ports, 'stacks' | 'clock'>,
): Promise<boolean> {
  const patient = <T>(call: () => Promise<T>): Promise<T> =>
    retryTransient(call, withoutSignal(ports), { forMs: deleteTimeoutMs });
  const changeSet = await patient(() => ports.stacks.changeSet(plan.changeSetId, plan.stackId));
  // Right after its execution began the stack may still read as an empty one; deleting that would undo the create.
  if (changeSet?.executionStatus.startsWith('EXECUTE_') === true) return false;
  await patient(() => removeChangeSet(plan.changeSetId, ports));
  if (plan.emptyStackCreated) await patient(() => removeEmptyStack(plan.stackId, ports, plan.changeSetId));
  return changeSet !== undefined;
}

/**
 * @param removed id of a change set that was deleted just now: it may be listed for some moments more.
 * @returns false if it is no empty stack, or holds change sets that are still somebody's.
 */
export async function removeEmptyStack(
  stackId: string,
  ports: Pick<Ports, 'stacks' | 'clock'>,
  removed?: string,
): Promise<boolean> {
  const stack = await ports.stacks.describe(stackId);
  if (stack === undefined || conditionOf(stack.status) !== 'empty') return false;
  const left = await ports.stacks.changeSets(stackId);
  if (left.some(({ id, status }) => id !== removed && !status.startsWith('DELETE'))) return false;
  await ports.stacks.deleteStack(stackId, { token: `empty-${stackId.split('/').at(-1) ?? 'id'}` });
  const until = ports.clock.now() + deleteTimeoutMs;
  // Until it is gone its name is taken: the next run would meet a stack that is being deleted.
  while (
    ports.clock.now() < until &&
    conditionOf((await ports.stacks.describe(stackId))?.status) !== 'absent'
  )
    await ports.clock.sleep(500);
  return true;
}
