import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJavaScript } from '../../src/parameters/pattern.ts';
import { matches } from '../../src/parameters/pattern-match.ts';
import { javaVerdicts } from './java-verdicts.ts';

describe('a pattern that is left to CloudFormation', () => {
  it.each([
    ['an intersection', '[a-z&&[^b]]'],
    ['an intersection of single characters', '[a&&b]'],
    ['a nested class', '[a[bc]]'],
    ['an unclosed class', '[a'],
    ['a bracket first in a class', '[]a]'],
    ['a possessive quantifier', 'a++b'],
    ['an atomic group', '(?>a)'],
    ['an inline flag', '(?i)abc'],
    ['a back-reference', '(a)\\1'],
    ['a named back-reference', '(?<n>a)\\k<n>'],
    ['a Unicode property', '\\p{L}'],
    ['a word boundary', '\\bword\\b'],
    ['an octal escape', '\\07'],
    ['a control escape', '\\cA'],
    ['an escaped letter Java reserves', '\\y'],
    ['a trailing backslash', 'a\\'],
    ['a range backwards', '[z-a]'],
    ['a range to a set', '[a-\\d]'],
    ['half a surrogate pair', '\\uD83D\\uDE00'],
    ['a quantifier without its number', 'a{,3}'],
    ['a quantifier of nothing', '*a'],
    ['a quantified look-ahead', '(?=a)+b'],
    ['an unclosed group', '(a'],
    ['a property named as a member of every object', '\\p{constructor}'],
  ])('%s', (_name, pattern) => {
    expect(matches(pattern, 'a')).toBeUndefined();
  });

  it.each([
    ['exponential', '(a+)+', `${'a'.repeat(50)}!`],
    ['overlapping', '(a|aa)+', `${'a'.repeat(80)}!`],
    ['deeply counted', '((a{0,1000}){0,1000}){0,1000}', `${'a'.repeat(4000)}!`],
    ['nested beyond reason', '('.repeat(50_000), 'a'],
  ])('ends when it is %s', (_name, pattern, value) => {
    expect(matches(pattern, value)).toBeUndefined();
  });
});

describe('a pattern that is judged', () => {
  it.each(javaVerdicts)('%s means what it means to Java', (pattern, accepted, refused) => {
    for (const value of accepted) expect([value, matches(pattern, value)]).toEqual([value, true]);
    for (const value of refused) expect([value, matches(pattern, value)]).toEqual([value, false]);
  });

  it('cannot reach outside its own matching', () => {
    expect(matches("a');globalThis.x=1;('", 'a')).toBe(false);
    expect(Object.hasOwn(globalThis, 'x')).toBe(false);
  });
});

/** A regular expression as data, with its Java text and a matcher of its own: sets of places, no backtracking. */
type Node =
  | { kind: 'one'; text: string; accepts: (point: string) => boolean }
  | { kind: 'all' | 'any'; parts: Node[] }
  | { kind: 'times'; part: Node; least: number; most: number; text: string };

const places = (node: Node, value: readonly string[], from: ReadonlySet<number>): Set<number> => {
  switch (node.kind) {
    case 'one':
      return new Set(
        [...from].filter((at) => at < value.length && node.accepts(value[at] ?? '')).map((at) => at + 1),
      );
    case 'all':
      return node.parts.reduce((at, part) => places(part, value, at), new Set(from));
    case 'any':
      return new Set(node.parts.flatMap((part) => [...places(part, value, from)]));
    case 'times': {
      const reached = new Set<number>(node.least === 0 ? from : []);
      let at = new Set(from);
      for (let round = 1; round <= Math.min(node.most, value.length + node.least + 1); round++) {
        at = places(node.part, value, at);
        if (round >= node.least) for (const place of at) reached.add(place);
      }
      return reached;
    }
  }
};

const javaText = (node: Node): string => {
  switch (node.kind) {
    case 'one':
      return node.text;
    case 'all':
      return node.parts.map(javaText).join('');
    case 'any':
      return `(?:${node.parts.map(javaText).join('|')})`;
    case 'times':
      return `(${javaText(node.part)})${node.text}`;
  }
};

const one = (text: string, accepts: (point: string) => boolean): Node => ({ kind: 'one', text, accepts });
const leaf: fc.Arbitrary<Node> = fc.constantFrom(
  ...['a', 'b', '0', '-', '😀', ' '].map((point) => one(point, (other) => other === point)),
  one('\\.', (point) => point === '.'),
  one('.', (point) => point !== '\n'),
  one('\\d', (point) => point === '0'),
  one('\\w', (point) => ['a', 'b', '0'].includes(point)),
  one('[^\\s]', (point) => !['\n', ' '].includes(point)),
  one('[a\\-.]', (point) => ['a', '-', '.'].includes(point)),
  one('[^ab-]', (point) => !['a', 'b', '-'].includes(point)),
);
const times = (part: Node, [least, most, text]: readonly [number, number, string]): Node => ({
  kind: 'times',
  part,
  least,
  most,
  text,
});
const { tree } = fc.letrec<{ tree: Node }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }).map((parts): Node => ({ kind: 'all', parts })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((parts): Node => ({ kind: 'any', parts })),
    fc
      .tuple(
        tie('tree'),
        fc.constantFrom(
          [0, Infinity, '*'] as const,
          [1, Infinity, '+'] as const,
          [0, 1, '?'] as const,
          [2, 3, '{2,3}'] as const,
          [1, Infinity, '{1,}?'] as const,
        ),
      )
      .map(([part, count]) => times(part, count)),
  ),
}));
const value = fc.array(fc.constantFrom('a', 'b', '0', '-', '.', '😀', ' ', '\n'), { maxLength: 6 });

describe('generated patterns', () => {
  it('accept exactly what a matcher of sets accepts', () => {
    fc.assert(
      fc.property(tree, fc.array(value, { minLength: 1, maxLength: 5 }), (node, values) => {
        const source = toJavaScript(javaText(node));
        if (source === undefined) throw new Error(`not judged: ${javaText(node)}`);
        const compiled = new RegExp(source, 'u');
        for (const points of values)
          expect(compiled.test(points.join(''))).toBe(places(node, points, new Set([0])).has(points.length));
      }),
      { numRuns: 500 },
    );
  });

  it('never throw, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.string({ maxLength: 10 }),
        (pattern, text) => {
          expect([true, false, undefined]).toContain(matches(pattern, text));
        },
      ),
      { numRuns: 300 },
    );
  });
});
