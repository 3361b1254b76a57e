import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesInTime, toJavaScript } from '../../../src/template/java-pattern/javascript.ts';
import { matchesJavaPattern } from '../../../src/template/java-pattern/matches.ts';
import { parse } from '../../../src/template/java-pattern/parse.ts';
import { re2Judge } from '../../../src/template/java-pattern/re2.ts';
import { NotJudged, type JavaPattern } from '../../../src/template/java-pattern/tree.ts';
import { pair } from './generated.ts';
import { hostile } from './pieces.ts';
import { scrambled } from './scrambled.ts';
import { templatePairs, templatePatterns } from './templates.ts';
import { anyCharacter } from '../../helpers/any-character.ts';
import { processorTime } from '../../helpers/processor-time.ts';

/** [pattern, value, what Java 17 said], recorded by the pattern campaign. */
const verdicts = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'java-verdicts.json'), 'utf8'),
) as readonly (readonly [string, string, 'match' | 'mismatch' | 'invalid'])[];

describe('a pattern that Java judged', () => {
  it('is judged as Java did, or left to CloudFormation', () => {
    const wrong = verdicts.filter(([pattern, value, java]) => {
      const ours = matchesJavaPattern(pattern, value);
      return ours !== undefined && java !== (ours ? 'match' : 'mismatch');
    });
    expect(wrong).toEqual([]);
  });

  it('is rarely left to CloudFormation when it is one', () => {
    const valid = verdicts.filter(([, , java]) => java !== 'invalid');
    const left = valid.filter(([pattern, value]) => matchesJavaPattern(pattern, value) === undefined);
    expect(valid.length).toBeGreaterThan(250);
    expect(left.length / valid.length).toBeLessThan(0.1);
  });
});

describe('the patterns of the templates that ship', () => {
  it('are all judged, by RE2, whatever the value', () => {
    expect(templatePatterns.length).toBeGreaterThan(5);
    for (const pattern of templatePatterns)
      expect([pattern, re2Judge(parse(pattern).root) === undefined]).toEqual([pattern, false]);
    expect(
      templatePairs.filter(({ pattern, value }) => matchesJavaPattern(pattern, value) === undefined),
    ).toEqual([]);
  });
});

describe('a pattern that is left to CloudFormation', () => {
  it.each([
    ['an unclosed class', '[a', 'a'],
    ['an unclosed group', '(a', 'a'],
    ['a bracket first in a class', '[]a]', 'a'],
    ['a negated class with a nested one, which Java 9 changed', '[^a[b]]', 'c'],
    ['a nested class before members on the right of &&', '[a-c&&[a]b]', 'b'],
    ['a quantifier of nothing', '*a', 'a'],
    ['a quantifier without its number', 'a{,3}', 'a'],
    ['a count backwards', 'a{3,2}', 'aaa'],
    ['a range backwards', '[z-a]', 'a'],
    ['a range to a set', '[a-\\d]', 'a'],
    ['an escaped letter Java reserves', '\\y', 'y'],
    ['a trailing backslash', 'a\\', 'a'],
    ['half a surrogate pair', '\\uD83D', 'a'],
    ['a property nobody knows', '\\p{constructor}', 'a'],
    ['a block', '\\p{InGreek}', 'α'],
    ['Unicode classes', '(?U)\\w', 'a'],
    ['a grapheme', '\\X', 'a'],
    ['a named character', '\\N{DIGIT ONE}', '1'],
    ['a reference to a group that may not have taken part', '(a)?b\\1', 'b'],
    ['a reference to a group that is not there', '(a)\\2', 'aa'],
    ['a look-behind without an obvious length', '(?<=a+)b', 'b'],
    ['a possessive repetition that may need its first round again', '(?:a|ab){2}+', 'aba'],
    ['nesting beyond reason', '('.repeat(4000), 'a'],
    ['a word boundary next to a letter beyond ASCII, which Java 19 changed', '\\bé', 'é'],
    ['\\R before the second half of a line break, which Java 9 changed', '\\R\\n', '\r\n'],
    ['a property of a character that Java 8 does not know', '\\p{L}', '\u{1E900}'],
    ['^ of several lines on the empty value', '(?m)^', ''],
    ['$ of several lines on several', '(?m)a$\\nb', 'a\nb'],
    ['half a character', '.', '\ud83d'],
  ])('%s', (_name, pattern, value) => {
    expect(matchesJavaPattern(pattern, value)).toBeUndefined();
  });

  it('and no other value of the same pattern is', () => {
    expect(matchesJavaPattern('\\bfoo\\b.*', 'foo bar')).toBe(true);
    expect(matchesJavaPattern('\\R', '\n')).toBe(true);
    expect(matchesJavaPattern('\\p{L}+', 'ñandú')).toBe(true);
    expect(matchesJavaPattern('(?m)^a$', 'b')).toBe(false);
  });
});

describe('a pattern of any size', () => {
  it.each([
    ...hostile.map(({ text, examples: [example = ''] }) => [text, example.repeat(30)] as const),
    ['[a-z]{1,4000}', 'a'.repeat(4000)] as const,
    ['((a{0,1000}){0,1000}){0,1000}', 'a'.repeat(4000)] as const,
    ['(((a{9}){9}){9}){9}', 'a'.repeat(4000)] as const,
    ['(a|b|ab)*c(?=d)(a|b|ab)*', 'ab'.repeat(2000)] as const,
    ['(?:(a+)+)\\b(?<!b)(a+)+c', 'a'.repeat(4000)] as const,
  ])('%s ends soon', (pattern, value) => {
    for (const text of [value, `${value}!`, `${value}\n`]) {
      expect(processorTime(() => matchesJavaPattern(pattern, text))).toBeLessThan(3000);
    }
  });

  it('needs no clock where RE2 can judge', () => {
    for (const ending of ['', '!', '\n'])
      expect(matchesJavaPattern('^(a+)+$', `${'a'.repeat(4000)}${ending}`)).toBe(ending === '');
    expect(matchesJavaPattern('(?=.*\\d)(?!.*(a+)+$).{1,4096}(?<!-)', `${'a'.repeat(4000)}`)).toBe(false);
    expect(matchesJavaPattern('[a-z]{1500,2400}', 'a'.repeat(1499))).toBe(false);
    expect(matchesJavaPattern('[a-z]{1500,2400}', 'a'.repeat(1500))).toBe(true);
  });

  it('cannot reach outside its own matching', () => {
    expect(matchesJavaPattern("(a)\\1(');globalThis.x=1;(')", 'a')).toBe(false);
    expect(Object.hasOwn(globalThis, 'x')).toBe(false);
  });
});

const tree = (pattern: string): JavaPattern | undefined => {
  try {
    return parse(pattern);
  } catch (error) {
    if (error instanceof NotJudged) return undefined;
    throw error;
  }
};

describe('generated patterns', () => {
  it('mean the same to RE2 and to JavaScript where both can judge', () => {
    let judged = 0;
    fc.assert(
      fc.property(pair, ({ pattern, value }) => {
        const java = tree(pattern);
        const re2 = java && re2Judge(java.root);
        if (java === undefined || re2 === undefined || /[\n\r\u0085\u2028\u2029]$/.test(value)) return;
        const script = matchesInTime(toJavaScript(java.root), value);
        if (script === undefined) return;
        judged += 1;
        expect([pattern, value, script]).toEqual([pattern, value, re2(value)]);
      }),
      { numRuns: 600 },
    );
    expect(judged).toBeGreaterThan(250);
  });

  it('never throw, however scrambled', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          scrambled,
          fc.tuple(fc.record({ pattern: fc.string({ unit: anyCharacter }), value: fc.string() })),
        ),
        (pairs) => {
          for (const { pattern, value } of pairs)
            expect([true, false, undefined]).toContain(matchesJavaPattern(pattern, value));
        },
      ),
      { numRuns: 120 },
    );
  });
});
