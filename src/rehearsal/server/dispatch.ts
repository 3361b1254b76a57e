import { audit } from '../account/audit.ts';
import type { ReadAnswer } from '../faults/stale.ts';
import { writeOutput } from '../protocols/answer.ts';
import { writeFailure } from '../protocols/failure.ts';
import { requireMembers, unknownOperation, validationCode } from '../protocols/refusals.ts';
import { route, type Routed } from '../protocols/route.ts';
import { operationShape } from '../protocols/schema.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { ServiceError, type Caller, type Service } from '../service.ts';
import {
  accountOf,
  actionOf,
  callerOf,
  contextOf,
  operationOf,
  record,
  type IncomingCall,
  type RecordedCall,
  type RunningAccount,
} from './call.ts';
import { isAllowed, type CredentialScope } from './gate.ts';
import { placed, unknownService, unsignedScope } from './placed-call.ts';

export interface Performed {
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
  const account = accountOf(running, caller);
  if (!isAllowed(account, action)) throw call.refusals.denied(action, caller, account.permissions);
  requireMembers(input, operationShape(routed.operation.schema).input, validationCode(call.protocol));
  const output = await operationOf(running, call, routed, caller).handle(
    input,
    contextOf(running, call, caller),
  );
  return (output ?? {}) as Readonly<Record<string, unknown>>;
};

const perform = async (performed: Performed): Promise<WireResponse> => {
  const { running, call, routed, caller } = performed;
  const input = routed.input();
  await lookBefore(performed);
  const kept = { service: call.serviceId, operation: routed.name, region: call.scope.region, caller, input };
  const work = (): Promise<ReadAnswer> => enact(performed, input);
  const fresh = await (running.journal === undefined ? work() : running.journal.keeping(kept, work));
  const answer = running.outages.reads.answer(call.serviceId, routed.name, input, fresh);
  if ('error' in answer) throw answer.error;
  return writeOutput(routed, call.protocol, answer.output, call.requestId);
};

/** The call is carried out, whoever makes it, and CloudTrail told of it. */
export async function enact(
  performed: Performed,
  input: Readonly<Record<string, unknown>>,
): Promise<ReadAnswer> {
  const { running, call, routed, caller } = performed;
  const audited = {
    serviceId: call.serviceId,
    operation: routed.name,
    region: call.scope.region,
    caller,
    at: running.clock.now(),
    input,
  };
  const outcome = await outcomeOf(performed, input);
  audit(accountOf(running, caller), { ...audited, ...outcome });
  return outcome;
}

const outcomeOf = async (
  performed: Performed,
  input: Readonly<Record<string, unknown>>,
): Promise<ReadAnswer> => {
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

const performRouted = async (
  running: RunningAccount,
  call: IncomingCall,
  routed: Routed | undefined,
): Promise<WireResponse> => {
  const caller = callerOf(running, call);
  if (running.outages.throttles()) throw call.refusals.throttled();
  if (routed === undefined) throw unknownCall(running, call);
  const response = await perform({ running, call, routed, caller });
  running.outages.succeeded(call.serviceId, routed.name);
  return response;
};

const unknownCall = (
  running: RunningAccount,
  { serviceId, protocol, request }: IncomingCall,
): ServiceError => {
  running.log(`${serviceId}: no operation for ${request.method} /${request.segments.join('/')}`);
  return unknownOperation(protocol, serviceId, request);
};

const answer = async (
  running: RunningAccount,
  service: Service,
  call: IncomingCall,
): Promise<WireResponse> => {
  let entry: RecordedCall | undefined;
  try {
    const routed = route(service, call.protocol, call.request);
    entry = record(running, call, routed?.name ?? '', routed === undefined ? '' : actionOf(call, routed));
    return await performRouted(running, call, routed);
  } catch (error) {
    const failure = failureOf(running, call, error);
    entry ??= record(running, call, '', '');
    entry.error = failure.code;
    return writeFailure(call.serviceId, call.protocol, failure, call.requestId, call.request.method);
  }
};

/** One call from wire to wire. Never rejects. */
export async function dispatch(
  running: RunningAccount,
  scope: CredentialScope = unsignedScope,
  request: WireRequest,
  requestId: string,
): Promise<WireResponse> {
  const found = placed(running, scope, request, requestId);
  return found === undefined
    ? unknownService(running, scope.service, request, requestId)
    : answer(running, found.service, found.call);
}
