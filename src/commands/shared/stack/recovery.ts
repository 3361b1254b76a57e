import type { CommandResult } from '../../../core/command.ts';
import type { Stack } from '../../../core/stack.ts';
import {
  cancelUpdate,
  continueRollback,
  parseReason,
  rollBack,
  skippable,
  type RecoveryId,
} from '../../../stack/index.ts';
import { confirmByName } from '../consent.ts';
import type { CommandContext } from '../context.ts';
import { deleteEmptyStack } from './empty-stack.ts';
import { skipRefused } from './errors.ts';
import { done, watchToEnd } from './follow.ts';
import { deleteAndWatch, resourcesToRetain } from './removal.ts';

/** At a terminal what stopped the rollback is offered for skipping; a script names it with --skip. */
const chosenToSkip = async (
  { connection, session }: Pick<CommandContext, 'session' | 'connection'>,
  stack: Stack,
  possible: readonly string[],
): Promise<readonly string[]> => {
  const { skip = [] } = session.options;
  if (skip.length > 0 || possible.length === 0 || !connection.prompt.interactive) return skip;
  const resources = await connection.stacks.resources(stack.id);
  return connection.prompt.checkbox({
    message: 'Skip which of these? (none: its cause is fixed, and the rollback goes on as it is)',
    choices: possible.map((id) => {
      const found = resources.find(({ logicalId }) => logicalId === id);
      return { name: `${id}: ${parseReason(found?.reason ?? 'no reason given').text}`, value: id };
    }),
  });
};

/** Skipped resources are marked as rolled back though they are not: that is said before it is agreed to. */
export async function resourcesToSkip(
  context: Pick<CommandContext, 'session' | 'connection'>,
  stack: Stack,
): Promise<readonly string[]> {
  const { connection } = context;
  const possible = await skippable(stack, connection);
  const skip = await chosenToSkip(context, stack, possible);
  const foreign = skip.find((id) => !possible.includes(id) && !id.includes('.'));
  if (foreign !== undefined) throw skipRefused(foreign, possible);
  if (skip.length > 0)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `Skipping ${skip.join(', ')}: CloudFormation will call them rolled back although they are not; fix or replace them by hand before the next upgrade.`,
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
