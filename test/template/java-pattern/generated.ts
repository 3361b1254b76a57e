import fc from 'fast-check';

/** A piece of a pattern with texts that it (most likely) accepts. */
interface Piece {
  readonly text: string;
  readonly examples: readonly string[];
}

/** A pattern with values of which some match and some do so nearly. */
export interface Pair {
  readonly pattern: string;
  readonly value: string;
}

const piece = (text: string, ...examples: string[]): Piece => ({ text, examples });

const literals = ['a', 'b', 'Z', '7', '-', '_', ':', '/', '@', ' ', 'é', '😀', ',', '=', '#', '&', '~', '"'];

/** One character each, so that any quantifier may follow. */
const characters: readonly Piece[] = [
  ...literals.map((literal) => piece(literal, literal)),
  piece('.', 'a', '.', 'é', '😀', '\t'),
  piece('\\.', '.'),
  piece('\\/', '/'),
  piece('\\-', '-'),
  piece('\\$', '$'),
  piece('\\d', '0', '5'),
  piece('\\D', 'a', '٣', '\n'),
  piece('\\w', 'a', 'Z', '_', '9'),
  piece('\\W', '-', 'é', ' '),
  piece('\\s', ' ', '\t', '\u000b'),
  piece('\\S', 'a', '\u00a0', '\ufeff', '\u2028'),
  piece('\\h', ' ', '\u00a0', '\u3000'),
  piece('\\H', 'a', '\n'),
  piece('\\v', '\n', '\u000b', '\u0085'),
  piece('\\V', 'a', ' '),
  piece('\\t', '\t'),
  piece('\\n', '\n'),
  piece('\\e', '\u001b'),
  piece('\\x41', 'A'),
  piece('\\x{1F600}', '😀'),
  piece('\\u00e9', 'é'),
  piece('\\uD83D\\uDE00', '😀'),
  piece('\\0101', 'A'),
  piece('\\cA', '\u0001'),
  piece('[a-z]', 'a', 'm', 'z'),
  piece('[A-Za-z0-9]', 'Q', 'x', '4'),
  piece('[a-zA-Z0-9-]', 'q', '-'),
  piece('[-\\w]', '-', 'w'),
  piece('[\\w.-]', '.', 'w', '-'),
  piece('[\\w-.]', '.', 'w', '-'),
  piece('[^\\s@]', 'a', '.', '\u00a0'),
  piece('[^a-c]', 'd', '\n', 'A'),
  piece('[^\\w]', '-', 'é'),
  piece('[\\x20-\\x7E]', ' ', '~'),
  piece('[ -~]', ' ', '~'),
  piece('[!-.0-?A-~]', '!', '?', '~'),
  piece('[\\[\\]^_`]', '[', ']', '^', '`'),
  piece('[+--]', '+', ',', '-'),
  piece('[a-]', 'a', '-'),
  piece('[.$*|(){}?]', '.', '$', '(', '}'),
  piece('[\\t\\n\\r\\x20-\\x{D7FF}]', '\t', '\n', '\r', 'é'),
  piece('[😀-😂]', '😁'),
  piece('[a-z&&[^aeiou]]', 'b', 'z'),
  piece('[a-z&&[def]]', 'd'),
  piece('[\\w&&[^_]]', 'a', '9'),
  piece('[a-z&&d-h&&[^f]]', 'd', 'e'),
  piece('[a-c[x-z]]', 'a', 'x'),
  piece('[a[b]c]', 'a', 'b', 'c'),
  piece('[[:alpha:]]', 'a', ':', 'l'),
  piece('[\\Qa-z\\E]', 'a', '-', 'z'),
  piece('\\p{Alpha}', 'a', 'Z'),
  piece('\\p{Alnum}', 'a', '0'),
  piece('[\\p{Alnum}_]', 'a', '_'),
  piece('\\p{Lower}', 'a'),
  piece('\\p{Upper}', 'A'),
  piece('\\p{Digit}', '1'),
  piece('\\p{XDigit}', 'f', 'A', '0'),
  piece('\\p{Punct}', '!', '~', '$', '+'),
  piece('\\p{Print}', ' ', '~'),
  piece('\\p{Graph}', '!', '~'),
  piece('\\p{Blank}', ' ', '\t'),
  piece('\\p{Space}', '\n', ' '),
  piece('\\p{Cntrl}', '\u0000', '\u007f'),
  piece('\\p{ASCII}', 'a', '\u007f'),
  piece('\\P{Alpha}', '1', 'é'),
  piece('\\p{L}', 'a', 'é', 'ж', '漢'),
  piece('\\pL', 'a', 'é'),
  piece('\\p{Lu}', 'A', 'É', 'Ж'),
  piece('\\p{IsL}', 'a'),
  piece('\\P{L}', '1', '-'),
  piece('[\\p{L}\\p{N}_.:/=+\\-@]', 'é', '1', '@', '½'),
  piece('\\p{Z}', ' ', '\u00a0'),
  piece('\\p{S}', '$', '+', '¬'),
  piece('\\p{IsAlphabetic}', 'a', 'ª'),
  piece('\\p{IsLatin}', 'a', 'é'),
  piece('\\p{IsUppercase}', 'A'),
  piece('\\p{javaLowerCase}', 'a', 'ª'),
  piece('\\p{javaWhitespace}', ' ', '\u001c'),
  piece('\\p{javaLetterOrDigit}', 'a', '1'),
  piece('\\p{gc=Nd}', '1'),
];

/** Whole shapes that templates use for names, addresses, keys and passwords, and what only backtracking can judge. */
const shapes: readonly Piece[] = [
  piece('arn:(aws|aws-us-gov|aws-cn):iam::\\d{12}:role/.+', 'arn:aws:iam::123456789012:role/a'),
  piece('(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})', '10.0.0.0/16'),
  piece('([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])', '0', '99', '255'),
  piece('(vpc|subnet|sg)-[0-9a-f]{8,17}', 'vpc-0a1b2c3d'),
  piece('^$|^[a-z][a-z0-9-]*$', '', 'abc-1'),
  piece('.{8,64}|', '', 'abcdefgh'),
  piece('(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{4,}', 'aB1c', 'Zz99'),
  piece('^(?!xn--)(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$', 'a.b-c', 'bucket'),
  piece('(?!-)[a-z0-9-]{1,63}(?<!-)', 'a-b', 'a'),
  piece('(?i)(yes|no)', 'YES', 'no', 'nO'),
  piece('(?i:true)|False', 'TRUE', 'False'),
  piece('(?i)[a-z]+[^k-m]', 'aBK', 'aB1', 'kz'),
  piece('(?s).*', 'a\nb', ''),
  piece('(?s:.)(?-s:.)', '\na', 'ab'),
  piece('(?x) a b  # two', 'ab'),
  piece('(?m)^a$', 'a'),
  piece('\\A[a-z]+\\z', 'abc'),
  piece('\\A[a-z]+\\Z', 'abc', 'abc\n'),
  piece('^a+$\\n?', 'a', 'a\n'),
  piece('a\\Z\\r?\\n?', 'a', 'a\n', 'a\r\n'),
  piece('(?<word>[ab]+)-\\k<word>', 'ab-ab', 'a-a'),
  piece('([ab]+)\\1', 'abab', 'aa'),
  piece('(a)(b)?\\1', 'aa', 'aba'),
  piece('(["\']).*\\1', '"a"', "'b'"),
  piece('(?>a+)b', 'aab'),
  piece('(?>a|ab)c', 'ac', 'abc'),
  piece('[a-z]++\\d', 'ab1'),
  piece('\\w*+b', 'aab', 'b'),
  piece('a?+a', 'aa', 'a'),
  piece('(?:ab|a)++b', 'abab', 'ab'),
  piece('\\bfoo\\b.*', 'foo', 'foo bar'),
  piece('.*\\Bo', 'foo', 'o'),
  piece('\\Q[a.b]*\\E+', '[a.b]*', '[a.b]**'),
  piece('a\\R', 'a\n', 'a\u0085'),
  piece('(?<=a)b|ab', 'ab'),
  piece('a(?<=a)b', 'ab'),
  piece('ab(?<!cb)c', 'abc'),
  piece('(?=a)*a', 'a'),
  piece('(?:a|b|)*c', 'abc', 'c'),
  piece('(?:a?b?){2,3}', 'abab', '', 'aab'),
  piece('\\Ga', 'a'),
  piece('a{0}b', 'b'),
  piece('[a-z]{1,1024}', 'abc'),
  piece('(a{2}){2,}', 'aaaa'),
];

/** The matching may take an engine that backtracks longer than anybody waits. */
export const hostile: readonly Piece[] = [
  piece('(a+)+$', 'a'.repeat(40)),
  piece('(a|aa)+', 'a'.repeat(60)),
  piece('(.*a){12}', 'ab'.repeat(20)),
  piece('([a-zA-Z]+)*', 'aB'.repeat(20)),
  piece('(\\w+\\s?)+', 'word '.repeat(10)),
  piece('^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(40)),
  piece('(?=(a+)+b).*', 'a'.repeat(40)),
];

/** No pattern to Java, or not the same to all its releases. */
const refused: readonly Piece[] = [
  ...[
    '[a',
    '(a',
    'a)',
    '*a',
    'a**',
    'a{2,1}',
    'a{,2}',
    '[z-a]',
    '\\y',
    '\\p{Nope}',
    'a\\',
    '[]',
    '\\1',
    '(?z)a',
  ],
  ...['[^a[b]]', '[]a]', '(?U)\\w', '\\X', '\\N{DIGIT ONE}', '(a)?\\1', '\\p{InGreek}'],
].map((text) => piece(text, 'a', ''));

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
