/** A set of Unicode code points: inclusive ranges, ascending, neither touching nor overlapping. */
export type CodePoints = readonly (readonly [number, number])[];

export const lastCodePoint = 0x10ffff;
export const none: CodePoints = [];
export const all: CodePoints = [[0, lastCodePoint]];

export function union(...sets: readonly CodePoints[]): CodePoints {
  const joined: [number, number][] = [];
  for (const [from, to] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

export function complement(set: CodePoints): CodePoints {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= lastCodePoint) gaps.push([next, lastCodePoint]);
  return gaps;
}

export const intersection = (a: CodePoints, b: CodePoints): CodePoints =>
  complement(union(complement(a), complement(b)));

/** Like `intersection(a, b).length > 0`, for two sets of which one is small. */
export const overlap = (a: CodePoints, b: CodePoints): boolean =>
  a.some(([from, to]) => b.some(([start, end]) => start <= to && from <= end));

/** The code points of a text. */
export const codePointsOf = (text: string): CodePoints =>
  union([...text].map((character): [number, number] => [pointOf(character), pointOf(character)]));

export const pointOf = (character: string): number => character.codePointAt(0) ?? 0;

const shifted = (set: CodePoints, first: number, last: number, by: number): CodePoints =>
  intersection(set, [[first, last]]).map(([from, to]) => [from + by, to + by]);

/** With the other case of each ASCII letter: what Java's CASE_INSENSITIVE means without UNICODE_CASE. */
export const withBothCases = (set: CodePoints): CodePoints =>
  union(set, shifted(set, 0x41, 0x5a, 0x20), shifted(set, 0x61, 0x7a, -0x20));
