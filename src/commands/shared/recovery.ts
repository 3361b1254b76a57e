import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import type { OperationKind } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import {
  cancelUpdate,
  continueRollback,
  deleteStack,
  inspectEmptyStack,
  removeChangeSet,
  removeEmptyStack,
  rollBack,
  skippable,
  type RecoveryId,
  type Started,
  type OperationWork,
} from '../../stack/index.ts';
import { confirmOrDecline, declined, confirmByName } from './consent.ts';
import { explainer } from './explain.ts';
import { follow, unfinishedResult } from './follow.ts';
import type { CommandContext } from './context.ts';
import { removalWork } from './removal-work.ts';
import { assertOwnEmptyStack } from './existing-stack.ts';

const done: CommandResult = { outcome: 'succeeded', exitCode: exitCodes.succeeded };

const watchToEnd = async (
  context: CommandContext,
  started: Started,
  intent: OperationKind,
  work: Partial<OperationWork> = {},
): Promise<CommandResult> => {
  const { outcome, detached } = await follow(
    context,
    {
      stackId: started.stackId,
      begun: true,
      intent,
      ...work,
      ...(started.after === undefined ? {} : { after: started.after }),
    },
    explainer(context),
  );
  return outcome.kind === 'succeeded' ? done : unfinishedResult(context, outcome, detached);
};

/** Non-empty buckets are the usual reason; what is in them is shown before anything is kept or forced. */
const reportObstacles = async ({ connection }: CommandContext, stack: Stack): Promise<void> => {
  const resources = (await connection.stacks.resources(stack.id)).filter(
    ({ status }) => status === 'DELETE_FAILED',
  );
  for (const { logicalId, type, physicalId, reason } of resources) {
    const keys =
      type === 'AWS::S3::Bucket'
        ? await connection.evidence.bucketContents(physicalId, 5).catch(() => [])
        : [];
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `${logicalId} (${type} ${physicalId}) could not be deleted: ${reason ?? 'no reason given'}`,
      detail:
        keys.length === 0 ? [] : [`It holds objects: ${keys.join(', ')}${keys.length === 5 ? ', …' : ''}`],
    });
  }
};

/** At a terminal the person picks what to keep; a script names it with --retain. */
const resourcesToRetain = async (
  { connection, session }: CommandContext,
  stack: Stack,
): Promise<readonly string[]> => {
  const { retain, force } = session.options;
  if (retain.length > 0 || force || stack.status !== 'DELETE_FAILED' || !connection.prompt.interactive)
    return retain;
  const failed = (await connection.stacks.resources(stack.id)).filter(
    ({ status }) => status === 'DELETE_FAILED',
  );
  return connection.prompt.checkbox({
    message: 'Keep which of these outside the stack? (none: try again as it is)',
    choices: failed.map(({ logicalId, type, physicalId }) => ({
      name: `${logicalId} (${type} ${physicalId})`,
      value: logicalId,
    })),
  });
};

/** Deletes a stack and watches it go; what is kept or forced was named. */
export async function deleteAndWatch(context: CommandContext, stack: Stack): Promise<CommandResult> {
  const { session, connection } = context;
  if (stack.status === 'DELETE_FAILED') await reportObstacles(context, stack);
  const retain = await resourcesToRetain(context, stack);
  const work = await removalWork(stack, connection);
  const started = await deleteStack(
    stack,
    {
      retain,
      liftProtection: true,
      force: session.options.force,
      roleArn: session.options.roleArn,
    },
    connection,
  );
  return watchToEnd(context, started, 'delete', work);
}

/** Skipped resources are marked as rolled back though they are not: that is said before it is agreed to. */
const resourcesToSkip = async (
  { connection, session }: CommandContext,
  stack: Stack,
): Promise<readonly string[]> => {
  const possible = await skippable(stack, connection);
  const { skip } = session.options;
  const foreign = skip.find((id) => !possible.includes(id) && !id.includes('.'));
  if (foreign !== undefined)
    throw new InstallError({
      code: 'skip-refused',
      message: `${foreign} did not fail while the update was being rolled back, so it cannot be skipped.`,
      hint:
        possible.length === 0
          ? 'Nothing needs skipping: run recover without --skip.'
          : `What can be skipped: ${possible.join(', ')}.`,
      exitCode: exitCodes.usage,
    });
  if (skip.length > 0)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `Skipping ${skip.join(', ')}: CloudFormation will call them rolled back although they are not; fix or replace them by hand before the next upgrade.`,
    });
  return skip;
};

const deleteEmptyStack = async (context: CommandContext, stack: Stack): Promise<CommandResult> => {
  const { connection } = context;
  await assertOwnEmptyStack(context, stack);
  await confirmOrDecline(context, `Remove the empty stack ${stack.name}?`, 'Removing the empty stack');
  for (const { id } of (await inspectEmptyStack(stack.id, connection)).ours)
    await removeChangeSet(id, connection);
  return (await removeEmptyStack(stack.id, connection))
    ? done
    : Promise.reject(declined('Removing the empty stack'));
};

/** Does what was chosen, and follows it to its end. */
export async function carryOut(
  context: CommandContext,
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
