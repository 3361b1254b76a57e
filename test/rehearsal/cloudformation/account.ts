import { emptyAccount } from '../../../src/rehearsal/account/account.ts';
import { makeCloudFormation } from '../../../src/rehearsal/cloudformation/index.ts';
import { HandClock } from '../hand-clock.ts';
import { ServiceError, type CallContext, type ResourceFailures } from '../../../src/rehearsal/service.ts';
import type { AccountState } from '../../../src/rehearsal/account/state.ts';
import { self, type History } from './engine/histories/history.ts';

/** A failure that was asked for: the phases it strikes in, and its reason. */
export type Failures = Readonly<
  Record<string, { readonly in: readonly string[]; readonly reason?: string } | undefined>
>;

export interface TestStackEvent {
  readonly EventId: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
  readonly ResourceProperties?: string;
  readonly Timestamp: Date;
  readonly ClientRequestToken?: string;
  readonly OperationId?: string;
  readonly DetailedStatus?: string;
}

export interface TestStack {
  readonly StackId: string;
  readonly StackStatus: string;
  readonly StackStatusReason?: string;
  readonly Outputs?: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
  readonly Parameters?: readonly { readonly ParameterKey: string; readonly ParameterValue: string }[];
  readonly LastOperations?: readonly { readonly OperationType: string }[];
  readonly ChangeSetId?: string;
  readonly DetailedStatus?: string;
}

/** When every test's account begins, in milliseconds since 1970. */
export const firstMoment = Date.UTC(2026, 10, 20);

/** The engine on an account of its own, driven by hand: `runToEnd` lets everything under way come to its end. */
export const startEngine = (
  options: {
    failures?: Failures;
    account?: AccountState;
    denied?: readonly string[];
    seed?: number;
    nestedTemplates?: ReadonlyMap<string, Uint8Array>;
    replies?: ReadonlyMap<string, ReadonlyMap<string, string>>;
    assumedTypes?: ReadonlySet<string>;
  } = {},
) => {
  const account = options.account ?? emptyAccount({ id: '123456789012', region: 'us-east-1' });
  const clock = new HandClock(firstMoment);
  let asked = options.failures ?? {};
  const failures: ResourceFailures = {
    logicalIds: Object.keys(asked),
    reasonFor: (logicalId, phase) => {
      const failure = asked[logicalId];
      return failure?.in.includes(phase) === true ? { reason: failure.reason } : undefined;
    },
  };
  const service = makeCloudFormation({
    account,
    clock: clock.account,
    failures,
    endpoint: () => 'http://127.0.0.1:1',
    seed: options.seed,
    nestedTemplates: options.nestedTemplates,
    replies: options.replies,
    assumedTypes: options.assumedTypes,
  });
  const context: CallContext = {
    account,
    clock: clock.account,
    caller: { arn: account.callerArn, userId: 'AIDA', accessKeyId: 'AKIA' },
    requestId: 'request',
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    failures,
    permit: (action) => {
      if (options.denied?.includes(action) === true)
        throw new ServiceError('AccessDenied', `not authorized to perform: ${action}`, 403);
    },
  };
  const call = async <T>(name: string, input: Readonly<Record<string, unknown>> = {}): Promise<T> => {
    const operation = service.operations[name];
    if (operation === undefined) throw new Error(`no operation ${name}`);
    return (await operation.handle(input, context)) as T;
  };
  return {
    account,
    service,
    clock,
    call,
    /** Lets `ms` of the account's time go by, and everything due within it happen. */
    pass: (ms: number) => clock.advance(ms),
    runToEnd: () => clock.drain(),
    fail: (next: Failures) => void (asked = next),
    stack: async (name: string): Promise<TestStack> => {
      const { Stacks } = await call<{ Stacks: readonly TestStack[] }>('DescribeStacks', { StackName: name });
      if (Stacks[0] === undefined) throw new Error('no stack');
      return Stacks[0];
    },
    newestStack: async (): Promise<string> => {
      const { StackSummaries } = await call<{ StackSummaries: readonly TestStack[] }>('ListStacks');
      return StackSummaries[0]?.StackId ?? 'none';
    },
    /** Oldest first, all pages. */
    events: async (name: string): Promise<readonly TestStackEvent[]> => {
      const all: TestStackEvent[] = [];
      let token: string | undefined;
      do {
        const page: { StackEvents: readonly TestStackEvent[]; NextToken?: string } = await call(
          'DescribeStackEvents',
          { StackName: name, NextToken: token },
        );
        all.push(...page.StackEvents);
        token = page.NextToken;
      } while (token !== undefined);
      return all.reverse();
    },
    refusal: async (name: string, input: Readonly<Record<string, unknown>>): Promise<ServiceError> => {
      try {
        await call(name, input);
      } catch (error) {
        return error as ServiceError;
      }
      throw new Error(`${name} was not refused`);
    },
  };
};

/** `Logical STATUS reason`, for comparisons that read like a history. */
export const line = (event: TestStackEvent): string =>
  [event.LogicalResourceId, event.ResourceStatus, event.ResourceStatusReason]
    .filter((part) => part !== undefined)
    .join(' ');

type HistoryRow = readonly [logicalId: string, status: string, reason: string | undefined, physical: string];

/**
 * What parallel branches leave open is taken out: within a stretch between two events of the stack itself, only
 * each resource's own order counts.
 */
const stretches = (rows: readonly HistoryRow[]): readonly HistoryRow[] => {
  const stretch = (index: number): number => rows.slice(0, index + 1).filter(([id]) => id === self).length;
  return rows
    .map((event, index) => ({ event, index, at: stretch(index) }))
    .sort((a, b) => a.at - b.at || order(a.event[0], b.event[0]) || a.index - b.index)
    .map(({ event }) => event);
};

const order = (a: string, b: string): number =>
  a === b ? 0 : a === self ? -1 : b === self ? 1 : a < b ? -1 : 1;

/** An engine's events in the form of a recorded history, so that the two can be compared. */
export const historyOf = (events: readonly TestStackEvent[], history: History): readonly HistoryRow[] => {
  const wanted = expected(history);
  const names = new Map<string, string>();
  const rows = stretches(
    events.map((event): HistoryRow => {
      const own = event.PhysicalResourceId === event.StackId;
      const physical = own ? self : event.PhysicalResourceId;
      return [
        own ? self : event.LogicalResourceId,
        event.ResourceStatus,
        event.ResourceStatusReason,
        physical,
      ];
    }),
  );
  return rows.map(([id, status, reason, physical], index) => [
    id,
    status,
    cut(reason, wanted[index]?.[2]),
    id === self ? self : nameFor(names, physical, wanted[index]?.[3]),
  ]);
};

export const expected = (history: History): readonly HistoryRow[] =>
  stretches(history.map(([, id, status, reason, physical]): HistoryRow => [id, status, reason, physical]));

/** The same id must always get the same name, and another id another one. */
const nameFor = (names: Map<string, string>, id: string, wanted: string | undefined): string => {
  if (id === '') return '';
  const known = names.get(id);
  if (known !== undefined) return known;
  const fresh = wanted !== undefined && wanted !== '' && ![...names.values()].includes(wanted);
  const name = fresh ? wanted : id;
  names.set(id, name);
  return name;
};

/** Reasons that vary are recorded up to `…`. */
const cut = (reason: string | undefined, wanted: string | undefined): string | undefined =>
  reason !== undefined && wanted?.endsWith('…') === true && reason.startsWith(wanted.slice(0, -1))
    ? wanted
    : reason;
