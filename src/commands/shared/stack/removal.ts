import type { CommandResult } from '../../../core/command.ts';
import { exitCodes, type ExitCode } from '../../../core/exit-codes.ts';
import type { Ports } from '../../../core/ports.ts';
import { resourceGone } from '../../../core/stack-status.ts';
import type { Stack } from '../../../core/stack.ts';
import {
  deleteStack,
  parseReason,
  protectUndeleted,
  retainRefused,
  runningWork,
  type OperationWork,
} from '../../../stack/index.ts';
import { parseTemplate } from '../../../template/index.ts';
import type { CommandContext } from '../context.ts';
import { done, watchToEnd } from './follow.ts';

type ExpectedResources = OperationWork['expected'];

/** Everything that is still there, nested stacks included: what was deleted before is not deleted again. */
const presentResources = async (
  stackId: string,
  path: readonly string[],
  ports: Pick<Ports, 'stacks'>,
): Promise<ExpectedResources> => {
  const resources = (await ports.stacks.resources(stackId)).filter(({ status }) => !resourceGone(status));
  const nested = resources.filter(
    ({ type, physicalId }) => type === 'AWS::CloudFormation::Stack' && physicalId !== '',
  );
  const within = await Promise.all(
    nested.map(({ logicalId, physicalId }) => presentResources(physicalId, [...path, logicalId], ports)),
  );
  return [...resources.map(({ logicalId, type }) => ({ path, logicalId, type })), ...within.flat()];
};

/** What a delete has to do, for its count and its estimate; unknown where the stack may not be read. */
async function removalWork(stack: Stack, ports: Pick<Ports, 'stacks'>): Promise<OperationWork> {
  const template = await ports.stacks
    .processedTemplate(stack.id)
    .then(parseTemplate)
    .catch(() => undefined);
  const found = runningWork('delete', template, stack);
  const expected = await presentResources(stack.id, [], ports).catch(() => found.expected);
  return { ...found, expected };
}

/** Non-empty buckets are the usual reason; what is in them is shown before anything is kept or forced. */
const reportObstacles = async (
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<void> => {
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
      message: `${logicalId} (${type} ${physicalId}) could not be deleted: ${parseReason(reason ?? 'no reason given').text}`,
      detail:
        keys.length === 0 ? [] : [`It holds objects: ${keys.join(', ')}${keys.length === 5 ? ', …' : ''}`],
    });
  }
};

/**
 * What stopped the last delete; at a terminal the person picks what of it to keep, a script names it with --retain.
 * @throws InstallError `retain-refused` (2)
 */
export async function resourcesToRetain(
  { connection, session }: Pick<CommandContext, 'session' | 'connection'>,
  stack: Stack,
): Promise<readonly string[]> {
  const { retain = [], force } = session.options;
  const named = retain.length > 0 || force === true;
  if (stack.status !== 'DELETE_FAILED') {
    // Not first at the delete, before which buckets are emptied.
    if (named) throw retainRefused(stack);
    return [];
  }
  await reportObstacles({ connection }, stack);
  if (named || !connection.prompt.interactive) return retain;
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
}

/** The operation is over, and did not do what it was begun for. */
const failureCodes: readonly ExitCode[] = [exitCodes.rolledBack, exitCodes.needsPerson];

/** Retained, or left by a forced delete: nobody looks after it any more, so it is told where it is. */
const reportLeft = async (
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<void> => {
  // A stack that is gone is still told of under its id.
  const left = (await connection.stacks.resources(stack.id).catch(() => [])).filter(
    ({ status, physicalId }) => physicalId !== '' && ['DELETE_FAILED', 'DELETE_SKIPPED'].includes(status),
  );
  if (left.length === 0) return;
  connection.emit({
    type: 'note',
    level: 'info',
    message: 'What stays, outside of any stack, and goes on to be paid for:',
    detail: left.map(({ logicalId, type, physicalId }) => `- ${logicalId}: ${type} ${physicalId}`),
  });
};

/** Deletes a stack and watches it go; what is forced was named. @param retain what is kept */
export async function deleteAndWatch(
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  stack: Stack,
  retain: readonly string[],
): Promise<CommandResult> {
  const { session, connection } = context;
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
  const result = await watchToEnd(context, started, 'delete', work);
  const failed = 'exitCode' in result && failureCodes.includes(result.exitCode);
  if (failed && stack.terminationProtection) await protectUndeleted(stack, connection);
  const kept = retain.length > 0 || session.options.force === true;
  if (kept && result === done) await reportLeft(context, stack);
  return result;
}
