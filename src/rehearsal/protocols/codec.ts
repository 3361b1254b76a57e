import { ServiceError } from '../service.ts';
import type { Operation, Service } from '../service.ts';
import { readJson, writeJson } from './json.ts';
import { readQuery } from './query.ts';
import { matchRoute, readBindings, writeHeaders } from './rest.ts';
import { membersOf, operationShape, traitText } from './schema.ts';
import type { ShapeMember, OperationShape, Shape } from './schema.ts';
import type { ServiceProtocol } from './services.ts';
import type { WireRequest, WireResponse } from './wire.ts';
import { bodyMembers, element, readXml, writeElement, writeMembers } from './xml.ts';

/** A request that has found its operation and can be read. */
export interface Routed {
  readonly name: string;
  readonly operation: Operation;
  /** @throws ServiceError when the body does not have the operation's form. */
  readonly input: () => Record<string, unknown>;
}

const byName = (
  service: Service,
  name: string,
  input: (shape: OperationShape) => Record<string, unknown>,
) => {
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (operation === undefined) return undefined;
  return { name, operation, input: () => input(operationShape(operation.schema)) };
};

const formOf = (request: WireRequest): URLSearchParams =>
  request.body.length > 0 ? new URLSearchParams(request.body.toString('utf8')) : request.query;

const payloadOf = (shape: Shape): ShapeMember | undefined =>
  membersOf(shape).find(({ traits }) => traits['httpPayload'] !== undefined);

const readPayload = (member: ShapeMember, body: Buffer, json: boolean): unknown => {
  if (member.shape.kind === 'blob') return new Uint8Array(body);
  if (member.shape.kind === 'string') return body.toString('utf8');
  if (body.length === 0) return undefined;
  return json
    ? readJson(body.toString('utf8'), membersOf(member.shape))
    : readXml(body.toString('utf8'), member.shape);
};

const readRestBody = (shape: Shape, body: Buffer, json: boolean): Record<string, unknown> => {
  const payload = payloadOf(shape);
  if (payload !== undefined) return { [payload.name]: readPayload(payload, body, json) };
  const members = bodyMembers(shape);
  if (members.length === 0 || body.length === 0) return {};
  return json ? readJson(body.toString('utf8'), members) : readXml(body.toString('utf8'), shape);
};

/** S3 names what it wants by a bare query key; one that no operation here answers must not fall to another. */
const subresources = [
  'accelerate acl analytics attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle',
  'location logging metrics notification object-lock ownershipControls partNumber policy policyStatus',
  'publicAccessBlock replication requestPayment restore retention select tagging torrent uploadId uploads',
  'versioning versions website',
]
  .join(' ')
  .split(' ');

const accountsForQuery = (shape: OperationShape, query: URLSearchParams): boolean => {
  const literal = shape.http?.[1] ?? '';
  const bound = membersOf(shape.input).map(({ traits }) => traitText(traits, 'httpQuery'));
  return subresources.every(
    (key) => !query.has(key) || new RegExp(`[?&]${key}(=|&|$)`).test(literal) || bound.includes(key),
  );
};

const routeRest = (service: Service, request: WireRequest, json: boolean): Routed | undefined => {
  let best:
    { name: string; shape: OperationShape; operation: Operation; labels: object; score: number } | undefined;
  for (const [name, operation] of Object.entries(service.operations)) {
    const shape = operationShape(operation.schema);
    const needsBucket = membersOf(shape.input).some((member) => member.name === 'Bucket');
    if (service.id === 's3' && needsBucket !== (request.bucket !== undefined)) continue;
    const matched = matchRoute(shape, request);
    if (matched === undefined || (service.id === 's3' && !accountsForQuery(shape, request.query))) continue;
    if (best === undefined || matched.score > best.score) best = { name, shape, operation, ...matched };
  }
  if (best === undefined) return undefined;
  const { name, shape, operation } = best;
  const labels = {
    ...best.labels,
    ...(request.bucket === undefined ? {} : { Bucket: request.bucket }),
  };
  return {
    name,
    operation,
    input: () => ({
      ...readRestBody(shape.input, request.body, json),
      ...readBindings(shape.input, request, labels),
    }),
  };
};

/** Finds the operation a request is for; undefined when the service has none like it. */
export const route = (
  service: Service,
  protocol: ServiceProtocol,
  request: WireRequest,
): Routed | undefined => {
  switch (protocol.protocol) {
    case 'awsQuery':
    case 'ec2Query': {
      const form = formOf(request);
      const dialect = protocol.protocol;
      return byName(service, form.get('Action') ?? '', ({ input }) => readQuery(form, input, dialect));
    }
    case 'awsJson': {
      const name = (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
      return byName(service, name, ({ input }) => readJson(request.body.toString('utf8'), membersOf(input)));
    }
    case 'restJson':
    case 'restXml':
      return routeRest(service, request, protocol.protocol === 'restJson');
  }
};

/** What AWS says when a member that must be there is not. */
export const requireMembers = (
  input: Readonly<Record<string, unknown>>,
  shape: Shape,
  code: string,
): void => {
  const missing = membersOf(shape).filter(({ name, required }) => required && input[name] === undefined);
  if (missing.length === 0) return;
  const faults = missing.map(
    ({ name }) =>
      `Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`,
  );
  const count = `${missing.length} validation error${missing.length === 1 ? '' : 's'} detected`;
  throw new ServiceError(code, `${count}: ${faults.join('; ')}`);
};

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
export const writeOutput = (
  routed: Routed,
  protocol: ServiceProtocol,
  output: OperationOutput,
  requestId: string,
): WireResponse => {
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
        status,
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
};
