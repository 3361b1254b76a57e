/** Names as Route 53 keeps them: lower case, with the final dot, and what is no host character in octal. */
export function canonicalName(name: string): string {
  const decoded = name.replace(/\\(\d{3})/g, (_match, digits: string) =>
    String.fromCharCode(parseInt(digits, 8)),
  );
  const dotted = decoded.endsWith('.') ? decoded : `${decoded}.`;
  return dotted
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** Route 53 sorts by the labels from the right: `com.example.www`. */
const sortKey = (name: string): string => canonicalName(name).split('.').filter(Boolean).reverse().join('.');

export function byName(a: string, b: string): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** @param id may carry the `/hostedzone/` or `/change/` it is shown with */
export const bareId = (id: string): string => id.split('/').at(-1) ?? id;

export const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);
