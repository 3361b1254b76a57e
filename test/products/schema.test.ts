import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { TemplateValue } from '../../src/core/template.ts';
import { SchemaJudge } from '../../src/products/file/schema.ts';
import { read, schema, shipped } from './files.ts';

const validate: ValidateFunction = new Ajv({ strict: false }).compile(schema);
const documents = [...shipped.values()].map(
  (text) => JSON.parse(JSON.stringify(read(text))) as TemplateValue,
);

const values: readonly TemplateValue[] = [
  null,
  true,
  0,
  -1,
  1.5,
  '',
  'x',
  'Fn::If',
  [],
  {},
  { Ref: 'X' },
  [[]],
];

/** The document with one of its values, wherever it is, replaced, removed or joined by another. */
const mutated = (value: TemplateValue, choose: (most: number) => number): TemplateValue => {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const [key, inner] = entries[choose(entries.length - 1)] ?? [];
  if (key === undefined || inner === undefined || choose(8) === 0)
    return values[choose(values.length - 1)] ?? null;
  const changed = choose(8) === 0 ? undefined : mutated(inner, choose);
  const kept = entries.filter(([name]) => name !== key);
  if (Array.isArray(value))
    return [...kept.map(([, one]) => one), ...(changed === undefined ? [] : [changed])];
  const renamed = choose(8) === 0 ? `${key}x` : key;
  return Object.fromEntries([
    ...kept,
    ...(changed === undefined ? [] : [[renamed, changed]]),
  ]) as TemplateValue;
};

describe('the schema of product files', () => {
  it.each([...shipped.keys()])('finds a use for every condition of %s', (file) => {
    const product = read(shipped.get(file) ?? '');
    const text = JSON.stringify(product);
    const unused = Object.keys(product.conditions ?? {}).filter(
      (name) => !new RegExp(`"${name}"(?!:)`).test(text),
    );
    expect(unused).toEqual([]);
  });

  it.each([...shipped.keys()])('is met by %s, as an independent validator sees it', (file) => {
    const document = JSON.parse(JSON.stringify(read(shipped.get(file) ?? ''))) as TemplateValue;
    expect(validate(document) ? [] : validate.errors).toEqual([]);
  });

  it.each([...shipped.keys()])('finds no fault with %s as an editor sees it, short forms and all', (file) => {
    const seen: unknown = parseDocument(shipped.get(file) ?? '', { logLevel: 'silent' }).toJS();
    expect(validate(seen) ? [] : validate.errors).toEqual([]);
  });

  it('says of any changed file what an independent validator says', () => {
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.infiniteStream(fc.nat({ max: 9_999 })),
        (document, numbers) => {
          const choose = (most: number): number => (numbers.next().value ?? 0) % (most + 1);
          const changed = mutated(document, choose);
          const wanted = validate(changed);
          verdicts.add(wanted);
          expect(
            new SchemaJudge(schema).judge(changed) === undefined,
            JSON.stringify(changed)?.slice(0, 300),
          ).toBe(wanted);
        },
      ),
      { numRuns: 400 },
    );
    expect(verdicts).toEqual(new Set([true, false]));
  });
});
