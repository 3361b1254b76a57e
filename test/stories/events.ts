import {
  CloudFormationClient,
  paginateDescribeStackEvents,
  paginateListStacks,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import type { RehearsalAccount } from './door.ts';

export interface StackHistory {
  readonly id: string;
  readonly name: string;
  /** The outermost stack's id; its own where it is in none. */
  readonly root: string;
  readonly status: string | undefined;
  /** Oldest first. */
  readonly events: readonly StackEvent[];
}

export const clientOf = ({ endpoint, region, credentials }: RehearsalAccount): CloudFormationClient =>
  new CloudFormationClient({ endpoint, region, credentials: { ...credentials } });

const eventsOf = async (client: CloudFormationClient, StackName: string): Promise<readonly StackEvent[]> => {
  const all: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName }))
    all.push(...StackEvents);
  return all.reverse();
};

/** Everything CloudFormation tells of every stack there is or was, oldest stack first. */
export const historiesOf = async (account: RehearsalAccount): Promise<readonly StackHistory[]> => {
  account.endFaults('stay');
  account.renewCredentials();
  const client = clientOf(account);
  const histories: StackHistory[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks({ client }, {}))
    for (const { StackId: id = '', StackName: name = '', RootId, StackStatus } of StackSummaries) {
      const events = await eventsOf(client, id);
      histories.push({ id, name, root: RootId ?? id, status: StackStatus, events });
    }
  client.destroy();
  return histories.reverse();
};

const isBeginning = ({
  StackId,
  PhysicalResourceId,
  ResourceStatus,
  ResourceStatusReason,
}: StackEvent): boolean =>
  PhysicalResourceId === StackId &&
  (ResourceStatusReason === 'User Initiated' || String(ResourceStatus) === 'REVIEW_IN_PROGRESS');

/** When operations of the outermost stacks began, in the order of time, milliseconds since 1970. */
export const beginnings = (histories: readonly StackHistory[]): readonly number[] => {
  const roots = histories.filter(({ id, root }) => id === root);
  const times = roots.flatMap(({ events }) =>
    events.filter(isBeginning).map(({ Timestamp }) => Number(Timestamp)),
  );
  return [...new Set(times)].sort((a, b) => a - b);
};

const line = ({
  Timestamp,
  LogicalResourceId,
  ResourceType,
  ResourceStatus,
  ResourceStatusReason,
}: StackEvent): string =>
  [Timestamp?.toISOString(), LogicalResourceId, ResourceType, ResourceStatus, ResourceStatusReason]
    .filter((part) => part !== undefined)
    .join('  ');

export const historyText = (histories: readonly StackHistory[]): string =>
  histories
    .map(({ name, status, events }) => [`# ${name} ${status}`, ...events.map(line), ''].join('\n'))
    .join('\n');
