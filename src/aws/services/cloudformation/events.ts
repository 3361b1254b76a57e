import {
  DescribeEventsCommand,
  DescribeStackEventsCommand,
  ListHookResultsCommand,
  type HookResultSummary,
  type OperationEvent,
  type StackEvent as WireEvent,
} from '@aws-sdk/client-cloudformation';
import { awsCodes, isInstallError } from '../../../core/errors.ts';
import { hookMessage, hookWords } from '../../../core/hook.ts';
import type { EarlyValidationFinding, Stacks } from '../../../core/ports.ts';
import type { StackEvent } from '../../../core/stack.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { cfnClient } from './stacks.ts';

const hookOf = (event: WireEvent): Pick<StackEvent, 'hook'> =>
  event.HookType === undefined
    ? {}
    : {
        hook: {
          type: event.HookType,
          status: event.HookStatus ?? '',
          mode: event.HookFailureMode,
          reason: event.HookStatusReason,
        },
      };

const optional = (event: WireEvent): Partial<StackEvent> => ({
  detailedStatus: event.DetailedStatus,
  reason: event.ResourceStatusReason,
  token: event.ClientRequestToken,
  operationId: event.OperationId,
  ...hookOf(event),
});

const readEvent = (event: WireEvent): StackEvent => ({
  id: event.EventId ?? '',
  at: event.Timestamp?.getTime() ?? 0,
  stackId: event.StackId ?? '',
  stackName: event.StackName ?? '',
  // Where a nested stack hangs in its parent is not in its own events: whoever follows it knows.
  path: [],
  logicalId: event.LogicalResourceId ?? '',
  physicalId: event.PhysicalResourceId ?? '',
  resourceType: event.ResourceType ?? '',
  status: event.ResourceStatus ?? '',
  ...optional(event),
});

export interface EventPage {
  readonly events: readonly StackEvent[];
  readonly nextToken?: string;
}

/** One page, newest first: AWS offers no filter and no other order. */
export async function eventPage(
  aws: AwsConnection,
  stackId: string,
  nextToken: string | undefined,
): Promise<EventPage> {
  const page = await cfnClient(aws).send(
    new DescribeStackEventsCommand({
      StackName: stackId,
      NextToken: nextToken,
    }),
  );
  return {
    events: (page.StackEvents ?? []).map(readEvent),
    nextToken: page.NextToken,
  };
}

const readFinding = (event: OperationEvent): readonly EarlyValidationFinding[] => {
  const hook = event.HookType === undefined ? '' : `${hookWords(event.HookType)}: `;
  const said = event.ValidationStatusReason ?? event.HookStatusReason ?? event.ResourceStatusReason ?? '';
  const reason = said === '' ? '' : hook + hookMessage(said);
  // Progress and the stack's own lines are among the events too; only what has a reason is a finding.
  if (reason === '' || event.ValidationStatus === 'SKIPPED') return [];
  return [
    {
      logicalId: event.LogicalResourceId ?? '',
      resourceType: event.ResourceType ?? '',
      name: event.ValidationName ?? event.HookType ?? '',
      severity: event.ValidationFailureMode === 'WARN' || event.HookFailureMode === 'WARN' ? 'warn' : 'fail',
      reason,
      path: event.ValidationPath,
    },
  ];
};

const readHookResult = (result: HookResultSummary): readonly EarlyValidationFinding[] =>
  result.Status === 'HOOK_COMPLETE_FAILED'
    ? [
        {
          logicalId: '',
          resourceType: '',
          name: result.TypeName ?? '',
          severity: result.FailureMode === 'WARN' ? 'warn' : 'fail',
          reason: `${hookWords(result.TypeName ?? '')}: ${hookMessage(result.HookStatusReason ?? 'it gave no reason')}`,
        },
      ]
    : [];

const pageLimit = 10;
const dispensable = [awsCodes.denied, awsCodes.refused, awsCodes.throttled, awsCodes.unreachable];

const unlessDispensable = (error: unknown): readonly EarlyValidationFinding[] => {
  if (!dispensable.some((code) => isInstallError(error, code))) throw error;
  return [];
};

/** What hooks said of a change set as a whole is among no events. */
const hookFindings = async (
  aws: AwsConnection,
  changeSetId: string,
): Promise<readonly EarlyValidationFinding[]> => {
  const { HookResults = [] } = await cfnClient(aws).send(
    new ListHookResultsCommand({ TargetType: 'CHANGE_SET', TargetId: changeSetId }),
  );
  return HookResults.flatMap(readHookResult);
};

/** A page that cannot be read takes nothing from those before it. */
const failedEvents = async (
  aws: AwsConnection,
  where: { readonly ChangeSetName: string } | { readonly StackName: string },
): Promise<readonly EarlyValidationFinding[]> => {
  const found: EarlyValidationFinding[] = [];
  let token: string | undefined;
  try {
    for (let page = 0; page < pageLimit; page++) {
      const answer = await cfnClient(aws).send(
        new DescribeEventsCommand({ ...where, Filters: { FailedEvents: true }, NextToken: token }),
      );
      found.push(...(answer.OperationEvents ?? []).flatMap(readFinding));
      token = answer.NextToken;
      if (token === undefined) break;
    }
  } catch (error) {
    unlessDispensable(error);
  }
  return found;
};

/**
 * What early validation and hooks found, which DescribeStackEvents does not tell; of a change set also what hooks only
 * warn of, which its status hides. The calls are recent and have a permission each: where one is denied, unknown or
 * out of order, the other may tell.
 */
export async function findings(
  aws: AwsConnection,
  target: Parameters<Stacks['findings']>[0],
): Promise<readonly EarlyValidationFinding[]> {
  if ('stackId' in target) return failedEvents(aws, { StackName: target.stackId });
  const { changeSetId } = target;
  const asked = await Promise.all([
    hookFindings(aws, changeSetId).catch(unlessDispensable),
    failedEvents(aws, { ChangeSetName: changeSetId }),
  ]);
  return asked.flat();
}
