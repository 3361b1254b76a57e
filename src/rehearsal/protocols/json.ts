import { ServiceError } from '../service.ts';
import { readTimestamp } from './scalar.ts';
import type { ShapeMember, Shape } from './schema.ts';
import { traitText } from './schema.ts';

/** JSON bodies by schema, both ways: awsJson1_1 and restJson1. */

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const serialization = (): ServiceError =>
  new ServiceError('SerializationException', 'The request body does not have the form this operation takes');

const nameOf = (member: ShapeMember): string => traitText(member.traits, 'jsonName') ?? member.name;

const readStructure = (value: unknown, members: readonly ShapeMember[]): Record<string, unknown> => {
  if (!isObject(value)) throw serialization();
  const out: Record<string, unknown> = {};
  for (const member of members) {
    const name = nameOf(member);
    const item = Object.hasOwn(value, name) ? value[name] : undefined;
    if (item !== undefined && item !== null) out[member.name] = readValue(item, member.shape);
  }
  return out;
};

const readMap = (value: unknown, shape: Shape): unknown => {
  if (!isObject(value)) throw serialization();
  const entries = Object.entries(value).map(([key, item]) => [key, readValue(item, shape)] as const);
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries));
};

const readValue = (value: unknown, shape: Shape): unknown => {
  switch (shape.kind) {
    case 'structure':
      return readStructure(value, shape.members);
    case 'list':
      if (!Array.isArray(value)) throw serialization();
      return value.map((item) => readValue(item, shape.member.shape));
    case 'map':
      return readMap(value, shape.value.shape);
    case 'timestamp':
      return readTimestamp(String(value));
    case 'blob':
      return new Uint8Array(Buffer.from(String(value), 'base64'));
    case 'document':
      return value;
    case 'unit':
      return {};
    default:
      if (typeof value !== shape.kind) throw serialization();
      return value;
  }
};

/** @throws ServiceError SerializationException for anything that is not a JSON object of the right types. */
export function readJson(text: string, members: readonly ShapeMember[]): Record<string, unknown> {
  let value: unknown;
  try {
    value = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    throw serialization();
  }
  return readStructure(value, members);
}

const writeTimestamp = (value: unknown, shape: Shape & { kind: 'timestamp' }): unknown => {
  const date = value instanceof Date ? value : new Date(Number(value));
  if (shape.format === 'date-time') return date.toISOString();
  return shape.format === 'http-date' ? date.toUTCString() : date.getTime() / 1000;
};

const writeValue = (value: unknown, shape: Shape): unknown => {
  switch (shape.kind) {
    case 'structure':
      return writeStructure(value as object, shape.members);
    case 'list':
      return (value as readonly unknown[]).map((item) => writeValue(item, shape.member.shape));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [key, writeValue(item, shape.value.shape)]),
      );
    case 'timestamp':
      return writeTimestamp(value, shape);
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    default:
      return value;
  }
};

const writeStructure = (value: object, members: readonly ShapeMember[]): Record<string, unknown> => {
  const out: Record<string, unknown> = {};
  for (const member of members) {
    const item = (value as Record<string, unknown>)[member.name];
    if (item !== undefined && item !== null) out[nameOf(member)] = writeValue(item, member.shape);
  }
  return out;
};

export const writeJson = (value: object, members: readonly ShapeMember[]): string =>
  JSON.stringify(writeStructure(value, members));
