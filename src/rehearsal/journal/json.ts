import type { Json } from '../../core/json.ts';

const byteMark = '$bytes';
const dateMark = '$date';
const escapeMark = '$own';

/** What a call was given, as JSON: bytes and dates are marked, and so are members that look like a mark. */
export function encode(value: unknown): Json {
  if (value instanceof Uint8Array) return { [byteMark]: Buffer.from(value).toString('base64') };
  if (value instanceof Date) return { [dateMark]: value.getTime() };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === 'object' && value !== null) return encodeMembers(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

const encodeMembers = (value: object): Json => {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]): [string, Json] => [key, encode(member)]);
  const plain = Object.fromEntries(members);
  return members.some(([key]) => key.startsWith('$')) ? { [escapeMark]: plain } : plain;
};

export function decode(value: Json): unknown {
  if (isList(value)) return value.map(decode);
  if (value === null || typeof value !== 'object') return value;
  const { [byteMark]: bytes, [dateMark]: date, [escapeMark]: own } = value;
  if (typeof bytes === 'string') return new Uint8Array(Buffer.from(bytes, 'base64'));
  if (typeof date === 'number') return new Date(date);
  return decodeMembers(own !== null && typeof own === 'object' && !isList(own) ? own : value);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

export const decodeMembers = (members: { readonly [key: string]: Json }): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(members).map(([key, member]) => [key, decode(member)]));
