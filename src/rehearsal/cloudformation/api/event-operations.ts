import { DescribeEvents$, DescribeStackEvents$ } from '@aws-sdk/client-cloudformation';
import { operation, ServiceError, type CallContext, type Operation } from '../../service.ts';
import type { OperationEvent, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { page } from './pages.ts';
import { freeName } from './last-readings.ts';
import { invalid, stackOf } from './refusals.ts';
import { eventShape, operationEventShape } from './wire.ts';

interface StackEventsInput {
  readonly StackName: string;
  readonly NextToken?: string;
}

/** In practice never more than 100 to a page. */
const pageSize = 100;

/** The token counts from the oldest event, so that a page is not shifted by what happens meanwhile. */
const describeStackEvents = (world: World, input: StackEventsInput, context: CallContext): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  freeName(world, stack);
  const end = input.NextToken === undefined ? stack.events.length : fromToken(input.NextToken);
  const start = Math.max(0, end - pageSize);
  const events = stack.events.slice(start, end).reverse();
  return {
    StackEvents: events.map((event) => eventShape(stack, event)),
    NextToken: start === 0 ? undefined : toToken(start),
  };
};

const toToken = (end: number): string => Buffer.from(`events:${end}`).toString('base64url');
const fromToken = (token: string): number => {
  const match = /^events:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (match === null) throw invalid('Invalid token');
  return Number(match[1]);
};

interface EventsInput {
  readonly StackName?: string;
  readonly ChangeSetName?: string;
  readonly OperationId?: string;
  readonly Filters?: { readonly FailedEvents?: boolean };
  readonly NextToken?: string;
}

const describeEvents = (world: World, input: EventsInput, context: CallContext): object => {
  const { stack, events } = operationEvents(world, input, context);
  const chosen = events.filter((event) => input.Filters?.FailedEvents !== true || isFailure(event)).reverse();
  const { items, next } = page(chosen, input.NextToken, pageSize);
  return { OperationEvents: items.map((event) => operationEventShape(stack, event)), NextToken: next };
};

const operationEvents = (
  world: World,
  input: EventsInput,
  context: CallContext,
): { readonly stack: StackRecord; readonly events: OperationEvent[] } => {
  const name = input.ChangeSetName;
  const arn = name?.startsWith('arn:') === true;
  if (input.StackName === undefined && input.OperationId === undefined && !arn)
    throw invalid('One of ChangeSetName, OperationId or StackName must be specified');
  const changeSet = [...world.changeSets.values()].find((one) => one.id === name || one.name === name);
  if (name !== undefined && changeSet === undefined)
    throw new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
  const operationId = input.OperationId ?? changeSet?.operationId;
  const holder = changeSet?.stackId ?? input.StackName ?? holderOf(world, operationId ?? '');
  const stack = stackOf(world, context.region, holder, 'used');
  const events = stack.operationEvents.filter(
    (event) => operationId === undefined || event.operationId === operationId,
  );
  return { stack, events };
};

const holderOf = (world: World, operationId: string): string => {
  const holder = [...world.stacks.values()].find((stack) =>
    stack.operationEvents.some((event) => event.operationId === operationId),
  );
  if (holder === undefined) throw invalid(`Operation [${operationId}] does not exist`);
  return holder.id;
};

const isFailure = ({ eventType, operationStatus, event }: OperationEvent): boolean =>
  eventType === 'VALIDATION_ERROR' ||
  eventType === 'PROVISIONING_ERROR' ||
  eventType === 'HOOK_INVOCATION_ERROR' ||
  operationStatus === 'FAILED' ||
  event?.status.endsWith('_FAILED') === true;

export const eventOperations = (world: World): Readonly<Record<string, Operation>> => ({
  DescribeStackEvents: operation<StackEventsInput>(DescribeStackEvents$, (input, context) =>
    describeStackEvents(world, input, context),
  ),
  DescribeEvents: operation<EventsInput>(DescribeEvents$, (input, context) =>
    describeEvents(world, input, context),
  ),
});
