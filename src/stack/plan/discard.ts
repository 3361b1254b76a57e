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

/** As `discard`; what cannot be removed is named with the commands that remove it, as nobody else knows of it. */
export async function discardOrTell(
  plan: Parameters<typeof discard>[0],
  ports: Pick<Ports, 'stacks' | 'clock' | 'emit'>,
): Promise<void> {
  const { changeSetId, stackId, emptyStackCreated } = plan;
  const command = (...words: readonly string[]): string =>
    ['aws cloudformation', ...words, '--region', changeSetId.split(':')[3] ?? ''].join(' ');
  await discard(plan, ports).catch((error: unknown) =>
    ports.emit({
      type: 'note',
      level: 'warn',
      message: `The change set made for the plan could not be removed: ${error instanceof Error ? error.message : 'no reason given'}`,
      detail: [
        `Remove it with: ${command('delete-change-set', '--change-set-name', changeSetId)}`,
        ...(emptyStackCreated
          ? [`And the empty stack that holds it: ${command('delete-stack', '--stack-name', stackId)}`]
          : []),
      ],
    }),
  );
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
