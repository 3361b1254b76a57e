import type { CommandResult } from '../../../core/command.ts';
import { conditionOf } from '../../../core/stack-status.ts';
import type { Stack } from '../../../core/stack.ts';
import { inspectEmptyStack, removeChangeSet, removeEmptyStack } from '../../../stack/index.ts';
import { confirmOrDecline } from '../consent.ts';
import type { CommandContext } from '../context.ts';
import { emptyStackInUse, emptyStackTaken } from './errors.ts';
import { done } from './follow.ts';

/** An empty stack with change sets of others in it is theirs. @throws InstallError `empty-stack-in-use` (6) */
export async function assertOwnEmptyStack(
  context: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<void> {
  if (conditionOf(stack.status) !== 'empty') return;
  const { others } = await inspectEmptyStack(stack.id, context.connection);
  if (others.length === 0) return;
  throw emptyStackInUse(stack.name, others);
}

/** Removes an empty stack with the change sets of ours in it, once that is agreed to. */
export async function deleteEmptyStack(
  context: Pick<CommandContext, 'session' | 'connection'>,
  stack: Stack,
): Promise<CommandResult> {
  const { connection } = context;
  await assertOwnEmptyStack(context, stack);
  await confirmOrDecline(context, `Remove the empty stack ${stack.name}?`, 'Removing the empty stack');
  for (const { id } of (await inspectEmptyStack(stack.id, connection)).ours)
    await removeChangeSet(id, connection);
  if (await removeEmptyStack(stack.id, connection)) return done;
  throw emptyStackTaken(stack.name);
}
