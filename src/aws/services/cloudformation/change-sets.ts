import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  paginateListChangeSets,
  type Capability,
  type CreateChangeSetCommandInput,
  type DescribeChangeSetCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { awsCodes, isInstallError } from '../../../core/errors.ts';
import type { ChangeSetRequest } from '../../../core/ports.ts';
import type { ChangeSet } from '../../../core/stack.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { awsName } from '../../errors/answer.ts';
import { readChange } from './change.ts';
import { cfnClient, isAbsent, nothingAnswered } from './stacks.ts';

const templateOf = ({ template }: ChangeSetRequest): Partial<CreateChangeSetCommandInput> => {
  if ('body' in template) return { TemplateBody: template.body };
  return 'url' in template ? { TemplateURL: template.url } : { UsePreviousTemplate: true };
};

const parametersOf = ({ parameters }: ChangeSetRequest): CreateChangeSetCommandInput['Parameters'] =>
  parameters.map((one) =>
    'usePrevious' in one
      ? { ParameterKey: one.key, UsePreviousValue: true }
      : { ParameterKey: one.key, ParameterValue: one.value },
  );

const rollbackOf = ({ rollback }: ChangeSetRequest): CreateChangeSetCommandInput['RollbackConfiguration'] =>
  rollback && {
    RollbackTriggers: rollback.alarms.map(({ arn, type }) => ({ Arn: arn, Type: type })),
    MonitoringTimeInMinutes: rollback.monitoringMinutes,
  };

const input = (request: ChangeSetRequest): CreateChangeSetCommandInput => ({
  StackName: request.stackName,
  ChangeSetName: request.changeSetName,
  ChangeSetType: request.type,
  ...templateOf(request),
  Parameters: parametersOf(request),
  Capabilities: request.capabilities as Capability[],
  // Left out, tags and topics stay as they are; an empty list would wipe them.
  Tags: request.tags === undefined ? undefined : [...request.tags].map(([Key, Value]) => ({ Key, Value })),
  NotificationARNs: request.notificationArns === undefined ? undefined : [...request.notificationArns],
  RoleARN: request.roleArn,
  RollbackConfiguration: rollbackOf(request),
  // docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html
  DeploymentMode: request.revertDrift === true ? 'REVERT_DRIFT' : undefined,
  Description: request.description,
  ClientToken: request.token,
  IncludeNestedStacks: true,
  OnStackFailure: request.type === 'CREATE' ? 'ROLLBACK' : undefined,
});

export async function createChangeSet(
  aws: AwsConnection,
  request: ChangeSetRequest,
): Promise<{ readonly id: string; readonly stackId: string }> {
  const { Id = '', StackId = '' } = await cfnClient(aws).send(new CreateChangeSetCommand(input(request)));
  return { id: Id, stackId: StackId };
}

const isGone = (error: unknown): boolean =>
  /^ChangeSetNotFound/.test(awsName(error) ?? '') || isAbsent(error);

const where = (id: string, stackId: string | undefined) => ({
  ChangeSetName: id,
  StackName: stackId,
});

type ChangeSetPage = DescribeChangeSetCommandOutput;

const pages = async (
  aws: AwsConnection,
  target: ReturnType<typeof where>,
  withValues: boolean,
): Promise<readonly ChangeSetPage[]> => {
  const found: ChangeSetPage[] = [];
  let token: string | undefined;
  do {
    const page: ChangeSetPage = await cfnClient(aws).send(
      new DescribeChangeSetCommand({
        ...target,
        IncludePropertyValues: withValues ? true : undefined,
        NextToken: token,
      }),
    );
    if (page.ChangeSetId === undefined) throw nothingAnswered(aws, 'DescribeChangeSet');
    found.push(page);
    token = page.NextToken;
  } while (token !== undefined);
  return found;
};

/** Property values need rights of their own and are missing in older partitions; the plan does without. */
const pagesWithValues = async (
  aws: AwsConnection,
  target: ReturnType<typeof where>,
): Promise<readonly ChangeSetPage[]> => {
  try {
    return await pages(aws, target, true);
  } catch (error) {
    const mayBeTheValues = [awsCodes.refused, awsCodes.denied].some((code) => isInstallError(error, code));
    if (!mayBeTheValues || isGone(error)) throw error;
    return pages(aws, target, false);
  }
};

const readPages = (found: readonly ChangeSetPage[]): ChangeSet | undefined => {
  const [first] = found;
  if (first === undefined) return undefined;
  return {
    id: first.ChangeSetId ?? '',
    name: first.ChangeSetName ?? '',
    stackId: first.StackId ?? '',
    status: first.Status ?? '',
    statusReason: first.StatusReason,
    executionStatus: first.ExecutionStatus ?? '',
    description: first.Description,
    createdAt: first.CreationTime === undefined ? undefined : first.CreationTime.getTime(),
    changes: found.flatMap((page) => page.Changes ?? []).flatMap((change) => readChange(change) ?? []),
  };
};

export async function describeChangeSet(
  aws: AwsConnection,
  id: string,
  stackId: string | undefined,
): Promise<ChangeSet | undefined> {
  try {
    return readPages(await pagesWithValues(aws, where(id, stackId)));
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

export interface ListedChangeSet {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly executionStatus: string;
}

export async function listChangeSets(
  aws: AwsConnection,
  stackId: string,
): Promise<readonly ListedChangeSet[]> {
  const found: ListedChangeSet[] = [];
  try {
    for await (const page of paginateListChangeSets({ client: cfnClient(aws) }, { StackName: stackId }))
      for (const one of page.Summaries ?? [])
        found.push({
          id: one.ChangeSetId ?? '',
          name: one.ChangeSetName ?? '',
          status: one.Status ?? '',
          executionStatus: one.ExecutionStatus ?? '',
        });
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  return found;
}

/** Without DisableRollback for a create: its change set says already what happens on failure. */
export async function executeChangeSet(
  aws: AwsConnection,
  id: string,
  { token, disableRollback }: { readonly token: string; readonly disableRollback?: false },
): Promise<void> {
  await cfnClient(aws).send(
    new ExecuteChangeSetCommand({
      ChangeSetName: id,
      ClientRequestToken: token,
      DisableRollback: disableRollback,
    }),
  );
}

/** Gone already is what was wanted. */
export async function deleteChangeSet(aws: AwsConnection, id: string): Promise<void> {
  try {
    await cfnClient(aws).send(new DeleteChangeSetCommand({ ChangeSetName: id }));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
