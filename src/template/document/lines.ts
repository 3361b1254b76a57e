/** Where values stood in the text. Kept beside the values, so that they stay plain data. */
interface Position {
  readonly line: number;
  readonly entries: ReadonlyMap<string | number, number>;
}
const positions = new WeakMap<object, Position>();

export function remember(value: object, position: Position): void {
  positions.set(value, position);
}

/** 1-based line of a mapping or list, or of one of its entries; undefined for values not read from text. */
export function lineOf(value: unknown, key?: string | number): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const position = positions.get(value);
  return key === undefined ? position?.line : (position?.entries.get(key) ?? position?.line);
}
