import type { CallFault, CallName } from '../faults/call-fault.ts';
import { writeFailure } from '../protocols/failure.ts';
import { route } from '../protocols/route.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { ServiceError } from '../service.ts';
import type { RunningAccount } from './call.ts';
import type { CredentialScope } from './gate.ts';
import { placed, unknownService, unsignedScope, type Placed } from './placed-call.ts';

/** Calls that are named, or refused, and not done. */

/** Which call it is, without doing it. */
export function nameOf(
  running: RunningAccount,
  scope: CredentialScope = unsignedScope,
  request: WireRequest,
): CallName {
  const found = placed(running, scope, request, '');
  return {
    service: scope.service,
    operation: found === undefined ? '' : (routedName(found, request) ?? ''),
  };
}

const routedName = ({ service, call }: Placed, request: WireRequest): string | undefined => {
  try {
    return route(service, call.protocol, request)?.name;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
};

/** An answer in the service's own words to a call that is not done. */
export function refuse(
  running: RunningAccount,
  scope: CredentialScope = unsignedScope,
  request: WireRequest,
  requestId: string,
  fault: CallFault | undefined,
): WireResponse {
  const found = placed(running, scope, request, requestId);
  if (found === undefined) return unknownService(running, scope.service, request, requestId);
  const { call } = found;
  const error =
    fault === 'throttle'
      ? call.refusals.throttled()
      : fault === 'expire'
        ? call.refusals.expired()
        : new ServiceError(
            'InternalFailure',
            'The request processing has failed because of an unknown error.',
            500,
          );
  return writeFailure(call.serviceId, call.protocol, error, requestId, request.method);
}
