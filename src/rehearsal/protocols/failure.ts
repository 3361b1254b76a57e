import type { ServiceError } from '../service.ts';
import type { ServiceProtocol } from './services.ts';
import type { WireResponse } from './wire.ts';
import { element, escapeXml } from './xml.ts';

/** Error envelopes: each protocol has its own, and S3 and EC2 differ from the rest of theirs. */

const fieldsOf = (error: ServiceError): string =>
  Object.entries(error.fields)
    .map(([name, value]) => element(name, escapeXml(String(value))))
    .join('');

const xmlFault = (error: ServiceError): string =>
  element('Code', escapeXml(error.code)) + element('Message', escapeXml(error.message)) + fieldsOf(error);

const queryFault = (error: ServiceError, namespace: string, requestId: string): string =>
  element(
    'ErrorResponse',
    element('Error', element('Type', error.status >= 500 ? 'Receiver' : 'Sender') + xmlFault(error)) +
      element('RequestId', requestId),
    ` xmlns="${namespace}"`,
  );

const ec2Fault = (error: ServiceError, requestId: string): string =>
  element('Response', element('Errors', element('Error', xmlFault(error))) + element('RequestID', requestId));

const s3Fault = (error: ServiceError, requestId: string): string =>
  element('Error', xmlFault(error) + element('RequestId', requestId) + element('HostId', 'rehearsal'));

/** These services spell the key with a capital; the others do not. */
const capitalMessage = new Set(['ssm', 'secretsmanager', 'cloudtrail', 'servicequotas']);

const jsonFault = (serviceId: string, error: ServiceError): string =>
  JSON.stringify({
    __type: error.code,
    [capitalMessage.has(serviceId) ? 'Message' : 'message']: error.message,
    ...error.fields,
  });

const bodyOf = (
  serviceId: string,
  protocol: ServiceProtocol,
  error: ServiceError,
  requestId: string,
): string => {
  if (protocol.protocol === 'ec2Query') return ec2Fault(error, requestId);
  if (serviceId === 's3') return s3Fault(error, requestId);
  if (protocol.protocol === 'awsJson' || protocol.protocol === 'restJson') return jsonFault(serviceId, error);
  return queryFault(error, protocol.xmlNamespace ?? '', requestId);
};

const contentTypes = {
  awsQuery: 'text/xml',
  ec2Query: 'text/xml',
  restXml: 'application/xml',
  awsJson: 'application/x-amz-json-1.1',
  restJson: 'application/json',
} as const;

/** @param method HEAD gets headers only: whatever went wrong, there is no body to say it in. */
export const writeFailure = (
  serviceId: string,
  protocol: ServiceProtocol,
  error: ServiceError,
  requestId: string,
  method: string,
): WireResponse => ({
  status: error.status,
  headers: {
    'content-type': contentTypes[protocol.protocol],
    ...(protocol.protocol === 'restJson' ? { 'x-amzn-errortype': error.code } : {}),
    ...error.headers,
  },
  body: method === 'HEAD' ? '' : bodyOf(serviceId, protocol, error, requestId),
});
