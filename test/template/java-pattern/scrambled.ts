import fc from 'fast-check';
import type { Pair } from './generated.ts';

const tokens = [
  ...['a', 'b', 'A', '0', '1', '-', ' ', '\n', '#', 'é', '😀', ',', ':', '&', '&&', '.', '^', '$', '|'],
  ...['[', '[^', ']', 'a-b', '[a-b]', '[^a]', '(', '(?:', '(?=', '(?!', '(?<=', '(?<!', '(?>', '(?<n>', ')'],
  ...['(?i)', '(?x)', '(?s)', '(?m)', '(?d)', '(?i:', '(?x:', '(?-i)', '(?-x)', '(a)', '(b|a)', '(a|b)*'],
  ...['*', '+', '?', '{', '}', '{2}', '{0,1}', '{1,}', 'a*', 'a+', 'b?', '[ab]+'],
  ...['\\', '\\d', '\\W', '\\s', '\\v', '\\h', '\\R', '\\b', '\\B', '\\A', '\\z', '\\Z', '\\G', '\\Q', '\\E'],
  ...[
    '\\1',
    '\\2',
    '\\k<n>',
    '\\p{Alpha}',
    '\\p{Lu}',
    '\\pL',
    '\\x41',
    '\\0',
    '\\07',
    '\\0377',
    '\\cA',
    '\\-',
  ],
];
const members = [
  ...['a', 'b', 'c', 'A', 'z', '-', '^', ' ', '[', '[^', ']', '&', '&&', 'a-c', 'b-d'],
  ...['\\d', '\\w', '\\v', '\\-', '\\]', '\\Q', '\\E', '\\p{Lower}'],
];
const characters = [
  ...[
    'a',
    'b',
    'c',
    'B',
    '0',
    '1',
    '-',
    ' ',
    '\n',
    '\r\n',
    '\r',
    'é',
    '😀',
    '#',
    '&',
    '\u0007',
    '\u00ff',
    '^',
  ],
  ...[']', '[', '}', '{'],
];

const strung = (pieces: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength, size: 'max' }).map((some) => some.join(''));

const scrambledClass = fc
  .tuple(fc.constantFrom('', '(?i)', '(?x)'), strung(members, 8))
  .map(([flags, inside]) => `${flags}[${inside}]`);

/** Pieces of Java's syntax in any order: more than half is no pattern, and the rest is what nobody would write. */
export const scrambled: fc.Arbitrary<readonly Pair[]> = fc
  .tuple(
    fc.oneof({ weight: 2, arbitrary: strung(tokens, 9) }, { weight: 1, arbitrary: scrambledClass }),
    fc.array(strung(characters, 4), { minLength: 6, maxLength: 6 }),
  )
  .map(([pattern, values]) => ['', ...characters, ...values].map((value) => ({ pattern, value })));
