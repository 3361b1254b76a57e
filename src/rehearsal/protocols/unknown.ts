import { ServiceError } from '../service.ts';
import type { ServiceProtocol } from './services.ts';
import type { WireRequest } from './wire.ts';

/** What a service says of an operation it does not have. */
export const unknownOperation = (
  protocol: ServiceProtocol,
  serviceId: string,
  request: WireRequest,
): ServiceError => {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const action = (form.get('Action') ?? request.query.get('Action') ?? '').slice(0, 100);
  switch (protocol.protocol) {
    case 'awsQuery':
      return new ServiceError(
        'InvalidAction',
        `Could not find operation ${action} for version ${protocol.version}`,
      );
    case 'ec2Query':
      return new ServiceError('InvalidAction', `The action ${action} is not valid for this web service.`);
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
};

/** What a service calls it when a member is missing. */
export const validationCode = (protocol: ServiceProtocol): string => {
  if (protocol.protocol === 'ec2Query') return 'MissingParameter';
  if (protocol.protocol === 'restXml') return 'InvalidInput';
  return protocol.protocol === 'awsQuery' ? 'ValidationError' : 'ValidationException';
};
