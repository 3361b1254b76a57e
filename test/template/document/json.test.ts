import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemplateValue } from '../../../src/core/template.ts';
import { InstallError } from '../../../src/core/errors.ts';
import { readJson } from '../../../src/template/document/json.ts';
import { lineOf } from '../../../src/template/document/lines.ts';
import { valueOf } from '../../../src/template/document/value.ts';
import { readDocument } from '../../../src/template/document/yaml.ts';

const readYaml = (text: string): TemplateValue => {
  const { contents, lineAt } = readDocument(text);
  return valueOf(contents, { lineAt });
};

const quick = (text: string): TemplateValue | undefined => readJson(text, () => readYaml(text));

/** Every line that can be asked for, in one order. */
const linesIn = (value: TemplateValue): readonly (number | undefined)[] =>
  typeof value !== 'object' || value === null
    ? []
    : [
        lineOf(value),
        ...Object.entries(value).flatMap(([key, item]: [string, TemplateValue]) => [
          lineOf(value, Array.isArray(value) ? Number(key) : key),
          ...linesIn(item),
        ]),
      ];

/** Refusals of the YAML reader: `undefined`, as where the quick one leaves the judgement to it. */
const judged = (text: string): TemplateValue | undefined => {
  try {
    return readYaml(text);
  } catch (error) {
    if (error instanceof InstallError) return undefined;
    throw error;
  }
};

const numbers = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.constantFrom('0', '-0', '8.0', '1e3', '1E400', '9007199254740993', '123456789012345', '-1'),
);
const names = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom('__proto__', 'constructor', '<<', 'a', 'b', ''),
);
const gap = fc.constantFrom('', '', ' ', '\n', '\n  ', '\r\n');
const { json } = fc.letrec<{ json: string; text: string }>((tie) => ({
  text: fc.string({ unit: 'binary', maxLength: 12 }).map((text) => JSON.stringify(text)),
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('text'),
    numbers,
    fc.constantFrom('true', 'false', 'null', '"Yes"', '"12:30"', '"\\u00e9\\/"'),
    fc
      .tuple(gap, fc.array(tie('json'), { maxLength: 4 }))
      .map(([white, items]) => `[${items.join(`,${white}`)}]`),
    fc
      .tuple(gap, fc.array(fc.tuple(names, tie('json')), { maxLength: 4 }))
      .map(
        ([white, items]) =>
          `{${items.map(([name, item]) => `${white}${JSON.stringify(name)}:${white}${item}`).join(',')}${white}}`,
      ),
  ),
}));

describe('JSON', () => {
  it('reads as YAML does, lines included, or is left to it', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(names, json), { maxLength: 4 }), gap, (entries, white) => {
        const text = `${white}{${entries.map(([name, item]) => `${white}${JSON.stringify(name)}: ${item}`).join(',')}}`;
        const value = quick(text);
        if (value === undefined) return;
        taken += 1;
        const other = judged(text);
        expect(value).toEqual(other);
        expect(JSON.stringify(value)).toBe(JSON.stringify(other));
        expect(linesIn(value)).toEqual(linesIn(other ?? null));
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it.each([
    ['equal keys', '{"a": 1, "a": 2}'],
    ['equal keys, one of them escaped', '{"a": 1, "\\u0061": 2}'],
    ['a fraction', '{"EngineVersion": 8.0}'],
    ['more digits than a number holds', '{"a": 9007199254740993}'],
    ['minus zero', '{"a": -0}'],
    ['a comment', '{"a": 1} # one'],
    ['a final comma', '{"a": 1,}'],
    ['no mapping', '[1]'],
    ['deep nesting', `{"a": ${'['.repeat(100)}${']'.repeat(100)}}`],
    ['more values and marks than are taken', `{"a": [${'[],'.repeat(200_000)}[]]}`],
  ])('%s is left to the reader that knows what it means', (_what, text) =>
    expect(quick(text)).toBeUndefined(),
  );

  it('is not read a second time for what needs no line', () => {
    const value = readJson('{"Resources": {"A": {"Type": "T"}}}', () => {
      throw new Error('read again');
    });
    expect(JSON.stringify(value)).toBe('{"Resources":{"A":{"Type":"T"}}}');
  });
});
