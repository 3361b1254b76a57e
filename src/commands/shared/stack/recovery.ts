import type { CommandResult } from '../../../core/command.ts';
import type { Stack } from '../../../core/stack.ts';
import {
  cancelUpdate,
  continueRollback,
  rollBack,
  skippable,
  type RecoveryId,
} from '../../../stack/index.ts';
import { confirmByName } from '../consent.ts';
import type { CommandContext } from '../context.ts';
import { deleteEmptyStack } from './empty-stack.ts';
import { skipRefused } from './errors.ts';
import { done, watchToEnd } from './follow.ts';
import { deleteAndWatch } from './removal.ts';

/** Skipped resources are marked as rolled back though they are not: that is said before it is agreed to. */
const resourcesToSkip = async (
  { connection, session }: Pick<CommandContext, 'session' | 'connection'>,
  stack: Stack,
): Promise<readonly string[]> => {
  const possible = await skippable(stack, connection);
  const { skip = [] } = session.options;
  const foreign = skip.find((id) => !possible.includes(id) && !id.includes('.'));
  if (foreign !== undefined) throw skipRefused(foreign, possible);
  if (skip.length > 0)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `Skipping ${skip.join(', ')}: CloudFormation will call them rolled back although they are not; fix or replace them by hand before the next upgrade.`,
    });
  return skip;
};

/** Does what was chosen, and follows it to its end. */
export async function carryOut(
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  stack: Stack,
  id: RecoveryId,
): Promise<CommandResult> {
  const { connection, session } = context;
  switch (id) {
    case 'delete':
    case 'retry-delete':
      return deleteAndWatch(context, stack);
    case 'delete-empty-stack':
      return deleteEmptyStack(context, stack);
    case 'continue-rollback':
      return watchToEnd(
        context,
        await continueRollback(
          stack,
          await resourcesToSkip(context, stack),
          connection,
          session.options.roleArn,
        ),
        'rollback',
      );
    case 'rollback':
      return watchToEnd(context, await rollBack(stack, connection), 'rollback');
    case 'cancel-update':
      await confirmByName(context, 'The update will be cancelled and rolled back');
      await cancelUpdate(stack, connection);
      return watchToEnd(context, { kind: 'update', stackId: stack.id, stackName: stack.name }, 'update');
    case 'install':
    case 'upgrade':
    case 'wait':
      return done;
  }
}
