import fc from 'fast-check';
import { characters, hostile, piece, refused, shapes, type Piece } from './pieces.ts';

/** A pattern with values of which some match and some do so nearly. */
export interface Pair {
  readonly pattern: string;
  readonly value: string;
}

const joined = (pieces: readonly Piece[]): Piece => {
  const rounds = Math.max(1, ...pieces.map(({ examples }) => Math.min(examples.length, 4)));
  return piece(
    pieces.map(({ text }) => text).join(''),
    ...Array.from({ length: rounds }, (_, round) =>
      pieces.map(({ examples }, at) => examples[(round + at) % examples.length] ?? '').join(''),
    ),
  );
};

const either = (pieces: readonly Piece[], group: string): Piece =>
  piece(
    `${group}${pieces.map(({ text }) => text).join('|')})`,
    ...pieces.flatMap(({ examples }) => examples).slice(0, 6),
  );

const repeated = ({ text, examples }: Piece, count: string, rounds: readonly number[]): Piece =>
  piece(
    `${text}${count}`,
    ...rounds.map((times) =>
      Array.from({ length: times }, (_, at) => examples[at % examples.length] ?? '').join(''),
    ),
  );

const counts: readonly (readonly [string, readonly number[]])[] = [
  ['*', [0, 1, 3]],
  ['+', [1, 2, 5]],
  ['?', [0, 1]],
  ['{2}', [2]],
  ['{1,3}', [1, 3]],
  ['{2,}', [2, 4]],
  ['*?', [0, 2]],
  ['+?', [1, 2]],
  ['??', [0, 1]],
];

const group = fc.constantFrom('(', '(?:', '(', '(?:', '(?i:', '(?=', '(?>');
const count = fc.constantFrom(...counts);

const { tree } = fc.letrec<{ tree: Piece }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 6, arbitrary: fc.constantFrom(...characters) },
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom(...characters), count)
        .map(([part, [text, rounds]]) => repeated(part, text, rounds)),
    },
    { weight: 4, arbitrary: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map(joined) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.array(tie('tree'), { minLength: 1, maxLength: 3 }), group)
        .map(([parts, open]) => either(parts, open)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.array(tie('tree'), { minLength: 1, maxLength: 2 }), count)
        .map(([parts, [text, rounds]]) => repeated(either(parts, '('), text, rounds)),
    },
  ),
}));

const anchored = fc
  .tuple(tree, fc.constantFrom('', '', '^', '\\A'), fc.constantFrom('', '', '$', '$', '\\z', '\\Z'))
  .map(([{ text, examples }, begin, end]) => piece(`${begin}${text}${end}`, ...examples));

const pattern: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 12, arbitrary: anchored },
  { weight: 6, arbitrary: fc.constantFrom(...shapes) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...shapes), tree).map(joined) },
  { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.constantFrom(...refused) },
);

const strange = ['a', 'Z', '0', '-', '.', ' ', '\n', '\r\n', '\u0085', 'é', '😀', 'K', '!', '\u00a0', ''];

/** The example as it is, or with one small change. */
const near = (example: string): fc.Arbitrary<string> => {
  const characters = [...example];
  const at = fc.nat(characters.length);
  const other = fc.constantFrom(...strange);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(example) },
    {
      weight: 2,
      arbitrary: fc.tuple(at, other).map(([to, put]) => characters.toSpliced(to, 0, put).join('')),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(at, other).map(([to, put]) => characters.toSpliced(to, 1, put).join('')),
    },
    { weight: 1, arbitrary: at.map((to) => characters.toSpliced(to, 1).join('')) },
    { weight: 1, arbitrary: other.map((put) => example + put) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(example.toUpperCase(), example.toLowerCase(), example + example),
    },
  );
};

/** Patterns as templates have them, some hostile, some broken, each with a value that matches or nearly does. */
export const pair: fc.Arbitrary<Pair> = pattern.chain(({ text, examples }) =>
  fc
    .constantFrom(...examples, '')
    .chain((example) => near(example).map((value): Pair => ({ pattern: text, value }))),
);
