import { HandClock } from './hand-clock.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import type { CallContext, Service } from '../../src/rehearsal/service.ts';
import type { AccountState } from '../../src/rehearsal/account/state.ts';

export const templates = `${import.meta.dirname}/../../templates`;

export { rehearsalAccount as account } from '../helpers/account.ts';

/** Settings of any SDK client for an account. */
export const clientFor = ({ endpoint, credentials, region }: RehearsalAccount) => ({
  endpoint,
  region,
  credentials: { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey },
  forcePathStyle: true,
  maxAttempts: 1,
});

/** A call without the wire, for handlers' own rules. */
export const caller = (state: AccountState, clock = new HandClock(Date.UTC(2026, 0, 1))) => {
  const context: CallContext = {
    account: state,
    clock: clock.account,
    caller: { arn: state.callerArn, userId: 'AIDA', accessKeyId: 'KEY' },
    requestId: 'request',
    region: state.region,
    endpoint: 'http://127.0.0.1:1',
    failures: { logicalIds: [], reasonFor: () => undefined },
    permit: () => undefined,
  };
  return async (service: Service, operation: string, input: object): Promise<Record<string, unknown>> => {
    const found = service.operations[operation];
    if (found === undefined) throw new TypeError(`no operation ${operation}`);
    return ((await found.handle(input as Record<string, unknown>, context)) ?? {}) as Record<string, unknown>;
  };
};
