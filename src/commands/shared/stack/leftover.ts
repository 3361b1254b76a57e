import type { CommandResult } from '../../../core/command.ts';
import type { Stack } from '../../../core/stack.ts';
import { deleteStack, findCause } from '../../../stack/index.ts';
import { confirmByName } from '../consent.ts';
import type { CommandContext } from '../context.ts';
import { needsPerson } from './existing-stack.ts';
import { follow, unfinishedResult } from './follow.ts';

const reportLastCause = async (
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
  more: readonly string[],
): Promise<void> => {
  const { events } = await connection.stacks.events(stack.id);
  const cause = await findCause([...events].reverse(), stack.id, connection).catch(() => undefined);
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `The last creation of ${stack.name} failed and was undone; its empty stack (${stack.status}) must be removed first.`,
    detail: [
      cause === undefined
        ? 'Its cause is no longer on record.'
        : `Cause then: ${cause.logicalId}: ${cause.reason}`,
      ...more,
    ],
  });
};

/**
 * A left-over ROLLBACK_COMPLETE: its last cause, and agreement to remove it, before anything else is asked.
 * @returns how the run ends in a script that has not agreed: as for every stack that waits for a decision
 */
export async function agreeToRemove(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  stack: Stack,
): Promise<CommandResult | undefined> {
  const { session, connection, stackName } = context;
  const unagreed = !connection.prompt.interactive && session.options.confirm !== stackName;
  await reportLastCause(
    context,
    stack,
    unagreed ? [`The same command with --confirm ${stackName} removes it and goes on.`] : [],
  );
  if (unagreed) return needsPerson(context);
  await confirmByName(context, `The failed stack ${stack.name} (${stack.status}) will be deleted`);
  return undefined;
}

/** Removes what was agreed to. @returns how the run ends if the removal did not succeed */
export async function removeLeftover(
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  stack: Stack,
): Promise<CommandResult | undefined> {
  const started = await deleteStack(stack, { liftProtection: true }, context.connection);
  const { outcome, detached } = await follow(context, {
    stackId: started.stackId,
    intent: 'delete',
    begun: true,
    after: started.after,
  });
  if (outcome.kind !== 'succeeded') return unfinishedResult(context, outcome, detached);
  // Whoever then says no to the new stack has changed something all the same.
  context.connection.emit({
    type: 'note',
    level: 'info',
    message: `The failed stack ${stack.name} was deleted.`,
    stays: true,
  });
  return undefined;
}
