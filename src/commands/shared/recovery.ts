import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import type { Stack } from '../../core/stack.ts';
import {
  cancelUpdate,
  continueRollback,
  deleteStack,
  inspectShell,
  removeChangeSet,
  removeEmptyShell,
  rollBack,
  skippable,
  type OperationKind,
  type RecoveryId,
  type Started,
  type Work,
} from '../../stack/index.ts';
import { agreed, declined, typedName } from './consent.ts';
import { explainer } from './explain.ts';
import { follow, unfinished } from './follow.ts';
import type { Opened } from './context.ts';
import { removalWork } from './removal-work.ts';
import { ownShell } from './existing-stack.ts';

const done: CommandResult = { outcome: 'succeeded', exitCode: exitCodes.succeeded };

const watched = async (
  opened: Opened,
  started: Started,
  intent: OperationKind,
  work: Partial<Work> = {},
): Promise<CommandResult> => {
  const { outcome, detached } = await follow(
    opened,
    {
      stackId: started.stackId,
      begun: true,
      intent,
      ...work,
      ...(started.after === undefined ? {} : { after: started.after }),
    },
    explainer(opened),
  );
  return outcome.kind === 'succeeded' ? done : unfinished(opened, outcome, detached);
};

/** Non-empty buckets are the usual reason; what is in them is shown before anything is kept or forced. */
const tellObstacles = async ({ connection }: Opened, stack: Stack): Promise<void> => {
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
const retained = async ({ connection, session }: Opened, stack: Stack): Promise<readonly string[]> => {
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
export async function remove(opened: Opened, stack: Stack): Promise<CommandResult> {
  const { session, connection } = opened;
  if (stack.status === 'DELETE_FAILED') await tellObstacles(opened, stack);
  const retain = await retained(opened, stack);
  const work = await removalWork(stack, connection);
  const started = await deleteStack(
    stack,
    {
      retain,
      liftProtection: true,
      force: session.options.force,
      ...(session.options.roleArn === undefined ? {} : { roleArn: session.options.roleArn }),
    },
    connection,
  );
  return watched(opened, started, 'delete', work);
}

/** Skipped resources are marked as rolled back though they are not: that is said before it is agreed to. */
const skipped = async ({ connection, session }: Opened, stack: Stack): Promise<readonly string[]> => {
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
      message: `Skipping ${skip.join(', ')}: CloudFormation will call them rolled back although they are not; mend or replace them by hand before the next upgrade.`,
    });
  return skip;
};

const removeShell = async (opened: Opened, stack: Stack): Promise<CommandResult> => {
  const { connection } = opened;
  await ownShell(opened, stack);
  await agreed(opened, `Remove the empty stack ${stack.name}?`, 'Removing the shell');
  for (const { id } of (await inspectShell(stack.id, connection)).ours) await removeChangeSet(id, connection);
  return (await removeEmptyShell(stack.id, connection))
    ? done
    : Promise.reject(declined('Removing the shell'));
};

/** Does what was chosen, and follows it to its end. */
export async function carryOut(opened: Opened, stack: Stack, id: RecoveryId): Promise<CommandResult> {
  const { connection, session } = opened;
  switch (id) {
    case 'delete':
    case 'retry-delete':
      return remove(opened, stack);
    case 'delete-shell':
      return removeShell(opened, stack);
    case 'continue-rollback':
      return watched(
        opened,
        await continueRollback(stack, await skipped(opened, stack), connection, session.options.roleArn),
        'rollback',
      );
    case 'rollback':
      return watched(opened, await rollBack(stack, connection), 'rollback');
    case 'cancel-update':
      await typedName(opened, 'The update will be cancelled and rolled back');
      await cancelUpdate(stack, connection);
      return watched(opened, { kind: 'update', stackId: stack.id, stackName: stack.name }, 'update');
    case 'install':
    case 'upgrade':
    case 'wait':
      return done;
  }
}
