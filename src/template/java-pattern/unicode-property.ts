import { complement, lastCodePoint, type CodePoints } from './code-points.ts';

/**
 * Code points whose properties are the same in every Unicode release from 6.2 (Java 8) on: whole blocks
 * that were full by then. Which release CloudFormation's Java follows is not documented.
 */
const decidable: CodePoints = [
  [0x0000, 0x024f],
  [0x0400, 0x04ff],
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x4e00, 0x9fcb],
  [0xac00, 0xd7a3],
];

/** Code points that a Unicode property cannot be judged for. */
export const undecidable: CodePoints = complement(decidable);

const categories = new Set(
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Co Cn'.split(
    ' ',
  ),
);
const scripts = new Set(['Latin', 'Greek', 'Cyrillic', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Common']);

/** Java's other names, as the inside of a JavaScript class with flag `u`. */
const named: ReadonlyMap<string, string> = new Map([
  ['LC', '\\p{LC}'],
  ['LD', '\\p{L}\\p{Nd}'],
  ['L1', '\\0-\\xff'],
  ['IsAlphabetic', '\\p{Alphabetic}'],
  ['IsIdeographic', '\\p{Ideographic}'],
  ['IsLetter', '\\p{L}'],
  ['IsLowercase', '\\p{Lowercase}'],
  ['IsUppercase', '\\p{Uppercase}'],
  ['IsTitlecase', '\\p{Lt}'],
  ['IsPunctuation', '\\p{P}'],
  ['IsControl', '\\p{Cc}'],
  ['IsDigit', '\\p{Nd}'],
  ['IsWhite_Space', '\\p{White_Space}'],
  ['javaAlphabetic', '\\p{Alphabetic}'],
  ['javaIdeographic', '\\p{Ideographic}'],
  ['javaLowerCase', '\\p{Lowercase}'],
  ['javaUpperCase', '\\p{Uppercase}'],
  ['javaTitleCase', '\\p{Lt}'],
  ['javaLetter', '\\p{L}'],
  ['javaDigit', '\\p{Nd}'],
  ['javaLetterOrDigit', '\\p{L}\\p{Nd}'],
  ['javaSpaceChar', '\\p{Z}'],
  // Not the no-break spaces, but the four separators of ASCII.
  ['javaWhitespace', '\\t-\\r\\x1c-\\x20'],
  ['javaISOControl', '\\p{Cc}'],
]);

const category = (name: string): string | undefined => (categories.has(name) ? `\\p{${name}}` : undefined);
const script = (name: string): string | undefined => (scripts.has(name) ? `\\p{Script=${name}}` : undefined);

/** `L`, `IsL`, `gc=L`, `IsLatin`, `sc=Latin`, `IsAlphabetic`, `javaLetter`; blocks (`InGreek`) are not read. */
const javaScriptClass = (name: string): string | undefined => {
  const [, key, value] = /^(\w+)=(\w+)$/.exec(name) ?? [];
  if (key !== undefined && value !== undefined) {
    if (key === 'gc' || key === 'general_category') return category(value);
    return key === 'sc' || key === 'script' ? script(value) : undefined;
  }
  const bare = name.startsWith('Is') ? name.slice(2) : undefined;
  return named.get(name) ?? category(bare ?? name) ?? (bare === undefined ? undefined : script(bare));
};

const accepted = (source: string): CodePoints => {
  const one = new RegExp(`^[${source}]$`, 'u');
  const found: [number, number][] = [];
  for (const [from, to] of decidable)
    for (let point = from; point <= to && point <= lastCodePoint; point++) {
      if (!one.test(String.fromCodePoint(point))) continue;
      const last = found.at(-1);
      if (last?.[1] === point - 1) last[1] = point;
      else found.push([point, point]);
    }
  return found;
};

const known = new Map<string, CodePoints>();

/** A property's members among the decidable code points; undefined for a name that is not known to be Java's. */
export function unicodeProperty(name: string): CodePoints | undefined {
  const source = javaScriptClass(name);
  if (source === undefined) return undefined;
  const found = known.get(source) ?? accepted(source);
  known.set(source, found);
  return found;
}

const cased = /Lu|Ll|Lt|LC|Upper|Lower|Title/;

/** Whether (?i) widens the property, which Java releases do differently. */
export const isCased = (name: string): boolean => cased.test(name);
