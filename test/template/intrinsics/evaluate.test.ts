import { describe, expect, it } from 'vitest';
import type { TemplateValue } from '../../../src/core/template.ts';
import type { Scope } from '../../../src/template/index.ts';
import {
  activeResources,
  evaluate,
  evaluateConditions,
  parameterValues,
  parseTemplate,
  pseudoParameters,
} from '../../../src/template/index.ts';

const pseudo = pseudoParameters({
  account: '123456789012',
  region: 'us-east-1',
  partition: 'aws',
  stackName: 'quilt',
  stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/quilt/1',
  notificationArns: ['arn:t1', 'arn:t2'],
});
const scopeOf = (text: string, values: Record<string, string> = {}, more: Partial<Scope> = {}): Scope => {
  const template = parseTemplate(text);
  return {
    template,
    parameters: parameterValues(template, new Map(Object.entries(values))),
    pseudo,
    ...more,
  };
};

const around = (expression: string): string => `
Parameters:
  Host: {Type: String, Default: quilt.data.example.com}
  List: {Type: CommaDelimitedList, Default: 'a , b,c'}
  Empty: {Type: CommaDelimitedList, Default: ''}
  Unset: {Type: String}
Mappings:
  Map: {us-east-1: {Ami: ami-1, Zones: [x, y]}}
Conditions:
  Yes1: !Equals [!Ref Host, quilt.data.example.com]
  No1: !Not [!Condition Yes1]
  Asks: !Equals [!Ref Unset, x]
Resources:
  Bucket: {Type: 'AWS::S3::Bucket'}
  Left: {Type: 'AWS::S3::Bucket', Condition: No1}
  Subject: {Type: 'A::B::C', Properties: {X: ${expression}}}`;
const resources = {
  ref: (id: string) => (id === 'Bucket' ? 'quilt-bucket' : undefined),
  att: (id: string, name: string) =>
    id === 'Bucket' && name === 'Arn' ? 'arn:aws:s3:::quilt-bucket' : undefined,
};
const value = (expression: string, more: Partial<Scope> = { resources }): unknown => {
  const scope = scopeOf(around(expression), {}, more);
  const result = evaluate(scope.template.resources.get('Subject')?.properties['X'] as TemplateValue, scope);
  return result.known ? result.value : result;
};

describe('functions', () => {
  it.each<[string, unknown]>([
    ['!Ref Host', 'quilt.data.example.com'],
    ['!Ref List', ['a', 'b', 'c']],
    ['!Ref Empty', ['']],
    ['!Ref Bucket', 'quilt-bucket'],
    ['!Ref AWS::NotificationARNs', ['arn:t1', 'arn:t2']],
    ['!GetAtt Bucket.Arn', 'arn:aws:s3:::quilt-bucket'],
    ['{"Fn::GetAtt": Bucket.Arn}', 'arn:aws:s3:::quilt-bucket'],
    ['{"Fn::GetAtt": [Bucket, Arn]}', 'arn:aws:s3:::quilt-bucket'],
    [
      "!Sub '${Host}/${Bucket.Arn}/${!Kept}/${AWS::Region}/$x'",
      'quilt.data.example.com/arn:aws:s3:::quilt-bucket/${Kept}/us-east-1/$x',
    ],
    ["!Sub ['${A}-${Host}', {A: !Select [1, !Ref List], Host: own}]", 'b-own'],
    ["!Join ['-', [a, 1, true, !Ref AWS::NoValue, b]]", 'a-1-true-b'],
    ["!Join ['', !Ref List]", 'abc'],
    ["!Select ['0', !Split ['.', !Ref Host]]", 'quilt'],
    [
      "!Join ['.', [!Join ['-', [!Select [0, !Split ['.', !Ref Host]], registry]], !Select [1, !Split ['.', !Ref Host]]]]",
      'quilt-registry.data',
    ],
    ["!Split ['x', 'axbxx']", ['a', 'b', '', '']],
    ['!FindInMap [Map, !Ref AWS::Region, Ami]', 'ami-1'],
    ['!FindInMap [Map, us-east-1, Zones]', ['x', 'y']],
    ['!If [Yes1, 1, 2]', 1],
    ['!If [No1, !Ref Left, other]', 'other'],
    ['{A: !If [No1, x, !Ref AWS::NoValue], B: [1, !Ref AWS::NoValue]}', { B: [1] }],
    ['!Ref AWS::NoValue', null],
    ['!Base64 é', 'w6k='],
    ['!Cidr [10.0.1.7/24, 4, 6]', ['10.0.1.0/26', '10.0.1.64/26', '10.0.1.128/26', '10.0.1.192/26']],
    ['!Select [1, !Cidr ["2001:db8::/56", 2, 64]]', '2001:db8:0:1::/64'],
    ['!GetAZs ""', ['us-east-1a', 'us-east-1b']],
    ['!ImportValue net-vpc', 'vpc-1'],
    ['!GetStackOutput {StackName: net, OutputName: Vpc}', 'us-east-1 net Vpc'],
    ['!GetStackOutput {StackName: net, OutputName: Vpc, Region: eu-west-1}', 'eu-west-1 net Vpc'],
    ['[! on, ! "Ref": Host]', ['on', 'quilt.data.example.com']],
  ])('%s', (expression, expected) => {
    const more: Partial<Scope> = {
      resources,
      zones: (region) => [`${region}a`, `${region}b`],
      imports: (name) => (name === 'net-vpc' ? 'vpc-1' : undefined),
      stackOutputs: (stack, output, region) => `${region} ${stack} ${output}`,
    };
    expect(value(expression, more)).toEqual(expected);
  });

  it.each([
    ['!Select [3, !Ref List]', /Fn::Select asks for item 3 of a list that has 3/],
    ['!Select [-1, !Ref List]', /asks for item -1/],
    ['!Select [a, !Ref List]', /needs the number/],
    ["!Join ['-', [!Ref List]]", /can only join text/],
    ["!Join ['-', a]", /needs a delimiter and a list/],
    ["!Split ['', a]", /may not be empty/],
    ["!Sub '${List}'", /cannot put "List" into text/],
    ['!FindInMap [Map, eu-west-1, Ami]', /finds nothing at Map\.eu-west-1\.Ami/],
    ['!FindInMap [constructor, a, b]', /finds nothing/],
    ['!If [Yes1, 1]', /needs the name of a condition and two values/],
    ['!Cidr [10.0.0.0/24, 300, 4]', /Fn::Cidr needs/],
    ['!Cidr [10.0.0.0/28, 4, 4]', /Fn::Cidr needs/],
    ['!Ref Left', /"Left", which condition No1 leaves out/],
    ['{"Fn::Nope": 1}', /Fn::Nope is no function/],
    ['!ImportValue gone', /no stack here exports/],
    ['!GetStackOutput net.Vpc', /needs a StackName and an OutputName/],
    ['!GetStackOutput {StackName: net, OutputName: Gone}', /"Gone" of stack "net", which is not there/],
  ])('%s is refused', (expression, message) => {
    expect(() =>
      value(expression, { resources, imports: () => undefined, stackOutputs: () => undefined }),
    ).toThrow(message);
  });

  it('makes no text that no memory could hold', () => {
    const long = (part: string, times: number) => part.repeat(times);
    expect(() => value(`!Join ['${long('x', 2_000)}', !Split ['a', '${long('a', 2_000)}']]`)).toThrow(
      /Fn::Join makes a text of more than 1048576 characters/,
    );
    const doubled = Array.from({ length: 40 }).reduce<string>(
      (inner) => `{"Fn::Sub": ["\${x}\${x}", {"x": ${inner}}]}`,
      '"x"',
    );
    expect(() => value(doubled)).toThrow(/Fn::Sub makes a text of more than 1048576 characters/);
    const empty = doubled.replace('"x"}', '""}');
    expect(value(empty)).toBe('');
  });

  it('says what it waits for, all of it', () => {
    expect(value("!Join ['', [!Ref Bucket, !GetAtt Subject.Arn, !Ref Unset]]", {})).toEqual({
      known: false,
      waitsFor: ['Bucket', 'Subject', 'Unset'],
    });
    expect(value('!If [Asks, 1, 2]')).toEqual({ known: false, waitsFor: ['Unset'] });
    expect(value('!GetAZs ""')).toEqual({ known: false, waitsFor: [] });
  });
});

describe('conditions', () => {
  const text = `
Parameters: {A: {Type: String, Default: '1'}, B: {Type: String}}
Conditions:
  One: !Equals [!Ref A, 1]
  Bool: !Equals ['true', true]
  Both: !And [!Condition One, !Not [!Condition Never]]
  Never: !Equals [a, b]
  Either: !Or [!Condition Never, !Equals [!Ref B, x], !Condition One]
  Asks: !And [!Condition One, !Equals [!Ref B, x]]
Resources:
  R1: {Type: T, Condition: Both}
  R2: {Type: T, Condition: Never}
  R3: {Type: T, Condition: Asks}`;

  it('come out as far as the parameters allow', () => {
    const scope = scopeOf(text);
    expect(Object.fromEntries(evaluateConditions(scope))).toEqual({
      One: true,
      Bool: true,
      Both: true,
      Never: false,
      Either: true,
    });
    expect(activeResources(scope).map(({ logicalId }) => logicalId)).toEqual(['R1', 'R3']);
    expect(evaluateConditions(scopeOf(text, { B: 'y' })).get('Asks')).toBe(false);
  });

  it('that depend on themselves are refused', () => {
    const scope = scopeOf(
      'Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources: {R: {Type: T}}',
    );
    expect(() => evaluateConditions(scope)).toThrow(/Condition "A" depends on itself/);
  });

  it.each([['!Equals [a]'], ['!Not [a, b]'], ['!And [!Equals [a, a]]'], ['maybe']])(
    '%s is refused',
    (body) => {
      expect(() =>
        evaluateConditions(scopeOf(`Conditions: {A: ${body}}\nResources: {R: {Type: T}}`)),
      ).toThrow();
    },
  );
});
