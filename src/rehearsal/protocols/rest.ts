import { readScalar, writeScalar } from './scalar.ts';
import { membersOf, traitText } from './schema.ts';
import type { ShapeMember, OperationShape, Shape } from './schema.ts';
import type { WireRequest } from './wire.ts';

/** The HTTP bindings that restXml and restJson1 share: path labels, query, headers. */

interface HttpRoute {
  readonly method: string;
  readonly segments: readonly string[];
  /** Literal query keys with their value; an empty value matches any. */
  readonly query: readonly (readonly [string, string])[];
}

const routeOf = (shape: OperationShape): HttpRoute | undefined => {
  if (shape.http === undefined) return undefined;
  const [path = '', query = ''] = shape.http[1].split('?');
  return {
    method: shape.http[0],
    segments: path.split('/').filter((segment) => segment !== ''),
    // The JS client alone sends `x-id`; other clients are told apart without it.
    query: [...new URLSearchParams(query)].filter(([key]) => key !== 'x-id'),
  };
};

const isGreedy = (segment: string): boolean => segment.endsWith('+}');
const labelOf = (segment: string): string | undefined => /^\{([^+}]+)\+?\}$/.exec(segment)?.[1];

/** Values of the path's labels, or undefined when the path is another. */
const matchPath = (
  pattern: readonly string[],
  path: readonly string[],
): Readonly<Record<string, string>> | undefined => {
  const labels: Record<string, string> = {};
  for (const [at, segment] of pattern.entries()) {
    const label = labelOf(segment);
    const actual = path[at];
    if (actual === undefined) return undefined;
    if (label === undefined) {
      if (segment !== actual) return undefined;
    } else labels[label] = isGreedy(segment) ? path.slice(at).join('/') : actual;
  }
  const last = pattern.at(-1);
  return path.length > pattern.length && (last === undefined || !isGreedy(last)) ? undefined : labels;
};

const boundTo = (
  members: readonly ShapeMember[],
  trait: string,
): readonly (readonly [ShapeMember, string])[] =>
  members.flatMap((member) => {
    const name = traitText(member.traits, trait);
    return name === undefined ? [] : [[member, name] as const];
  });

export interface Matched {
  readonly labels: Readonly<Record<string, string>>;
  /** How much of the request the operation accounts for. */
  readonly score: number;
}

/**
 * Fits an operation to a request: method, path, literal query keys, and the members it cannot do without,
 * which is what tells CopyObject from PutObject.
 */
export function matchRoute(shape: OperationShape, request: WireRequest): Matched | undefined {
  const route = routeOf(shape);
  if (route === undefined || route.method !== request.method) return undefined;
  const labels = matchPath(route.segments, request.segments);
  if (labels === undefined) return undefined;
  const literals = route.query.every(
    ([key, value]) => request.query.has(key) && (value === '' || request.query.get(key) === value),
  );
  const needed = membersOf(shape.input).filter(({ required }) => required);
  const queries = boundTo(needed, 'httpQuery');
  const headers = boundTo(needed, 'httpHeader');
  const present =
    queries.every(([, name]) => request.query.has(name)) &&
    headers.every(([, name]) => request.headers[name.toLowerCase()] !== undefined);
  if (!literals || !present) return undefined;
  return { labels, score: route.query.length + queries.length + headers.length };
}

const splitList = (text: string): string[] => text.split(',').map((item) => item.trim());

const readBound = (texts: readonly string[], shape: Shape): unknown => {
  if (shape.kind !== 'list') return readScalar(texts[0] ?? '', shape);
  const items = texts.length === 1 ? splitList(texts[0] ?? '') : texts;
  return items.map((item) => readScalar(item, shape.member.shape));
};

const prefixed = (headers: WireRequest['headers'], prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix.toLowerCase()))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

/** Members that came in the path, the query and the headers. */
export function readBindings(
  input: Shape,
  request: WireRequest,
  labels: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const { name, shape, traits } of membersOf(input)) {
    const query = traitText(traits, 'httpQuery');
    const header = traitText(traits, 'httpHeader')?.toLowerCase();
    const prefix = traitText(traits, 'httpPrefixHeaders');
    const label = traits['httpLabel'] === undefined ? undefined : labels[name];
    const texts = query === undefined ? [] : request.query.getAll(query);
    const headerText = header === undefined ? undefined : request.headers[header];
    if (label !== undefined) out[name] = readScalar(label, shape);
    else if (texts.length > 0) out[name] = readBound(texts, shape);
    else if (headerText !== undefined) out[name] = readBound([headerText], shape);
    else if (prefix !== undefined) out[name] = prefixed(request.headers, prefix);
  }
  return out;
}

/** Headers an output's members ask for. */
export function writeHeaders(
  output: Shape,
  value: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, shape, traits } of membersOf(output)) {
    const item = value[name];
    const header = traitText(traits, 'httpHeader');
    const prefix = traitText(traits, 'httpPrefixHeaders');
    if (item === undefined || item === null) continue;
    if (header !== undefined) headers[header.toLowerCase()] = writeScalar(item, shape, 'http-date');
    if (prefix !== undefined)
      for (const [key, text] of Object.entries(item)) headers[prefix + key] = String(text);
  }
  return headers;
}

/** The member that is the whole body. */
export const payloadOf = (shape: Shape): ShapeMember | undefined =>
  membersOf(shape).find(({ traits }) => traits['httpPayload'] !== undefined);

/** Body members only: those without an HTTP binding. */
export const bodyMembers = (shape: Shape): readonly ShapeMember[] =>
  membersOf(shape).filter(
    ({ traits }) =>
      ![
        'httpLabel',
        'httpHeader',
        'httpQuery',
        'httpPrefixHeaders',
        'httpQueryParams',
        'httpResponseCode',
      ].some((name) => traits[name] !== undefined),
  );
