import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTemplate } from '../../../src/template/index.ts';

const described = (text: string): string | undefined =>
  parseTemplate(
    `Resources:\n  A:\n    Type: A::B::C\n    Properties:\n      P: ${text}\n      Q: x\n`,
  ).resources.get('A')?.properties['P'] as string | undefined;

it.each([
  ['"one\n two"', 'one two'],
  ['"one\ntwo\n\n three"', 'one two\nthree'],
  ['"one \\"quoted\n  two: x"', 'one "quoted two: x'],
  ['!Sub "one\n  two"', { 'Fn::Sub': 'one two' }],
])('reads %j, continued less indented, as PyYAML does', (text, meant) => {
  expect(described(text)).toEqual(meant);
});

it('tells where a quotation does not end, and leaves block texts alone', () => {
  expect(() => described('"one\n two')).toThrow(/Line \d+ of the template/);
  expect(described('|\n        "one\n        two\n      R: "three\n four"')).toBe('"one\ntwo\n');
});

it('means the same however its lines are indented', () => {
  const word = fc.stringMatching(/^[a-z:#-]{0,3}[a-z]$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.nat(12)), { minLength: 2, maxLength: 5 }), (lines) => {
      const [[first]] = lines as [[string, number]];
      const text = lines.slice(1).map(([one, indent]) => `\n${' '.repeat(indent + 1)}${one}`);
      expect(described(`"${first}${text.join('')}"`)).toBe(lines.map(([one]) => one).join(' '));
    }),
    { numRuns: 50 },
  );
});
