import type { StaticOperationSchema } from '@smithy/types';

/**
 * A walker over the operation schemas that the SDK clients export. Only the array form, which `@smithy/types`
 * documents, is read: `[9, ns, name, traits, input, output]` for an operation, `[3, ns, name, traits, names,
 * members, required]` for a structure (the required members come first), numbers for simple types.
 */
export type Traits = Readonly<Record<string, unknown>>;

export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'blob' | 'document' | 'unit' }
  | { readonly kind: 'timestamp'; readonly format: TimestampFormat | undefined }
  | { readonly kind: 'list'; readonly member: TypedShape }
  | { readonly kind: 'map'; readonly key: TypedShape; readonly value: TypedShape }
  | StructureShape;

export interface StructureShape {
  readonly kind: 'structure';
  readonly name: string;
  readonly traits: Traits;
  readonly members: readonly ShapeMember[];
}

/** What a member points at, with the member's own traits: those of its target must not leak in. */
export interface TypedShape {
  readonly shape: Shape;
  readonly traits: Traits;
}

export interface ShapeMember extends TypedShape {
  readonly name: string;
  readonly required: boolean;
}

const bitTraits = [
  'httpLabel',
  'idempotent',
  'idempotencyToken',
  'sensitive',
  'httpPayload',
  'httpResponseCode',
  'httpQueryParams',
];

const traitsOf = (indicator: unknown): Traits => {
  if (typeof indicator === 'object' && indicator !== null) return indicator as Traits;
  const bits = typeof indicator === 'number' ? indicator : 0;
  return Object.fromEntries(bitTraits.flatMap((name, at) => (((bits >> at) & 1) === 1 ? [[name, 1]] : [])));
};

const timestampFormats: Readonly<Record<number, TimestampFormat | undefined>> = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
};

const simpleShape = (code: number): Shape => {
  if (code >= 128) return { kind: 'map', key: target(0), value: target(code - 128) };
  if (code >= 64) return { kind: 'list', member: target(code - 64) };
  if (code >= 4 && code <= 7) return { kind: 'timestamp', format: timestampFormats[code] };
  if (code === 0) return { kind: 'string' };
  if (code === 2) return { kind: 'boolean' };
  if (code === 15) return { kind: 'document' };
  if (code === 21 || code === 42) return { kind: 'blob' };
  return { kind: 'number' };
};

const shapes = new WeakMap<readonly unknown[], Shape>();

const structureShape = (schema: readonly unknown[]): StructureShape => {
  const names = schema[4] as readonly string[];
  const references = schema[5] as readonly unknown[];
  const required = typeof schema[6] === 'number' ? schema[6] : 0;
  let members: readonly ShapeMember[] | undefined;
  return {
    kind: 'structure',
    name: String(schema[2]),
    traits: traitsOf(schema[3]),
    // Made on demand: shapes may contain themselves.
    get members() {
      members ??= names.map((name, at) => ({ name, required: at < required, ...target(references[at]) }));
      return members;
    },
  };
};

const arrayShape = (schema: readonly unknown[]): Shape => {
  switch (schema[0]) {
    case 0:
      return target(schema[4]).shape;
    case 1:
      return {
        kind: 'list',
        get member() {
          return target(schema[4]);
        },
      };
    case 2:
      return {
        kind: 'map',
        get key() {
          return target(schema[4]);
        },
        get value() {
          return target(schema[5]);
        },
      };
    default:
      return structureShape(schema);
  }
};

const shapeOf = (reference: unknown): Shape => {
  if (reference === 'unit') return { kind: 'unit' };
  if (typeof reference === 'number') return simpleShape(reference);
  if (!Array.isArray(reference)) throw new TypeError('an operation schema has an unknown form');
  const schema = reference as readonly unknown[];
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = arrayShape(schema);
  shapes.set(schema, shape);
  return shape;
};

/** Follows lazy references (`() => X$`) and `[reference, traits]` pairs. */
const target = (reference: unknown): TypedShape => {
  let current = reference;
  let traits: Traits = {};
  for (;;) {
    if (typeof current === 'function') current = (current as () => unknown)();
    else if (Array.isArray(current) && current.length === 2) {
      traits = { ...traitsOf(current[1]), ...traits };
      current = current[0] as unknown;
    } else return { shape: shapeOf(current), traits };
  }
};

export interface OperationShape {
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  /** Method, path with literal query, status: for REST protocols. */
  readonly http: readonly [string, string, number] | undefined;
}

const operations = new WeakMap<StaticOperationSchema, OperationShape>();

export function operationShape(schema: StaticOperationSchema): OperationShape {
  const known = operations.get(schema);
  if (known !== undefined) return known;
  const shape: OperationShape = {
    name: schema[2],
    input: target(schema[4]).shape,
    output: target(schema[5]).shape,
    http: traitsOf(schema[3])['http'] as OperationShape['http'],
  };
  operations.set(schema, shape);
  return shape;
}

export const membersOf = (shape: Shape): readonly ShapeMember[] =>
  shape.kind === 'structure' ? shape.members : [];

export function traitText(traits: Traits, name: string): string | undefined {
  const value = traits[name];
  return typeof value === 'string' ? value : undefined;
}
