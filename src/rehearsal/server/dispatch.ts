import { audit } from '../account/audit.ts';
import type { RecordedCall } from './calls.ts';
import type { KeyRing } from '../account/credentials.ts';
import type { Faults } from '../faults/faults.ts';
import type { Outages } from '../faults/outages.ts';
import { isAllowed, isRegionOff, refusalsOf } from './gate.ts';
import type { Refusals, CredentialScope } from './gate.ts';
import { requireMembers, route, writeOutput } from '../protocols/codec.ts';
import type { Routed } from '../protocols/codec.ts';
import { writeFailure } from '../protocols/failure.ts';
import { operationShape } from '../protocols/schema.ts';
import { unknownOperation, validationCode } from '../protocols/unknown.ts';
import { serviceProtocols } from '../protocols/services.ts';
import type { ServiceProtocol } from '../protocols/services.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { ServiceError } from '../service.ts';
import type { Outcome } from '../faults/stale.ts';
import type { Caller, CallContext, Service } from '../service.ts';
import type { AccountState } from '../account/state.ts';
import type { Clock } from '../../core/clock.ts';

/** What every call of a running account shares. */
export interface RunningAccount {
  readonly account: AccountState;
  readonly clock: Clock;
  readonly services: ReadonlyMap<string, Service>;
  readonly keys: KeyRing;
  readonly faults: Faults;
  readonly outages: Outages;
  readonly endpoint: () => string;
  readonly calls: RecordedCall[];
  /** Told of unknown operations and of our own bugs. */
  readonly log: (line: string) => void;
}

interface IncomingCall {
  readonly serviceId: string;
  readonly protocol: ServiceProtocol;
  readonly refusals: Refusals;
  readonly request: WireRequest;
  readonly scope: CredentialScope;
  readonly requestId: string;
}

const callerOf = (running: RunningAccount, call: IncomingCall): Caller => {
  // An object that is public would be read without a name; nothing in the account is.
  if (call.scope.accessKeyId === '') throw new ServiceError('AccessDenied', 'Access Denied', 403);
  const found = running.keys.lookup(call.scope.accessKeyId);
  if (found.kind === 'expired') throw call.refusals.expired();
  if (found.kind === 'unknown') throw call.refusals.unknownKey();
  if (call.protocol.global !== true && isRegionOff(running.account, call.scope.region))
    throw call.refusals.unknownKey();
  return found.caller;
};

const actionOf = (call: IncomingCall, routed: Routed): string =>
  routed.operation.action ?? `${call.serviceId}:${routed.name}`;

const record = (
  running: RunningAccount,
  call: IncomingCall,
  operation: string,
  action: string,
): RecordedCall => {
  const { region } = call.scope;
  const entry: RecordedCall = { service: call.serviceId, operation, action, at: running.clock.now(), region };
  running.calls.push(entry);
  return entry;
};

const contextOf = (running: RunningAccount, call: IncomingCall, caller: Caller): CallContext => {
  const { account, clock, faults } = running;
  return {
    account,
    clock,
    caller,
    requestId: call.requestId,
    region: call.protocol.global === true ? account.homeRegion : call.scope.region,
    endpoint: running.endpoint(),
    failures: faults.failures,
    permit: (action) => {
      record(running, call, '', action);
      if (!isAllowed(account, action)) throw call.refusals.denied(action, caller, account.permissions);
    },
  };
};

interface Performed {
  readonly running: RunningAccount;
  readonly call: IncomingCall;
  readonly routed: Routed;
  readonly caller: Caller;
}

const handled = async (
  { running, call, routed, caller }: Performed,
  input: Readonly<Record<string, unknown>>,
) => {
  const action = actionOf(call, routed);
  if (!isAllowed(running.account, action))
    throw call.refusals.denied(action, caller, running.account.permissions);
  requireMembers(input, operationShape(routed.operation.schema).input, validationCode(call.protocol));
  const output = await routed.operation.handle(input, contextOf(running, call, caller));
  return (output ?? {}) as Readonly<Record<string, unknown>>;
};

const perform = async (performed: Performed): Promise<WireResponse> => {
  const { running, call, routed, caller } = performed;
  const input = routed.input();
  const audited = {
    serviceId: call.serviceId,
    operation: routed.name,
    region: call.scope.region,
    caller,
    at: running.clock.now(),
    input,
  };
  await lookBefore(performed);
  const fresh = await outcomeOf(performed, input);
  audit(running.account, { ...audited, ...fresh });
  const answer = running.outages.reads.answer(call.serviceId, routed.name, input, fresh);
  if ('error' in answer) throw answer.error;
  return writeOutput(routed, call.protocol, answer.output, call.requestId);
};

const outcomeOf = async (
  performed: Performed,
  input: Readonly<Record<string, unknown>>,
): Promise<Outcome> => {
  try {
    return { output: await handled(performed, input) };
  } catch (error) {
    if (error instanceof ServiceError) return { error };
    throw error;
  }
};

/** What the stacks are before a write is what a lagging reader may be told after it. */
const lookBefore = async ({ running, call, routed, caller }: Performed): Promise<void> => {
  const { reads } = running.outages;
  if (!reads.wants(call.serviceId, routed.name)) return;
  const describe = running.services.get(call.serviceId)?.operations['DescribeStacks'];
  const shown = (await describe?.handle({}, contextOf(running, call, caller))) as
    { readonly Stacks?: readonly Readonly<Record<string, unknown>>[] } | undefined;
  reads.remember(shown?.Stacks ?? []);
};

const failureOf = (running: RunningAccount, call: IncomingCall, error: unknown): ServiceError => {
  if (error instanceof ServiceError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  running.log(`${call.serviceId} failed: ${text}`);
  const code = call.protocol.protocol === 'awsJson' ? 'InternalServerError' : 'InternalFailure';
  return new ServiceError(code, 'The rehearsal account itself failed on this call.', 500);
};

const answer = async (
  running: RunningAccount,
  service: Service,
  call: IncomingCall,
): Promise<WireResponse> => {
  const routed = route(service, call.protocol, call.request);
  const entry = record(running, call, routed?.name ?? '', routed === undefined ? '' : actionOf(call, routed));
  try {
    const caller = callerOf(running, call);
    if (running.outages.throttles()) throw call.refusals.throttled();
    if (routed === undefined) {
      running.log(
        `${call.serviceId}: no operation for ${call.request.method} /${call.request.segments.join('/')}`,
      );
      throw unknownOperation(call.protocol, call.serviceId, call.request);
    }
    const response = await perform({ running, call, routed, caller });
    running.outages.succeeded(call.serviceId, routed.name);
    return response;
  } catch (error) {
    const failure = failureOf(running, call, error);
    entry.error = failure.code;
    return writeFailure(call.serviceId, call.protocol, failure, call.requestId, call.request.method);
  }
};

const unsignedScope = { accessKeyId: '', region: 'us-east-1', service: 's3' };

/** One call from wire to wire. Never rejects. */
export const dispatch = (
  running: RunningAccount,
  scope: CredentialScope | undefined,
  request: WireRequest,
  requestId: string,
): Promise<WireResponse> => {
  const known = scope ?? unsignedScope;
  const service = running.services.get(known.service);
  const protocol = serviceProtocols[known.service];
  if (service === undefined || protocol === undefined) {
    running.log(`no service '${known.service.slice(0, 60)}' in the rehearsal account`);
    const error = new ServiceError(
      'UnknownService',
      'The rehearsal account does not have this service.',
      404,
    );
    const json = request.headers['x-amz-target'] !== undefined;
    const guess: ServiceProtocol = { protocol: json ? 'awsJson' : 'awsQuery', version: '' };
    return Promise.resolve(writeFailure('', guess, error, requestId, request.method));
  }
  return answer(running, service, {
    serviceId: known.service,
    protocol,
    refusals: refusalsOf(known.service, protocol),
    request,
    scope: known,
    requestId,
  });
};
