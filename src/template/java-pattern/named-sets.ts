import { complement, type CodePoints } from './code-points.ts';

const digit: CodePoints = [[0x30, 0x39]];
const space: CodePoints = [
  [0x09, 0x0d],
  [0x20, 0x20],
];
const word: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const horizontal: CodePoints = [
  [0x09, 0x09],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];
export const vertical: CodePoints = [
  [0x0a, 0x0d],
  [0x85, 0x85],
  [0x2028, 0x2029],
];

/** Where `$` and `\Z` may stand before the end, and what `.` stops at. */
export const lineTerminators: CodePoints = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x85, 0x85],
  [0x2028, 0x2029],
];

/** Java's predefined classes; ASCII unless UNICODE_CHARACTER_CLASS is on. */
export const predefined: ReadonlyMap<string, CodePoints> = new Map([
  ['d', digit],
  ['D', complement(digit)],
  ['s', space],
  ['S', complement(space)],
  ['w', word],
  ['W', complement(word)],
  ['h', horizontal],
  ['H', complement(horizontal)],
  ['v', vertical],
  ['V', complement(vertical)],
]);

const lower: CodePoints = [[0x61, 0x7a]];
const upper: CodePoints = [[0x41, 0x5a]];

/** Java's POSIX classes, US-ASCII only. */
export const posix: ReadonlyMap<string, CodePoints> = new Map([
  ['Lower', lower],
  ['Upper', upper],
  ['ASCII', [[0x00, 0x7f]]],
  ['Alpha', [...upper, ...lower]],
  ['Digit', digit],
  ['Alnum', [...digit, ...upper, ...lower]],
  [
    'Punct',
    [
      [0x21, 0x2f],
      [0x3a, 0x40],
      [0x5b, 0x60],
      [0x7b, 0x7e],
    ],
  ],
  ['Graph', [[0x21, 0x7e]]],
  ['Print', [[0x20, 0x7e]]],
  [
    'Blank',
    [
      [0x09, 0x09],
      [0x20, 0x20],
    ],
  ],
  [
    'Cntrl',
    [
      [0x00, 0x1f],
      [0x7f, 0x7f],
    ],
  ],
  [
    'XDigit',
    [
      [0x30, 0x39],
      [0x41, 0x46],
      [0x61, 0x66],
    ],
  ],
  ['Space', space],
]);
