/** An evaluated template value: no intrinsics left, `AWS::NoValue` gone. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };
export type Properties = { readonly [key: string]: Plain };

/** CloudFormation prints and compares every scalar as a string. */
const stringified = (value: Plain): Plain => {
  if (value === null) return null;
  if (typeof value === 'object')
    return Array.isArray(value)
      ? (value as readonly Plain[]).map(stringified)
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, stringified(item)]));
  return String(value);
};

/** Key order does not matter, scalars' types do not either. */
const canonical = (value: unknown): unknown => {
  if (value === null) return null;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(canonical);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, canonical(item)]));
};

export const printed = (value: Plain): string => JSON.stringify(stringified(value));

/** Whether CloudFormation takes two values, or records of values, for the same. */
export const same = (a: unknown, b: unknown): boolean =>
  a === undefined || b === undefined
    ? a === b
    : JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

/** Names of the properties that differ, in the order of the new value. */
export const changedKeys = (before: Properties, after: Properties): readonly string[] => [
  ...Object.keys(after).filter((key) => !same(before[key], after[key])),
  ...Object.keys(before).filter((key) => !(key in after)),
];

/** A property read as text; undefined when it is absent or a structure. */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || value === null || typeof value === 'object') return undefined;
  return String(value);
}

export function listOf(properties: Properties, name: string): readonly Plain[] {
  const value = properties[name];
  return Array.isArray(value) ? (value as readonly Plain[]) : [];
}

export const recordOf = (value: Plain | undefined): Properties =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Properties) : {};
