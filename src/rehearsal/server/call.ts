import type { Clock } from '../../core/clock.ts';
import type { KeyRing } from '../account/credentials.ts';
import type { AccountState } from '../account/state.ts';
import type { Outages } from '../faults/outages.ts';
import type { Routed } from '../protocols/route.ts';
import type { ServiceProtocol } from '../protocols/services.ts';
import type { WireRequest } from '../protocols/wire.ts';
import {
  ServiceError,
  type CallContext,
  type Caller,
  type Operation,
  type ResourceFailures,
  type Service,
} from '../service.ts';
import type { Journal } from '../journal/journal.ts';
import { isAllowed, isRegionOff, type CredentialScope, type Refusals } from './gate.ts';

/** One call as the account saw it. */
export interface RecordedCall {
  readonly service: string;
  /** Empty when the service has no such operation. */
  readonly operation: string;
  /** The IAM action it needed; empty where none is. */
  readonly action: string;
  /** Milliseconds since 1970, by the rehearsal's clock. */
  readonly at: number;
  readonly region: string;
  /** The wire code it was refused with. */
  error?: string;
}

/** Its own CloudFormation: all other services find their account in the call. */
export interface OtherAccount {
  readonly account: AccountState;
  readonly cloudformation: Service & { close(): void };
}

/** What every call of a running account shares. */
export interface RunningAccount {
  readonly account: AccountState;
  /** Other accounts that are reached here, by id. */
  readonly others?: ReadonlyMap<string, OtherAccount>;
  readonly clock: Clock;
  readonly services: ReadonlyMap<string, Service>;
  readonly keys: KeyRing;
  /** Which resources are to fail. */
  readonly failures: ResourceFailures;
  readonly outages: Outages;
  readonly endpoint: () => string;
  readonly calls: RecordedCall[];
  /** Where what happens is written down. */
  readonly journal?: Journal;
  /** Told of unknown operations and of our own bugs. */
  readonly log: (line: string) => void;
}

/** A call that has come in, and how its service speaks. */
export interface IncomingCall {
  readonly serviceId: string;
  readonly protocol: ServiceProtocol;
  readonly refusals: Refusals;
  readonly request: WireRequest;
  readonly scope: CredentialScope;
  readonly requestId: string;
}

/** @throws ServiceError for a key that is unknown or expired, in the service's words */
export function callerOf(running: RunningAccount, call: IncomingCall): Caller {
  // An object that is public would be read without a name; nothing in the account is.
  if (call.scope.accessKeyId === '' && isSignal(running, call)) return anybody;
  if (call.scope.accessKeyId === '') throw new ServiceError('AccessDenied', 'Access Denied', 403);
  const found = running.keys.lookup(call.scope.accessKeyId);
  if (found.kind === 'expired') throw call.refusals.expired();
  if (found.kind === 'unknown') throw call.refusals.unknownKey();
  if (call.protocol.global !== true && isRegionOff(running.account, call.scope.region))
    throw call.refusals.unknownKey();
  return found.caller;
}

const anybody: Caller = { arn: 'anonymous', userId: 'anonymous', accessKeyId: '' };

/** The address of a wait condition handle is itself the permission to put a signal there. */
const isSignal = ({ account }: RunningAccount, { request, serviceId }: IncomingCall): boolean =>
  serviceId === 's3' &&
  request.method === 'PUT' &&
  account.waitHandles.has([request.bucket, ...request.segments].join('/'));

/** Where a call lands: in the account whose credentials signed it. */
export const accountOf = ({ account, others }: RunningAccount, { accountId = '' }: Caller): AccountState =>
  others?.get(accountId)?.account ?? account;

/** What carries the call out there. */
export const operationOf = (
  { others }: RunningAccount,
  { serviceId }: IncomingCall,
  { name, operation }: Routed,
  { accountId = '' }: Caller,
): Operation =>
  serviceId === 'cloudformation'
    ? (others?.get(accountId)?.cloudformation.operations[name] ?? operation)
    : operation;

export const actionOf = (call: IncomingCall, routed: Routed): string =>
  routed.operation.action ?? `${call.serviceId}:${routed.name}`;

/** Notes a call as the account saw it. */
export function record(
  running: RunningAccount,
  call: IncomingCall,
  operation: string,
  action: string,
): RecordedCall {
  const { region } = call.scope;
  const entry: RecordedCall = { service: call.serviceId, operation, action, at: running.clock.now(), region };
  running.calls.push(entry);
  return entry;
}

export function contextOf(running: RunningAccount, call: IncomingCall, caller: Caller): CallContext {
  const { clock, failures, others } = running;
  const account = accountOf(running, caller);
  const all = [running.account, ...[...(others?.values() ?? [])].map((other) => other.account)];
  return {
    account,
    accounts: new Map(all.map((one) => [one.id, one])),
    clock,
    caller,
    requestId: call.requestId,
    region: call.protocol.global === true ? account.homeRegion : call.scope.region,
    endpoint: running.endpoint(),
    failures,
    permit: (action) => {
      record(running, call, '', action);
      if (!isAllowed(account, action)) throw call.refusals.denied(action, caller, account.permissions);
    },
  };
}
