import { writeFailure } from '../protocols/failure.ts';
import { serviceProtocols, type ServiceProtocol } from '../protocols/services.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { ServiceError, type Service } from '../service.ts';
import type { IncomingCall, RunningAccount } from './call.ts';
import { refusalsOf, type CredentialScope } from './gate.ts';

/** Which service a call is for, and what is said where there is no such service. */

export const unsignedScope = { accessKeyId: '', region: 'us-east-1', service: 's3' };

export function unknownService(
  running: RunningAccount,
  service: string,
  { headers, method }: WireRequest,
  requestId: string,
): WireResponse {
  running.log(`no service '${service.slice(0, 60)}' in the rehearsal account`);
  const error = new ServiceError('UnknownService', 'The rehearsal account does not have this service.', 404);
  const json = headers['x-amz-target'] !== undefined;
  const guess: ServiceProtocol = { protocol: json ? 'awsJson' : 'awsQuery', version: '' };
  return writeFailure('', guess, error, requestId, method);
}

export interface Placed {
  readonly service: Service;
  readonly call: IncomingCall;
}

export function placed(
  running: RunningAccount,
  scope: CredentialScope,
  request: WireRequest,
  requestId: string,
): Placed | undefined {
  const service = running.services.get(scope.service);
  const protocol = serviceProtocols[scope.service];
  if (service === undefined || protocol === undefined) return undefined;
  const refusals = refusalsOf(scope.service, protocol);
  return { service, call: { serviceId: scope.service, protocol, refusals, request, scope, requestId } };
}
