import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  RollbackStackCommand,
  UpdateTerminationProtectionCommand,
  type StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import { stopped } from '../../../core/interrupts.ts';
import { driftUndecided } from '../../errors/services.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { cfnClient, unlessAbsent } from './stacks.ts';

export interface DeleteOptions {
  readonly token: string;
  readonly retain?: readonly string[];
  readonly force?: boolean;
  readonly roleArn?: string;
}

const unlessEmpty = (ids: readonly string[] = []): string[] | undefined =>
  ids.length === 0 ? undefined : [...ids];

/** Gone already is what was wanted: AWS says so in two texts, or nothing at all. */
export async function deleteStack(
  aws: AwsConnection,
  stackId: string,
  options: DeleteOptions,
): Promise<void> {
  const command = new DeleteStackCommand({
    StackName: stackId,
    ClientRequestToken: options.token,
    // Accepted in DELETE_FAILED only, so never sent empty.
    RetainResources: unlessEmpty(options.retain),
    DeletionMode: options.force === true ? 'FORCE_DELETE_STACK' : undefined,
    RoleARN: options.roleArn,
  });
  await unlessAbsent(cfnClient(aws).send(command));
}

export async function protectStack(aws: AwsConnection, stackId: string, enabled: boolean): Promise<void> {
  await cfnClient(aws).send(
    new UpdateTerminationProtectionCommand({ StackName: stackId, EnableTerminationProtection: enabled }),
  );
}

export async function cancelUpdate(aws: AwsConnection, stackId: string, token: string): Promise<void> {
  await cfnClient(aws).send(new CancelUpdateStackCommand({ StackName: stackId, ClientRequestToken: token }));
}

export async function continueRollback(
  aws: AwsConnection,
  stackId: string,
  options: { readonly token: string; readonly skip: readonly string[]; readonly roleArn?: string },
): Promise<void> {
  await cfnClient(aws).send(
    new ContinueUpdateRollbackCommand({
      StackName: stackId,
      ClientRequestToken: options.token,
      ResourcesToSkip: unlessEmpty(options.skip),
      RoleARN: options.roleArn,
    }),
  );
}

export async function rollbackStack(aws: AwsConnection, stackId: string, token: string): Promise<void> {
  await cfnClient(aws).send(new RollbackStackCommand({ StackName: stackId, ClientRequestToken: token }));
}

export interface Drifted {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
}

const pollMs = 3_000;
const patienceMs = 5 * 60_000;

const detected = async (aws: AwsConnection, detectionId: string): Promise<void> => {
  const end = aws.clock.now() + patienceMs;
  while (aws.clock.now() < end) {
    const answer = await cfnClient(aws).send(
      new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId: detectionId }),
    );
    // A detection that failed for some resources still tells of the others.
    if (answer.DetectionStatus !== 'DETECTION_IN_PROGRESS') return;
    await aws.clock.sleep(pollMs, aws.signal);
    if (aws.signal.aborted) throw stopped();
  }
  throw driftUndecided();
};

const readDrift = (one: StackResourceDrift): Drifted => ({
  logicalId: one.LogicalResourceId ?? '',
  type: one.ResourceType ?? '',
  status: one.StackResourceDriftStatus ?? '',
});

/** What differs from the template now; empty for no drift and for no stack. */
export async function drift(aws: AwsConnection, stackName: string): Promise<readonly Drifted[]> {
  const client = cfnClient(aws);
  const begun = await unlessAbsent(client.send(new DetectStackDriftCommand({ StackName: stackName })));
  if (begun?.StackDriftDetectionId === undefined) return [];
  await detected(aws, begun.StackDriftDetectionId);
  const found: Drifted[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new DescribeStackResourceDriftsCommand({
        StackName: stackName,
        StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
        NextToken: token,
      }),
    );
    found.push(...(page.StackResourceDrifts ?? []).map(readDrift));
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}
