import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListImports,
  paginateListStackResources,
  paginateListStacks,
  type Stack as WireStack,
  type StackResourceSummary,
  type StackStatus as WireStatus,
} from '@aws-sdk/client-cloudformation';
import { stackStatuses } from '../../../core/stack-status.ts';
import type { Stack, StackResource } from '../../../core/stack.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { awsName, awsText } from '../../errors/answer.ts';

export const cfnClient = (aws: AwsConnection): CloudFormationClient =>
  aws.client(CloudFormationClient, 'cloudformation');

/** "Does not exist" has no class of its own: a ValidationError in two texts, `… with id X …` and `[X] …`. */
export const isAbsent = (error: unknown): boolean =>
  awsName(error) === 'ValidationError' && /does not exist\.?$/.test(awsText(error).trim());

export async function unlessAbsent<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

const time = (date: Date | undefined): number | undefined => date?.getTime();

const driftOf = (drift: WireStack['DriftInformation']): Stack['drift'] => {
  const status = drift?.StackDriftStatus;
  if (status === undefined || status === 'NOT_CHECKED') return undefined;
  return { status, checkedAt: time(drift?.LastCheckTimestamp) };
};

const rollbackOf = (configuration: WireStack['RollbackConfiguration']): Stack['rollback'] => {
  const { RollbackTriggers: triggers = [], MonitoringTimeInMinutes: monitoringMinutes = 0 } =
    configuration ?? {};
  if (triggers.length === 0 && monitoringMinutes === 0) return undefined;
  const alarms = triggers.map(({ Arn = '', Type }) => ({
    arn: Arn,
    type:
      Type === 'AWS::CloudWatch::CompositeAlarm'
        ? ('AWS::CloudWatch::CompositeAlarm' as const)
        : ('AWS::CloudWatch::Alarm' as const),
  }));
  return { alarms, monitoringMinutes };
};

const pairs = <T>(
  list: readonly T[] | undefined,
  pair: (one: T) => readonly [string | undefined, string | undefined],
) => new Map((list ?? []).map(pair).map(([key, value]) => [key ?? '', value ?? ''] as const));

export const readStack = (stack: WireStack): Stack => ({
  id: stack.StackId ?? '',
  name: stack.StackName ?? '',
  status: stack.StackStatus ?? 'CREATE_IN_PROGRESS',
  statusReason: stack.StackStatusReason,
  detailedStatus: stack.DetailedStatus,
  description: stack.Description,
  parameters: pairs(stack.Parameters, (one) => [one.ParameterKey, one.ParameterValue]),
  outputs: pairs(stack.Outputs, (one) => [one.OutputKey, one.OutputValue]),
  exports: (stack.Outputs ?? []).flatMap(({ ExportName }) => ExportName ?? []),
  tags: pairs(stack.Tags, (one) => [one.Key, one.Value]),
  notificationArns: stack.NotificationARNs ?? [],
  capabilities: stack.Capabilities ?? [],
  roleArn: stack.RoleARN,
  terminationProtection: stack.EnableTerminationProtection === true,
  createdAt: time(stack.CreationTime) ?? 0,
  updatedAt: time(stack.LastUpdatedTime),
  deletedAt: time(stack.DeletionTime),
  changeSetId: stack.ChangeSetId,
  parentId: stack.ParentId,
  lastOperations: (stack.LastOperations ?? []).map((one) => ({
    type: one.OperationType ?? '',
    id: one.OperationId ?? '',
  })),
  // docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-express-mode.html
  express: stack.DeploymentConfig?.Mode === 'EXPRESS' ? true : undefined,
  rollback: rollbackOf(stack.RollbackConfiguration),
  drift: driftOf(stack.DriftInformation),
});

export async function describeStack(aws: AwsConnection, nameOrId: string): Promise<Stack | undefined> {
  const answer = await unlessAbsent(cfnClient(aws).send(new DescribeStacksCommand({ StackName: nameOrId })));
  if (answer === undefined) return undefined;
  const stack = answer.Stacks?.[0];
  // A stack that is not there is refused; an answer without any is none, and to be asked for again.
  if (stack === undefined) throw nothingAnswered(aws, 'DescribeStacks');
  return readStack(stack);
}

/** A 200 without what was asked for, as something between here and AWS may make of an answer. */
export const nothingAnswered = (aws: AwsConnection, operation: string): Error =>
  aws.failure(Object.assign(new Error('an empty answer'), { name: 'EmptyAnswerError' }), {
    service: 'cloudformation',
    operation,
    region: aws.region,
  });

const readResource = (one: StackResourceSummary): StackResource => ({
  logicalId: one.LogicalResourceId ?? '',
  physicalId: one.PhysicalResourceId ?? '',
  type: one.ResourceType ?? '',
  status: one.ResourceStatus ?? '',
  reason: one.ResourceStatusReason,
  drift: one.DriftInformation?.StackResourceDriftStatus,
});

/** All of them: DescribeStackResources would stop at the first hundred. Empty when there is no such stack. */
export async function stackResources(
  aws: AwsConnection,
  nameOrId: string,
): Promise<readonly StackResource[]> {
  const found: StackResource[] = [];
  const pages = paginateListStackResources({ client: cfnClient(aws) }, { StackName: nameOrId });
  try {
    for await (const page of pages) found.push(...(page.StackResourceSummaries ?? []).map(readResource));
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  return found;
}

/** Every status but DELETE_COMPLETE, whose stacks AWS would list for 90 days. */
const present: WireStatus[] = stackStatuses.filter((status) => status !== 'DELETE_COMPLETE');

export interface ListedStack {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly parentId?: string;
  readonly rootId?: string;
}

export async function listStacks(aws: AwsConnection): Promise<readonly ListedStack[]> {
  const found: ListedStack[] = [];
  for await (const page of paginateListStacks({ client: cfnClient(aws) }, { StackStatusFilter: present }))
    for (const one of page.StackSummaries ?? [])
      found.push({
        id: one.StackId ?? '',
        name: one.StackName ?? '',
        status: one.StackStatus ?? '',
        parentId: one.ParentId,
        rootId: one.RootId,
      });
  return found;
}

/** Names of the stacks that import it. */
export async function importersOf(aws: AwsConnection, exportName: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const page of paginateListImports({ client: cfnClient(aws) }, { ExportName: exportName }))
      names.push(...(page.Imports ?? []));
  } catch (error) {
    // AWS refuses to list what nobody imports.
    if (!/is not imported by any stack/.test(awsText(error))) throw error;
  }
  return names;
}

/** The text as it was sent, but with `?` for every non-ASCII character. */
export async function stackTemplate(
  aws: AwsConnection,
  nameOrId: string,
  changeSetName?: string,
): Promise<string> {
  const { TemplateBody = '' } = await cfnClient(aws).send(
    new GetTemplateCommand({
      TemplateStage: 'Original',
      // A change set's ARN is enough; its name needs the stack beside it.
      ...(changeSetName?.startsWith('arn:') ? {} : { StackName: nameOrId }),
      ChangeSetName: changeSetName,
    }),
  );
  return TemplateBody;
}

/** The same as it was sent where the template has no macros. */
export async function processedTemplate(aws: AwsConnection, nameOrId: string): Promise<string> {
  const { TemplateBody } = await cfnClient(aws).send(
    new GetTemplateCommand({ TemplateStage: 'Processed', StackName: nameOrId }),
  );
  // What of a stack is secret is read from it: none at all must not pass for one without secrets.
  if (TemplateBody === undefined) throw nothingAnswered(aws, 'GetTemplate');
  return TemplateBody;
}
