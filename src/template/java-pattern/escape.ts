import { all, complement, lastCodePoint, pointOf, union, type CodePoints } from './code-points.ts';
import { posix, predefined } from './named-sets.ts';
import type { Scanner } from './scanner.ts';
import type { State } from './state.ts';
import { NotJudged } from './tree.ts';
import { isCased, unicodeProperty, undecidable } from './unicode-property.ts';

/** A set or one code point. */
export type Escape = { readonly set: CodePoints } | { readonly point: number };

const control: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['f', 12],
  ['r', 13],
  ['a', 7],
  ['e', 27],
]);

const number = (text: string, base: number): number => {
  const value = text === '' ? NaN : Number.parseInt(text, base);
  if (!(value <= lastCodePoint)) throw new NotJudged();
  return value;
};

const hexDigits = (scanner: Scanner, count: number): number => {
  const text = scanner.takeWhile(/^[0-9A-Fa-f]$/, count);
  if (text.length !== count) throw new NotJudged();
  return number(text, 16);
};

const hexadecimal = (scanner: Scanner): number =>
  scanner.take('{') ? number(scanner.takeUntil('}', /^[0-9A-Fa-f]$/), 16) : hexDigits(scanner, 2);

/** Java's two escapes of half a pair each are one character. */
const utf16 = (scanner: Scanner): number => {
  const high = hexDigits(scanner, 4);
  if (high < 0xd800 || high > 0xdbff) return high;
  if (!scanner.take('\\u')) throw new NotJudged();
  const point = pointOf(String.fromCharCode(high, hexDigits(scanner, 4)));
  if (point === high) throw new NotJudged();
  return point;
};

/** `\0n`, `\0nn`, `\0mnn` with m at most 3. */
const octal = (scanner: Scanner): number =>
  number(scanner.takeWhile(/^[0-7]$/, /^[0-3]$/.test(scanner.peek()) ? 3 : 2), 8);

const controlKey = (scanner: Scanner): number => {
  const key = scanner.next();
  // Before a quotation Java would take the backslash that the quotation leaves behind.
  if (!/^[@-[\]-_a-z?]$/.test(key)) throw new NotJudged();
  return pointOf(key) ^ 64;
};

const property = (state: State): CodePoints => {
  const { scanner, flags } = state;
  const name = scanner.take('{') ? scanner.takeUntil('}', /^[\w=]$/) : scanner.next();
  if (flags.ignoreCase && isCased(name)) throw new NotJudged();
  const ascii = posix.get(name) ?? (name === 'all' ? all : undefined);
  if (ascii !== undefined) return ascii;
  const found = unicodeProperty(name);
  if (found === undefined) throw new NotJudged();
  state.doubt(undecidable);
  return found;
};

const point = (scanner: Scanner, letter: string): number => {
  if (letter === 'x') return hexadecimal(scanner);
  if (letter === 'u') return utf16(scanner);
  if (letter === '0') return octal(scanner);
  if (letter === 'c') return controlKey(scanner);
  // Java reserves every other ASCII letter and digit; any other character stands for itself.
  if (/^[0-9A-Za-z]$/.test(letter)) throw new NotJudged();
  return pointOf(letter);
};

/** What follows a backslash and stands for one character, inside a class or outside. */
export function readEscape(state: State): Escape {
  const letter = state.scanner.next();
  const set = predefined.get(letter);
  if (set !== undefined) return { set };
  if (letter === 'p') return { set: property(state) };
  if (letter === 'P') return { set: complement(property(state)) };
  const value = control.get(letter) ?? point(state.scanner, letter);
  if (value >= 0xd800 && value <= 0xdfff) throw new NotJudged();
  return { point: value };
}

export const setOf = (state: State, escape: Escape): CodePoints =>
  'set' in escape ? escape.set : state.cased(union([[escape.point, escape.point]]));
