import { emptyAccount } from '../../../src/rehearsal/account.ts';
import { makeCloudFormation } from '../../../src/rehearsal/cloudformation/index.ts';
import { JumpingClock } from '../../../src/rehearsal/clock/jumping-clock.ts';
import type { CallContext, ResourceFailures, ServiceError } from '../../../src/rehearsal/service.ts';
import type { AccountState } from '../../../src/rehearsal/state.ts';

/** A failure that was asked for: the phases it strikes in, and its reason. */
export type Failures = Readonly<
  Record<string, { readonly in: readonly string[]; readonly reason?: string } | undefined>
>;

export interface TestStackEvent {
  readonly EventId: string;
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

/** The engine on an account of its own, driven by hand: `settle` lets everything under way come to its end. */
export const startEngine = (options: { failures?: Failures; account?: AccountState } = {}) => {
  const account = options.account ?? emptyAccount({ id: '123456789012', region: 'us-east-1' });
  const clock = new JumpingClock(Date.UTC(2026, 10, 20), true);
  // As if a request were in flight all the time: the clock moves only when a test drains it.
  clock.begin();
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
  });
  const context: CallContext = {
    account,
    clock: clock.account,
    caller: { arn: account.callerArn, userId: 'AIDA', accessKeyId: 'AKIA' },
    requestId: 'request',
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    failures,
    permit: () => undefined,
  };
  const call = async <T>(name: string, input: Readonly<Record<string, unknown>> = {}): Promise<T> => {
    const operation = service.operations[name];
    if (operation === undefined) throw new Error(`no operation ${name}`);
    return (await operation.handle(input, context)) as T;
  };
  /** Lets `ms` of the account's time go by, and everything due within it happen. */
  const pass = async (ms: number): Promise<void> => {
    let over = false;
    void clock.account.sleep(ms).then(() => (over = true));
    while (!over) await step(clock);
    await turns();
  };
  return {
    account,
    service,
    clock,
    call,
    pass,
    settle: async () => {
      await clock.drain();
      await turns();
    },
    fail: (next: Failures) => void (asked = next),
    stack: async (name: string): Promise<TestStack> => {
      const { Stacks } = await call<{ Stacks: readonly TestStack[] }>('DescribeStacks', { StackName: name });
      if (Stacks[0] === undefined) throw new Error('no stack');
      return Stacks[0];
    },
    /** Oldest first, all pages. */
    events: async (name: string): Promise<readonly TestStackEvent[]> => {
      const all: TestStackEvent[] = [];
      let token: string | undefined;
      do {
        const page: { StackEvents: readonly TestStackEvent[]; NextToken?: string } = await call(
          'DescribeStackEvents',
          { StackName: name, ...(token === undefined ? {} : { NextToken: token }) },
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

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** One jump of the clock: `drain` would run past the test's own sleeper. */
const step = async (clock: JumpingClock): Promise<void> => {
  clock.end();
  await turns();
  clock.begin();
};

/** `Logical STATUS reason`, for comparisons that read like a history. */
export const line = (event: TestStackEvent): string =>
  [event.LogicalResourceId, event.ResourceStatus, event.ResourceStatusReason]
    .filter((part) => part !== undefined)
    .join(' ');
