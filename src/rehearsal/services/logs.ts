import {
  DeleteResourcePolicy$,
  DescribeLogGroups$,
  DescribeLogStreams$,
  DescribeResourcePolicies$,
  FilterLogEvents$,
  GetLogEvents$,
  PutResourcePolicy$,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import type { LogGroup } from '../account/state.ts';
import { pageOf, pageSize } from './paging.ts';

const groupOf = (name: string | undefined, { account, region }: CallContext): LogGroup => {
  const group = [...account.logGroups.values()].find(
    (candidate) => candidate.region === region && candidate.name === name,
  );
  if (group === undefined)
    throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
};

interface FilterLogEventsInput {
  readonly logGroupName?: string;
  readonly logStreamNames?: readonly string[];
  readonly startTime?: number;
  readonly endTime?: number;
  readonly filterPattern?: string;
  readonly limit?: number;
  readonly nextToken?: string;
}

const within = (at: number, from: number | undefined, to: number | undefined): boolean =>
  at >= (from ?? -Infinity) && at <= (to ?? Infinity);

/** Plain words of a pattern must all occur; the rest of the pattern language is not rehearsed. */
const fits = (message: string, pattern: string | undefined): boolean =>
  (pattern ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => message.includes(word.replace(/^"|"$/g, '')));

const filter = (input: FilterLogEventsInput, context: CallContext): object => {
  const found = groupOf(input.logGroupName, context).events.filter(
    ({ stream, at, message }) =>
      (input.logStreamNames ?? [stream]).includes(stream) &&
      within(at, input.startTime, input.endTime) &&
      fits(message, input.filterPattern),
  );
  const page = pageOf(found, pageSize(input.limit, 10_000), input.nextToken);
  return {
    events: page.items.map(({ stream, at, message, id }) => ({
      logStreamName: stream,
      timestamp: at,
      message,
      ingestionTime: at,
      eventId: id,
    })),
    nextToken: page.next,
  };
};

interface GetLogEventsInput {
  readonly logGroupName?: string;
  readonly logStreamName: string;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly limit?: number;
  readonly startFromHead?: boolean;
}

const get = (input: GetLogEventsInput, context: CallContext): object => {
  const all = groupOf(input.logGroupName, context).events.filter(
    ({ stream, at }) => stream === input.logStreamName && within(at, input.startTime, input.endTime),
  );
  const size = pageSize(input.limit, 10_000);
  const shown = input.startFromHead === true ? all.slice(0, size) : all.slice(-size);
  // The same token twice is how Logs says that there is no more.
  return {
    events: shown.map(({ at, message }) => ({ timestamp: at, message, ingestionTime: at })),
    nextForwardToken: 'f/end',
    nextBackwardToken: 'b/end',
  };
};

interface DescribeLogStreamsInput {
  readonly logGroupName?: string;
  readonly limit?: number;
  readonly nextToken?: string;
}

const streams = (input: DescribeLogStreamsInput, context: CallContext): object => {
  const group = groupOf(input.logGroupName, context);
  const last = new Map<string, number>();
  for (const { stream, at } of group.events) last.set(stream, Math.max(at, last.get(stream) ?? 0));
  const sorted = [...last].sort(([, a], [, b]) => b - a);
  const page = pageOf(sorted, pageSize(input.limit, 50), input.nextToken);
  return {
    logStreams: page.items.map(([logStreamName, lastEventTimestamp]) => ({
      logStreamName,
      lastEventTimestamp,
    })),
    nextToken: page.next,
  };
};

interface DescribeLogGroupsInput {
  readonly logGroupNamePrefix?: string;
  readonly limit?: number;
  readonly nextToken?: string;
}

const groups = (input: DescribeLogGroupsInput, { account, region }: CallContext): object => {
  const found = [...account.logGroups.values()].filter(
    (group) => group.region === region && group.name.startsWith(input.logGroupNamePrefix ?? ''),
  );
  const page = pageOf(found, pageSize(input.limit, 50), input.nextToken);
  return {
    logGroups: page.items.map(({ name, arn, createdAt }) => ({
      logGroupName: name,
      arn: `${arn}:*`,
      creationTime: createdAt,
    })),
    nextToken: page.next,
  };
};

const policies = (_input: object, { account, region }: CallContext): object => ({
  resourcePolicies: [...account.logsPolicies.values()]
    .filter((policy) => policy.region === region)
    .map(({ name, document, changedAt }) => ({
      policyName: name,
      policyDocument: document,
      lastUpdatedTime: changedAt,
    })),
});

interface PutResourcePolicyInput {
  readonly policyName?: string;
  readonly policyDocument?: string;
}

/** Writes over a policy of the same name without a word. */
const putPolicy = (input: PutResourcePolicyInput, { account, region, clock }: CallContext): object => {
  const { policyName: name = '', policyDocument: document = '' } = input;
  const here = [...account.logsPolicies.values()].filter((policy) => policy.region === region);
  if (here.length >= 10 && here.every((policy) => policy.name !== name))
    throw new ServiceError('LimitExceededException', 'Resource limit exceeded.');
  const changedAt = clock.now();
  account.logsPolicies.set(`${region}/${name}`, { name, document, region, changedAt });
  return {
    resourcePolicy: { policyName: name, policyDocument: document, lastUpdatedTime: changedAt },
  };
};

const deletePolicy = (input: { readonly policyName?: string }, context: CallContext): object => {
  if (!context.account.logsPolicies.delete(`${context.region}/${input.policyName ?? ''}`))
    throw new ServiceError(
      'ResourceNotFoundException',
      `Policy with name [${input.policyName ?? ''}] does not exist`,
    );
  return {};
};

export const logs: Service = {
  id: 'logs',
  operations: {
    DescribeLogGroups: operation(DescribeLogGroups$, groups),
    DescribeLogStreams: operation(DescribeLogStreams$, streams),
    FilterLogEvents: operation(FilterLogEvents$, filter),
    GetLogEvents: operation(GetLogEvents$, get),
    DescribeResourcePolicies: operation(DescribeResourcePolicies$, policies),
    PutResourcePolicy: operation(PutResourcePolicy$, putPolicy),
    DeleteResourcePolicy: operation(DeleteResourcePolicy$, deletePolicy),
  },
};
