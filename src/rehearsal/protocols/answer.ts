import { writeJson } from './json.ts';
import { bodyMembers, payloadOf, writeHeaders } from './rest.ts';
import type { Routed } from './route.ts';
import { membersOf, operationShape, traitText, type Shape } from './schema.ts';
import type { ServiceProtocol } from './services.ts';
import type { WireResponse } from './wire.ts';
import { element, writeElement, writeMembers } from './xml.ts';

type OperationOutput = Readonly<Record<string, unknown>>;

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const queryBody = (
  name: string,
  shape: Shape,
  output: OperationOutput,
  namespace: string,
  requestId: string,
): string => {
  const inner = writeMembers(output, membersOf(shape));
  const result = shape.kind === 'unit' ? '' : element(`${name}Result`, inner);
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  return element(`${name}Response`, result + metadata, ` xmlns="${namespace}"`);
};

const ec2Body = (
  name: string,
  shape: Shape,
  output: OperationOutput,
  namespace: string,
  requestId: string,
): string => {
  const inner = shape.kind === 'unit' ? element('return', 'true') : writeMembers(output, membersOf(shape));
  return element(`${name}Response`, element('requestId', requestId) + inner, ` xmlns="${namespace}"`);
};

const restXmlBody = (shape: Shape, output: OperationOutput, namespace: string): string | Uint8Array => {
  const attributes = ` xmlns="${namespace}"`;
  const payload = payloadOf(shape);
  if (payload !== undefined) {
    const value = output[payload.name];
    if (value === undefined) return '';
    if (payload.shape.kind === 'blob') return value as Uint8Array;
    if (payload.shape.kind === 'string') return value as string;
    const own = traitText(payload.traits, 'xmlName');
    const name = payload.shape.kind === 'structure' ? traitText(payload.shape.traits, 'xmlName') : undefined;
    const fallback = payload.shape.kind === 'structure' ? payload.shape.name : payload.name;
    return xmlDeclaration + writeElement(own ?? name ?? fallback, value, payload.shape, attributes);
  }
  const members = bodyMembers(shape);
  if (shape.kind !== 'structure' || members.length === 0) return '';
  const root = traitText(shape.traits, 'xmlName') ?? shape.name;
  const only = members[0];
  // GetBucketLocation answers with its sole member as the root; nothing in the schema says so.
  if (members.length === 1 && only?.name === root)
    return xmlDeclaration + writeElement(root, output[root] ?? '', only.shape, attributes);
  return xmlDeclaration + element(root, writeMembers(output, members), attributes);
};

/** The answer in the service's own form. */
export function writeOutput(
  routed: Routed,
  protocol: ServiceProtocol,
  output: OperationOutput,
  requestId: string,
): WireResponse {
  const shape = operationShape(routed.operation.schema);
  const namespace = protocol.xmlNamespace ?? '';
  const bound = writeHeaders(shape.output, output);
  const status = shape.http?.[2] ?? 200;
  const xml = { 'content-type': 'text/xml' };
  switch (protocol.protocol) {
    case 'awsQuery':
      return {
        status,
        headers: xml,
        body: queryBody(routed.name, shape.output, output, namespace, requestId),
      };
    case 'ec2Query':
      return { status, headers: xml, body: ec2Body(routed.name, shape.output, output, namespace, requestId) };
    case 'restXml':
      return {
        // S3's schema names 200 alone; a part of an object is told as such.
        status: bound['content-range'] === undefined ? status : 206,
        headers: { 'content-type': 'application/xml', ...bound },
        body: restXmlBody(shape.output, output, namespace),
      };
    case 'awsJson':
    case 'restJson': {
      const type = protocol.protocol === 'awsJson' ? 'application/x-amz-json-1.1' : 'application/json';
      const unit = shape.output.kind === 'unit';
      const body = unit ? '' : writeJson(output, bodyMembers(shape.output));
      return { status, headers: { 'content-type': type, ...bound }, body };
    }
  }
}
