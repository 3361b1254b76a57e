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
