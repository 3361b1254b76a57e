import { NotEqual, type Scanner } from './pattern-scanner.ts';

/**
 * Sets as ranges for use inside a class. JavaScript's `\s` holds no-break spaces and more that Java's
 * does not, and its `\v` is one character where Java's is a set, so every set is written out.
 */
const sets: Readonly<Record<string, string>> = {
  d: '0-9',
  D: '\\u{0}-\\/:-\\u{10ffff}',
  s: '\\t-\\r\\u{20}',
  S: '\\u{0}-\\u{8}\\u{e}-\\u{1f}!-\\u{10ffff}',
  w: '0-9A-Z_a-z',
  W: '\\u{0}-\\/:-@\\[-\\^`\\{-\\u{10ffff}',
  h: '\\t\\u{20}\\u{a0}\\u{1680}\\u{180e}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}',
  v: '\\n-\\r\\u{85}\\u{2028}\\u{2029}',
};

/** Java's POSIX classes are US-ASCII unless a flag says otherwise. */
const posix: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: '0-9A-Za-z',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: '\\u{20}-~',
  Blank: '\\t\\u{20}',
  Cntrl: '\\u{0}-\\u{1f}\\u{7f}',
  XDigit: '0-9A-Fa-f',
  Space: '\\t-\\r\\u{20}',
  ASCII: '\\u{0}-\\u{7f}',
};

const control: Readonly<Record<string, number>> = { t: 9, n: 10, f: 12, r: 13, a: 7, e: 27 };

/** A set (as the inside of a class) or one code point. */
export type Escape = { readonly set: string } | { readonly point: number };

const hex = (scanner: Scanner, digits: number): number => {
  const text = scanner.takeWhile(/^[0-9A-Fa-f]$/, digits);
  if (text.length !== digits) throw new NotEqual();
  return Number.parseInt(text, 16);
};

const property = (scanner: Scanner): Escape => {
  if (!scanner.take('{')) throw new NotEqual();
  const name = scanner.takeWhile(/^\w$/);
  const set = Object.hasOwn(posix, name) ? posix[name] : undefined;
  if (set === undefined || !scanner.take('}')) throw new NotEqual();
  return { set };
};

/** What follows a backslash. Back-references, `\b` (Unicode differs by Java release), `\G`, `\R` … are not judged. */
export const readEscape = (scanner: Scanner): Escape => {
  const letter = scanner.next();
  if (letter === 'x') return { point: hex(scanner, 2) };
  if (letter === 'u') return { point: hex(scanner, 4) };
  if (letter === 'p') return property(scanner);
  if (Object.hasOwn(sets, letter)) return { set: sets[letter] ?? '' };
  if (Object.hasOwn(control, letter)) return { point: control[letter] ?? 0 };
  // Java reserves every other ASCII letter and digit; any other character stands for itself.
  if (letter === '' || /^[0-9A-Za-z]$/.test(letter)) throw new NotEqual();
  return { point: letter.codePointAt(0) ?? 0 };
};

/** One code point as JavaScript source, the same inside and outside a class. */
export const literal = (point: number): string => {
  // Two escapes of half a pair are one character to Java and two to JavaScript.
  if (point >= 0xd800 && point <= 0xdfff) throw new NotEqual();
  const text = String.fromCodePoint(point);
  return /^[0-9A-Za-z]$/.test(text) ? text : `\\u{${point.toString(16)}}`;
};
