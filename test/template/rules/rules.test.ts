import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Template, TemplateValue } from '../../../src/core/template.ts';
import {
  failedAssertions,
  judgeAssertions,
  parseTemplate,
  ruleReadings,
  type RuleFacts,
} from '../../../src/template/index.ts';

const parameters = {
  A: { Type: 'String' },
  B: { Type: 'String' },
  L: { Type: 'CommaDelimitedList' },
  Vpc: { Type: 'AWS::EC2::VPC::Id' },
  Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' },
};

const withRule = (assert: unknown, condition?: unknown): Template =>
  parseTemplate(
    JSON.stringify({
      Parameters: parameters,
      Rules: {
        R: { RuleCondition: condition, Assertions: [{ Assert: assert, AssertDescription: 'says why' }] },
      },
      Resources: { Q: { Type: 'AWS::SQS::Queue' } },
    }),
  );

const thing = (id: string, attributes: Readonly<Record<string, string>>) => ({
  id,
  attributes: new Map(Object.entries(attributes)),
});

const facts: RuleFacts = {
  pseudo: new Map([['AWS::Region', 'us-east-1']]),
  things: new Map([
    ['AWS::EC2::VPC::Id', [thing('vpc-1', { 'Tags.Department': 'IT' }), thing('vpc-2', {})]],
    [
      'AWS::EC2::Subnet::Id',
      [
        thing('subnet-1', { VpcId: 'vpc-1', AvailabilityZone: 'a' }),
        thing('subnet-2', { VpcId: 'vpc-2', AvailabilityZone: 'b' }),
      ],
    ],
  ]),
  unreadable: new Map([['AWS::EC2::SecurityGroup::Id', 'needs ec2:DescribeSecurityGroups']]),
};

const values = new Map<string, string | readonly string[]>([
  ['A', 'x'],
  ['L', ['x', 'y']],
  ['Vpc', 'vpc-1'],
  ['Subnets', ['subnet-1', 'subnet-2']],
]);

const verdict = (assert: unknown, condition?: unknown) =>
  judgeAssertions(withRule(assert, condition), values, facts)[0];

describe('an assertion', () => {
  it.each([
    [{ 'Fn::Equals': [{ Ref: 'A' }, 'x'] }, true],
    [{ 'Fn::Equals': ['1', 1] }, true],
    [{ 'Fn::Equals': [{ Ref: 'L' }, ['x', 'y']] }, true],
    [{ 'Fn::Equals': [{ Ref: 'L' }, ['y', 'x']] }, false],
    [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }, false],
    [{ 'Fn::Contains': [['x', 'z'], { Ref: 'A' }] }, true],
    [{ 'Fn::Contains': [{ Ref: 'L' }, 'z'] }, false],
    [{ 'Fn::EachMemberEquals': [{ Ref: 'L' }, 'x'] }, false],
    [{ 'Fn::EachMemberIn': [{ Ref: 'L' }, ['x', 'y', 'z']] }, true],
    [{ 'Fn::EachMemberIn': [['x', 'q'], { Ref: 'L' }] }, false],
    [{ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'A' }, 'x'] }] }, false],
    [{ 'Fn::Contains': [{ 'Fn::RefAll': 'AWS::EC2::VPC::Id' }, { Ref: 'Vpc' }] }, true],
    [{ 'Fn::Equals': [{ 'Fn::ValueOf': ['Vpc', 'Tags.Department'] }, 'HR'] }, false],
    [{ 'Fn::EachMemberEquals': [{ 'Fn::ValueOf': ['Subnets', 'VpcId'] }, { Ref: 'Vpc' }] }, false],
    // Things without the tag are not in the list.
    [
      { 'Fn::EachMemberEquals': [{ 'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', 'Tags.Department'] }, 'IT'] },
      true,
    ],
    [
      {
        'Fn::EachMemberIn': [
          { 'Fn::ValueOfAll': ['AWS::EC2::Subnet::Id', 'VpcId'] },
          { 'Fn::RefAll': 'AWS::EC2::VPC::Id' },
        ],
      },
      true,
    ],
  ])('%j is judged as AWS documents it: %s', (assert, expected) => {
    expect(verdict(assert)?.fulfilled).toBe(expected);
  });

  it.each([
    ['a value nobody knows', { 'Fn::Equals': [{ Ref: 'B' }, 'x'] }, []],
    ['a list where one text belongs', { 'Fn::Equals': [{ Ref: 'L' }, 'x,y'] }, []],
    ['a text where a list belongs', { 'Fn::Contains': [{ Ref: 'A' }, 'x'] }, []],
    [
      'what was denied',
      { 'Fn::Contains': [{ 'Fn::RefAll': 'AWS::EC2::SecurityGroup::Id' }, 'sg-1'] },
      ['needs ec2:DescribeSecurityGroups'],
    ],
    [
      'what is listed nowhere here',
      { 'Fn::Contains': [{ 'Fn::RefAll': 'AWS::EC2::Image::Id' }, 'ami-1'] },
      ['AWS::EC2::Image::Id cannot be listed here'],
    ],
    [
      'a function that rules do not have',
      { 'Fn::Equals': [{ 'Fn::Join': ['', ['x']] }, 'x'] },
      ['Fn::Join is no function of rules'],
    ],
    [
      'an attribute that is not there',
      { 'Fn::Equals': [{ 'Fn::ValueOf': ['Subnets', 'Tags.Tier'] }, ['a', 'b']] },
      ['subnet-1 has no Tags.Tier', 'subnet-2 has no Tags.Tier'],
    ],
    // All VPCs with the tag, or the ones that parameters name: AWS's pages say both.
    [
      'two readings that differ',
      { 'Fn::EachMemberEquals': [{ 'Fn::ValueOfAll': ['AWS::EC2::Subnet::Id', 'VpcId'] }, 'vpc-1'] },
      'differ',
    ],
  ])('that stands on %s never fails', (_what, assert, reasons) => {
    const only = new Map([
      ...values,
      ['Subnets', reasons === 'differ' ? ['subnet-1'] : ['subnet-1', 'subnet-2']],
    ]);
    const [judged] = judgeAssertions(withRule(assert), only, facts);
    expect(judged?.fulfilled).toBeUndefined();
    if (reasons !== 'differ') expect(judged?.reasons).toEqual(reasons);
  });

  it('counts only where its rule applies, and never fails where that is not known', () => {
    const no = { 'Fn::Equals': ['a', 'b'] };
    expect(verdict(no, { 'Fn::Equals': [{ Ref: 'A' }, 'x'] })?.fulfilled).toBe(false);
    expect(verdict(no, { 'Fn::Equals': [{ Ref: 'A' }, 'y'] })?.fulfilled).toBe(true);
    expect(verdict(no, { 'Fn::Equals': [{ Ref: 'B' }, 'x'] })?.fulfilled).toBeUndefined();
  });

  it('names its parameters in the order of the template, those of its condition where it has none', () => {
    const named = (assert: unknown, condition?: unknown): readonly string[] | undefined =>
      verdict(assert, condition)?.parameters;
    expect(named({ 'Fn::Equals': [{ Ref: 'B' }, { Ref: 'A' }] })).toEqual(['A', 'B']);
    expect(
      named({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'x'] }, { 'Fn::Equals': [{ Ref: 'A' }, 'x'] }),
    ).toEqual(['A']);
    expect(
      named({ 'Fn::EachMemberIn': [{ 'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', 'Tags.X'] }, ['x']] }),
    ).toEqual(['Vpc']);
    expect(failedAssertions(withRule({ 'Fn::Equals': ['a', 'b'] }), values, facts)).toMatchObject([
      { rule: 'R', description: 'says why', parameters: [] },
    ]);
  });

  it('asks of the account only what its functions need', () => {
    const readings = ruleReadings(
      withRule({
        'Fn::Equals': [{ 'Fn::ValueOf': ['Vpc', 'DefaultNetworkAcl'] }, { Ref: 'AWS::AccountId' }],
      }),
    );
    expect([...readings.attributes]).toEqual([['AWS::EC2::VPC::Id', new Set(['DefaultNetworkAcl'])]]);
    expect([...readings.pseudo]).toEqual(['AWS::AccountId']);
    expect(ruleReadings(withRule({ 'Fn::Equals': [{ Ref: 'A' }, 'x'] })).attributes.size).toBe(0);
  });
});

describe('the section Rules', () => {
  const wrongCount = (name: string, count: number) => ({
    [name]: Array.from({ length: count }, () => ({ 'Fn::Equals': ['a', 'b'] })),
  });
  it.each([
    [{ 'Fn::If': ['C', 'a', 'b'] }, 'Rules.R uses Fn::If, which CloudFormation does not take in rules.'],
    [
      { 'Fn::Not': [{ Condition: 'C' }] },
      'Rules.R uses Condition, which CloudFormation does not take in rules.',
    ],
    [wrongCount('Fn::And', 1), 'Rules.R gives Fn::And 1 argument; it takes 2 to 10.'],
    [wrongCount('Fn::Or', 11), 'Rules.R gives Fn::Or 11 arguments; it takes 2 to 10.'],
    [{ 'Fn::Equals': ['a'] }, 'Rules.R gives Fn::Equals 1 argument; it takes 2.'],
    [wrongCount('Fn::Not', 2), 'Rules.R gives Fn::Not 2 arguments; it takes 1.'],
    [{ 'Fn::Equals': [{ Ref: 'Q' }, 'x'] }, 'Rules.R refers to "Q", but there is no such parameter in it.'],
    [
      { 'Fn::Equals': [{ 'Fn::ValueOf': ['None', 'VpcId'] }, 'x'] },
      'Rules.R refers to "None", but there is no such parameter in it.',
    ],
    [
      { 'Fn::Equals': [{ 'Fn::ValueOf': [{ Ref: 'A' }, 'VpcId'] }, 'x'] },
      'Rules.R gives Fn::ValueOf something that is no text.',
    ],
    [
      { 'Fn::Contains': [{ 'Fn::RefAll': { Ref: 'A' } }, 'x'] },
      'Rules.R gives Fn::RefAll something that is no text.',
    ],
  ])('that CloudFormation refuses is refused: %j', (assert, message) => {
    expect(() => withRule(assert)).toThrow(message);
  });

  it.each([
    '[]',
    '{ R: [] }',
    '{ R: {} }',
    '{ R: { Assertions: [] } }',
    '{ R: { Assertions: [x] } }',
    '{ R: { Assertions: [{ Assert: x, If: y }] } }',
    '{ a-b: { Assertions: [{ Assert: x }] } }',
  ])('is told with its line where it is no section of rules: %s', (rules) => {
    expect(() => parseTemplate(`Rules: ${rules}\nResources: { Q: { Type: AWS::SQS::Queue } }`)).toThrow(
      /^Line 1 of the template/,
    );
  });

  it('of a template that a macro rewrites is left to CloudFormation', () => {
    const text =
      'Transform: Mine\nRules: { R: { Assertions: [{ Assert: !If [a, b, c] }] } }\nResources: { Q: { Type: AWS::SQS::Queue } }';
    expect(parseTemplate(text).rules.size).toBe(1);
  });
});

/** Expressions with what they come to, worked out beside them without looking at the other's code. */
interface Expression {
  readonly value: TemplateValue;
  readonly truth: (a: string, b: string, l: readonly string[]) => boolean;
}
type Text = { readonly value: TemplateValue; readonly text: (a: string, b: string) => string };

const word = fc.constantFrom('x', 'y', 'z');
const text = fc.oneof(
  word.map((one): Text => ({ value: one, text: () => one })),
  fc.constant<Text>({ value: { Ref: 'A' }, text: (a) => a }),
  fc.constant<Text>({ value: { Ref: 'B' }, text: (_a, b) => b }),
);
const list = fc.oneof(
  fc.array(text, { maxLength: 3 }).map((items) => ({
    value: items.map(({ value }) => value),
    list: (a: string, b: string): readonly string[] => items.map((item) => item.text(a, b)),
  })),
  fc.constant({
    value: { Ref: 'L' },
    list: (_a: string, _b: string, l: readonly string[] = []): readonly string[] => l,
  }),
);
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(text, text).map(([p, q]) => ({
    value: { 'Fn::Equals': [p.value, q.value] },
    truth: (a: string, b: string) => p.text(a, b) === q.text(a, b),
  })),
  fc.tuple(list, text).map(([p, q]) => ({
    value: { 'Fn::Contains': [p.value, q.value] },
    truth: (a: string, b: string, l: readonly string[]) => new Set(p.list(a, b, l)).has(q.text(a, b)),
  })),
  fc.tuple(list, text).map(([p, q]) => ({
    value: { 'Fn::EachMemberEquals': [p.value, q.value] },
    truth: (a: string, b: string, l: readonly string[]) =>
      p.list(a, b, l).filter((one) => one !== q.text(a, b)).length === 0,
  })),
  fc.tuple(list, list).map(([p, q]) => ({
    value: { 'Fn::EachMemberIn': [p.value, q.value] },
    truth: (a: string, b: string, l: readonly string[]) => {
      const allowed = new Set(q.list(a, b, l));
      return p.list(a, b, l).filter((one) => !allowed.has(one)).length === 0;
    },
  })),
);
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('expression').map((one): Expression => ({
      value: { 'Fn::Not': [one.value] },
      truth: (...given) => !one.truth(...given),
    })),
    fc.array(tie('expression'), { minLength: 2, maxLength: 4 }).map((all): Expression => ({
      value: { 'Fn::And': all.map(({ value }) => value) },
      truth: (...given) => all.filter((one) => !one.truth(...given)).length === 0,
    })),
    fc.array(tie('expression'), { minLength: 2, maxLength: 4 }).map((all): Expression => ({
      value: { 'Fn::Or': all.map(({ value }) => value) },
      truth: (...given) => all.filter((one) => one.truth(...given)).length > 0,
    })),
  ),
}));

const judge = (value: TemplateValue, known: ReadonlyMap<string, string | readonly string[]>) =>
  judgeAssertions(withRule(value), known, facts)[0]?.fulfilled;

describe('whatever a rule says', () => {
  it('it comes out as a plain reading of it does, where every value is known', () => {
    fc.assert(
      fc.property(expression, word, word, fc.array(word, { maxLength: 3 }), ({ value, truth }, a, b, l) => {
        expect(
          judge(
            value,
            new Map<string, string | readonly string[]>([
              ['A', a],
              ['B', b],
              ['L', l],
            ]),
          ),
        ).toBe(truth(a, b, l));
      }),
      { numRuns: 100 },
    );
  });

  it('what is decided while a value is not known stays so whatever the value turns out to be', () => {
    fc.assert(
      fc.property(
        expression,
        word,
        word,
        fc.array(word, { maxLength: 3 }),
        fc.subarray(['A', 'B', 'L']),
        ({ value, truth }, a, b, l, hidden) => {
          const known = new Map<string, string | readonly string[]>([
            ['A', a],
            ['B', b],
            ['L', l],
          ]);
          for (const key of hidden) known.delete(key);
          const early = judge(value, known);
          if (early !== undefined) expect(early).toBe(truth(a, b, l));
        },
      ),
      { numRuns: 100 },
    );
  });
});
