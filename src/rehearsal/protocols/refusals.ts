import { ServiceError } from '../service.ts';
import { formOf } from './form.ts';
import { membersOf, type Shape } from './schema.ts';
import type { ServiceProtocol } from './services.ts';
import type { WireRequest } from './wire.ts';

/** What a service says of an operation it does not have. */
export function unknownOperation(
  protocol: ServiceProtocol,
  serviceId: string,
  request: WireRequest,
): ServiceError {
  const action = (): string => (formOf(request).get('Action') ?? '').slice(0, 100);
  switch (protocol.protocol) {
    case 'awsQuery':
      return new ServiceError(
        'InvalidAction',
        `Could not find operation ${action()} for version ${protocol.version}`,
      );
    case 'ec2Query':
      return new ServiceError('InvalidAction', `The action ${action()} is not valid for this web service.`);
    case 'awsJson':
      return new ServiceError('UnknownOperationException', 'The requested operation is not known.');
    case 'restJson':
      return new ServiceError('UnknownOperationException', 'The requested operation is not known.', 404);
    case 'restXml':
      return serviceId === 's3'
        ? new ServiceError(
            'NotImplemented',
            'A header you provided implies functionality that is not implemented.',
            501,
          )
        : new ServiceError('InvalidAction', 'The requested operation is not known.', 404);
  }
}

/** What a service calls it when a member is missing. */
export function validationCode(protocol: ServiceProtocol): string {
  if (protocol.protocol === 'ec2Query') return 'MissingParameter';
  if (protocol.protocol === 'restXml') return 'InvalidInput';
  return protocol.protocol === 'awsQuery' ? 'ValidationError' : 'ValidationException';
}

/** What AWS says when a member that must be there is not. */
export function requireMembers(input: Readonly<Record<string, unknown>>, shape: Shape, code: string): void {
  const missing = membersOf(shape).filter(({ name, required }) => required && input[name] === undefined);
  if (missing.length === 0) return;
  const faults = missing.map(
    ({ name }) =>
      `Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`,
  );
  const count = `${missing.length} validation error${missing.length === 1 ? '' : 's'} detected`;
  throw new ServiceError(code, `${count}: ${faults.join('; ')}`);
}
