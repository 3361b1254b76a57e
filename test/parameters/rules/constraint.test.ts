import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemplateParameter } from '../../../src/core/template.ts';
import { constraintViolation } from '../../../src/parameters/rules/constraint.ts';
import { generate } from '../../../src/parameters/references/generate.ts';
import { ruleOf } from '../../../src/parameters/rules/rule.ts';
import { templateWith } from '../ports.ts';

const parameter = (body: string): TemplateParameter => {
  const found = templateWith(`P: { ${body} }`).parameters.get('P');
  if (found === undefined) throw new Error('no parameter');
  return found;
};

describe('a value that does not fit', () => {
  it.each([
    ['Type: Number', ['', 'x', '1,5', '0x10', '1e', '--1', 'NaN', 'Infinity', ' 1']],
    ['Type: Number, MinValue: 1, MaxValue: 3', ['0', '0.99', '3.01', '-2', '4e0']],
    ["Type: 'List<Number>'", ['1,x', '1,,2']],
    ["Type: 'List<Number>', MaxValue: 3", ['1, 4']],
    ['Type: String, MinLength: 2, MaxLength: 3', ['', 'a', 'abcd']],
    ['Type: String, AllowedValues: [a, b]', ['', 'A', 'a ', 'a,b']],
    ['Type: CommaDelimitedList, AllowedValues: [a, b]', ['a,c', 'A']],
    ["Type: String, AllowedPattern: '[a-z]+'", ['', 'A', 'a\n', 'ab1']],
    ["Type: CommaDelimitedList, AllowedPattern: '[a-z]+'", ['a,1', 'a,,b']],
    ['Type: AWS::EC2::VPC::Id', ['']],
    ["Type: 'List<AWS::EC2::Subnet::Id>'", ['', 'subnet-1,', ',']],
    ["Type: 'AWS::SSM::Parameter::Value<String>', AllowedPattern: '/app/.*'", ['', '/other']],
    ['Type: String', ['x'.repeat(4097), 'é'.repeat(2049)]],
  ])('%s', (body, values) => {
    for (const value of values)
      expect([value, typeof constraintViolation(parameter(body), value)]).toEqual([value, 'string']);
  });
});

describe('a value that fits', () => {
  it.each([
    ['Type: Number', ['0', '-1', '+1', '1.5', '.5', '5.', '1e3', '0777']],
    ["Type: 'List<Number>', MaxValue: 3", ['1, 2 ,3', '']],
    ['Type: String, MinLength: 2, MaxLength: 3', ['ab', 'abc']],
    ['Type: CommaDelimitedList, AllowedValues: [a, b]', ['a', 'a, b', '']],
    ['Type: CommaDelimitedList, MinLength: 9', ['a']],
    ["Type: CommaDelimitedList, AllowedPattern: '[a-z]+'", ['a, b']],
    ["Type: String, AllowedPattern: '.{8,64}|'", ['', '12345678']],
    ["Type: String, AllowedPattern: '[^a[b]]+'", ['b']],
    ["Type: 'List<AWS::EC2::Subnet::Id>'", ['subnet-1, subnet-2']],
    ['Type: String', ['', 'x'.repeat(4096)]],
  ])('%s', (body, values) => {
    for (const value of values)
      expect([value, constraintViolation(parameter(body), value)]).toEqual([value, undefined]);
  });
});

describe('the rule in words', () => {
  it.each([
    ['Type: String', ''],
    ['Type: String, MinLength: 5', 'at least 5 characters'],
    ['Type: String, MinLength: 5, MaxLength: 5', 'exactly 5 characters'],
    ['Type: Number, MinValue: 0', 'a number, at least 0'],
    ["Type: 'List<AWS::EC2::Subnet::Id>'", 'existing subnet ids (subnet-…), comma-separated'],
    ["Type: String, AllowedValues: ['', a]", 'one of (empty), a'],
    ["Type: String, AllowedPattern: 'a\\tb'", 'matching a\\tb'],
    ['Type: String, MinLength: 5, ConstraintDescription: a mail address', 'a mail address'],
  ])('%s', (body, rule) => {
    expect(ruleOf(parameter(body))).toBe(rule);
  });

  it('never repeats the value, which may be a secret', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^canary[0-9]{8}$/), (value) => {
        for (const body of [
          'Type: Number',
          'Type: String, MaxLength: 2',
          'Type: String, AllowedValues: [a]',
          "Type: String, AllowedPattern: '[x]'",
        ])
          expect(constraintViolation(parameter(body), value)).not.toContain(value);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a generated value', () => {
  const lengths = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 8, max: 60 }))
    .filter(([least, most]) => least <= most);

  it('fits whatever lengths the template sets, and is never the same', () => {
    fc.assert(
      fc.property(lengths, ([least, most]) => {
        const one: TemplateParameter = {
          key: 'P',
          type: 'String',
          noEcho: true,
          minLength: least,
          maxLength: most,
        };
        const [first, second] = [generate(one), generate(one)];
        expect(constraintViolation(one, first ?? '')).toBeUndefined();
        expect(first?.length).toBeGreaterThanOrEqual(8);
        expect(first).not.toBe(second);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    "AllowedPattern: '^[a-zA-Z0-9\\[\\]^_`]{8,}$'",
    "AllowedPattern: '(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[!#%]).{12,}'",
    "AllowedPattern: '[0-9a-f]{16}|[0-9]{6,10}'",
    "AllowedPattern: '[0-9]{10}'",
    'MinLength: 41, MaxLength: 64',
  ])('fits %s', (rule) => {
    const one = parameter(`Type: String, NoEcho: true, ${rule}`);
    expect(constraintViolation(one, generate(one) ?? 'none')).toBeUndefined();
  });

  /** Pieces that Java and JavaScript read alike, so that JavaScript is the judge. */
  const piece = fc.oneof(
    fc.constantFrom(
      '[a-z]{2,4}',
      '[A-Z]?',
      '\\d+',
      'x-',
      '(?:ab|cd)',
      '(q|r)',
      '[^\\s]{1,3}',
      '\\w*',
      '.',
      '[#%]{2}',
    ),
    fc.constantFrom('(?:[a-z]-?){3,}', '(?:x{0,2}\\d){2}', '[\\p{L}]'),
  );
  const long = fc.constantFrom('[a-zA-Z0-9]{8,}', '[a-f0-9]{12,40}', '\\S{10}', '(?:[b-df-h][aeiou]){6}');

  it('follows any pattern that leaves enough to chance', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 4 }),
        long,
        fc.array(piece, { maxLength: 3 }),
        (before, middle, after) => {
          const allowedPattern = [...before, middle, ...after].join('');
          const value = generate({ key: 'P', type: 'String', noEcho: true, allowedPattern });
          expect(value).toMatch(new RegExp(`^(?:${allowedPattern})$`, 'u'));
          expect(value?.length).toBeLessThanOrEqual(64);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['leaves next to nothing to chance', 'yes|no'],
    ['is too short to be a secret', '[0-9]{4}'],
    ['nothing fits', '(?!.)x{12}'],
    ['is no pattern', '[a-z'],
    ['Java releases read differently', '[a-z&&[^b]c]{20}'],
    ['repeats nothing without end', '(?:(?:){999999999}){999999999}'],
    ['is longer than any value', '(?:a{9999}){9999}'],
  ])('is not made where the pattern %s', (_why, allowedPattern) => {
    expect(generate({ key: 'P', type: 'String', noEcho: true, allowedPattern })).toBeUndefined();
  });

  it('takes back what a group took, and chooses from what the pattern leaves where no letter fits', () => {
    const of = (allowedPattern: string): string | undefined =>
      generate({ key: 'P', type: 'String', noEcho: true, allowedPattern });
    expect(of('([a-z]{8})=\\1')).toMatch(/^([a-z]{8})=\1$/);
    expect(of('[!-/]{16}')).toMatch(/^[!-/]{16}$/);
    expect(of('[\\u4e00-\\u9fff]{12}')).toMatch(/^[\u4e00-\u9fff]{12}$/);
  });

  it('keeps to the alphabet the product names, where the template takes it', () => {
    const one = parameter('Type: String, NoEcho: true');
    expect(generate(one, { generate: { length: 40, alphabet: 'xyz' } })).toMatch(/^[xyz]{40}$/);
    expect(
      generate(parameter('Type: String, NoEcho: true, MaxLength: 20'), {
        generate: { length: 40, alphabet: 'xyz' },
      }),
    ).toMatch(/^[xyz]{20}$/);
  });
});
