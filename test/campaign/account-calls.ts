import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import type { CallContext } from '../../src/rehearsal/service.ts';

/** An operation of the account without the way to it, on which faults lie in wait. */
export const callOperation = async <T>(
  account: RehearsalAccount,
  name: string,
  input: object,
): Promise<T> => {
  const { state, clock, endpoint, region, cloudformation } = account;
  const context: CallContext = {
    account: state,
    clock,
    caller: { arn: state.callerArn, userId: 'campaign', accessKeyId: 'campaign' },
    requestId: 'campaign',
    region,
    endpoint,
    failures: { logicalIds: [], reasonFor: () => undefined },
    permit: () => undefined,
  };
  return (await cloudformation.operations[name]?.handle(input as Record<string, unknown>, context)) as T;
};

export interface DescribedStack {
  readonly StackId: string;
  readonly StackName: string;
  readonly StackStatus: string;
  readonly EnableTerminationProtection: boolean;
  readonly Outputs?: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
}

export type ListedStack = Pick<DescribedStack, 'StackId' | 'StackName' | 'StackStatus'>;

/** Deleted ones among them. */
export const listStacks = async (account: RehearsalAccount): Promise<readonly ListedStack[]> =>
  (await callOperation<{ StackSummaries: readonly ListedStack[] }>(account, 'ListStacks', {})).StackSummaries;

export const isLive = ({ StackStatus }: ListedStack): boolean => StackStatus !== 'DELETE_COMPLETE';

/** @param StackName or its id */
export const describeStack = async (
  account: RehearsalAccount,
  StackName: string,
): Promise<DescribedStack | undefined> =>
  (await callOperation<{ Stacks: readonly DescribedStack[] }>(account, 'DescribeStacks', { StackName }))
    .Stacks[0];

/** @param StackName or its id */
export const changeSetsOf = async (
  account: RehearsalAccount,
  StackName: string,
): Promise<readonly string[]> => {
  const { Summaries } = await callOperation<{ Summaries: readonly { readonly ChangeSetName: string }[] }>(
    account,
    'ListChangeSets',
    { StackName },
  );
  return Summaries.map((one) => one.ChangeSetName);
};
