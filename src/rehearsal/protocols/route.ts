import type { Operation, Service } from '../service.ts';
import { formOf } from './form.ts';
import { readJson } from './json.ts';
import { readQuery } from './query.ts';
import { bodyMembers, matchRoute, payloadOf, readBindings } from './rest.ts';
import {
  membersOf,
  operationShape,
  traitText,
  type OperationShape,
  type Shape,
  type ShapeMember,
} from './schema.ts';
import type { ServiceProtocol } from './services.ts';
import { bodyText, type WireRequest } from './wire.ts';
import { readXml } from './xml.ts';

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

const readPayload = (member: ShapeMember, body: Buffer, json: boolean): unknown => {
  if (member.shape.kind === 'blob') return new Uint8Array(body);
  if (member.shape.kind === 'string') return body.toString('utf8');
  if (body.length === 0) return undefined;
  return json ? readJson(bodyText(body), membersOf(member.shape)) : readXml(bodyText(body), member.shape);
};

const readRestBody = (shape: Shape, body: Buffer, json: boolean): Record<string, unknown> => {
  const payload = payloadOf(shape);
  if (payload !== undefined) return { [payload.name]: readPayload(payload, body, json) };
  const members = bodyMembers(shape);
  if (members.length === 0 || body.length === 0) return {};
  return json ? readJson(bodyText(body), members) : readXml(bodyText(body), shape);
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
export function route(service: Service, protocol: ServiceProtocol, request: WireRequest): Routed | undefined {
  switch (protocol.protocol) {
    case 'awsQuery':
    case 'ec2Query': {
      const form = formOf(request);
      const dialect = protocol.protocol;
      return byName(service, form.get('Action') ?? '', ({ input }) => readQuery(form, input, dialect));
    }
    case 'awsJson': {
      const name = (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
      return byName(service, name, ({ input }) => readJson(bodyText(request.body), membersOf(input)));
    }
    case 'restJson':
    case 'restXml':
      return routeRest(service, request, protocol.protocol === 'restJson');
  }
}
