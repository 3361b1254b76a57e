import type { CommandResult } from '../../../core/command.ts';
import type { Stack } from '../../../core/stack.ts';
import {
  continueRollback,
  parseReason,
  rollBack,
  skippable,
  type Skippable,
  type RecoveryId,
} from '../../../stack/index.ts';
import type { CommandContext } from '../context.ts';
import { deleteEmptyStack } from './empty-stack.ts';
import { skipRefused } from './errors.ts';
import { done, watchToEnd } from './follow.ts';
import { deleteAndWatch, resourcesToRetain } from './removal.ts';

/** At a terminal what stopped the rollback is offered for skipping; a script names it with --skip. */
const chosenToSkip = async (
  { connection, session }: Pick<CommandContext, 'session' | 'connection'>,
  possible: readonly Skippable[],
): Promise<readonly string[]> => {
  const { skip = [] } = session.options;
  if (skip.length > 0 || possible.length === 0) return skip;
  if (!connection.prompt.interactive) {
    const flags = possible.map(({ id }) => `--skip ${id}`).join(' ');
    connection.emit({
      type: 'note',
      level: 'info',
      message: `Nothing is skipped, so what stopped the rollback is tried again. To give up on it: ${flags}`,
    });
    return skip;
  }
  return connection.prompt.checkbox({
    message: 'Skip which of these? (none: its cause is fixed, and the rollback goes on as it is)',
    choices: possible.map(({ id, reason = 'no reason given' }) => ({
      name: `${id}: ${parseReason(reason).text}`,
      value: id,
    })),
  });
};

/** Skipped resources are marked as rolled back though they are not: that is said before it is agreed to. */
export async function resourcesToSkip(
  context: Pick<CommandContext, 'session' | 'connection'>,
  stack: Stack,
): Promise<readonly string[]> {
  const { connection } = context;
  const possible = await skippable(stack, connection);
  const skip = await chosenToSkip(context, possible);
  const ids = possible.map(({ id }) => id);
  const foreign = skip.find((id) => !ids.includes(id));
  if (foreign !== undefined) throw skipRefused(foreign, ids);
  if (skip.length > 0)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `Skipping ${skip.join(', ')}: CloudFormation will call ${skip.length === 1 ? 'it' : 'them'} rolled back, which is not so: put that right by hand before the next upgrade.`,
    });
  return skip;
}

/** Does what was chosen, and follows it to its end. @param skip what a continued rollback leaves as it is */
export async function carryOut(
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  stack: Stack,
  id: RecoveryId,
  skip: readonly string[],
): Promise<CommandResult> {
  const { connection, session } = context;
  switch (id) {
    case 'delete':
    case 'retry-delete':
      return deleteAndWatch(context, stack, await resourcesToRetain(context, stack));
    case 'delete-empty-stack':
      return deleteEmptyStack(context, stack);
    case 'continue-rollback':
      return watchToEnd(
        context,
        await continueRollback(stack, skip, connection, session.options.roleArn),
        'rollback',
      );
    case 'rollback':
      return watchToEnd(context, await rollBack(stack, connection), 'rollback');
    case 'install':
    case 'upgrade':
    case 'wait':
      return done;
  }
}
