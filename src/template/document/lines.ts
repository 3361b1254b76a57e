import type { TemplateValue } from '../../core/template.ts';

/** Where values stood in the text. Kept beside the values, so that they stay plain data. */
interface Position {
  readonly line: number;
  readonly entries: ReadonlyMap<string | number, number>;
}
const positions = new WeakMap<object, Position>();
/** What knows the positions of a value's whole document, once one is asked for. */
const later = new WeakMap<object, () => void>();
/** What stands where another mapping's entry does. */
const places = new WeakMap<object, { readonly owner: object; readonly key: string }>();

export function remember(value: object, position: Position): void {
  positions.set(value, position);
}

/** `value` is what was made of that entry, and stands on its line. */
export function rememberPlace(value: object, owner: object, key: string): void {
  places.set(value, { owner, key });
}

/**
 * @param made every mapping and list in `root`
 * @param read the same document, its positions remembered
 */
export function rememberLater(root: TemplateValue, made: readonly object[], read: () => TemplateValue): void {
  const find = (): void => {
    for (const value of made) later.delete(value);
    copyPositions(root, read());
  };
  for (const value of made) later.set(value, find);
}

const copyPositions = (to: TemplateValue, from: TemplateValue): void => {
  if (typeof to !== 'object' || to === null || typeof from !== 'object' || from === null) return;
  const position = positions.get(from);
  if (position !== undefined) positions.set(to, position);
  const others = new Map<string, TemplateValue>(Object.entries(from));
  for (const [key, value] of Object.entries<TemplateValue>(to)) copyPositions(value, others.get(key) ?? null);
};

/** 1-based line of a mapping or list, or of one of its entries; undefined for values not read from text. */
export function lineOf(value: unknown, key?: string | number): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const place = places.get(value);
  if (place !== undefined) return lineOf(place.owner, place.key);
  later.get(value)?.();
  const position = positions.get(value);
  return key === undefined ? position?.line : (position?.entries.get(key) ?? position?.line);
}
