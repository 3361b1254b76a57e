import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InstallError } from '../../src/core/errors.ts';
import { decodeTemplate, parseTemplate } from '../../src/template/index.ts';
import { anyCharacter } from '../helpers/any-character.ts';

const resources = 'Resources: {A: {Type: A::B::C}}';
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
const failure = (action: () => unknown): InstallError => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(InstallError);
    expect((error as InstallError).code).toBe('template-invalid');
    expect((error as InstallError).exitCode).toBe(3);
    expect((error as InstallError).hint).not.toBe('');
    return error as InstallError;
  }
  throw new Error('it was accepted');
};

const refused: readonly (readonly [string, string, RegExp])[] = [
  ['nothing', '', /^The template is empty\.$/],
  ['only comments', '# nothing\n', /not a mapping of sections/],
  ['a web page', '<!DOCTYPE html>\n<html></html>', /^This is a web page or XML/],
  ['a list', '- a\n- b', /not a mapping of sections/],
  ['a sentence', 'AccessDenied', /not a mapping of sections/],
  ['other YAML', 'version: 3\nservices: {}', /^Line 1 .*"version" is no section/],
  ['a misspelt section', 'Resource: {}', /"Resource" is no section/],
  ['no resources', 'Parameters: {}', /has no Resources/],
  ['empty resources', 'Resources: {}', /^Line 1 .*has no Resources/],
  ['a null section', `Parameters:\n${resources}`, /^Line 1 of the template: Parameters is empty \(null\)/],
  [
    'null in a property',
    'Resources:\n  A:\n    Type: T\n    Properties:\n      X:\n',
    /^Line 5 .*Properties\.X is empty/,
  ],
  ['a syntax error', 'Resources:\n  A: {Type: "x\n', /^Line \d .*not valid YAML or JSON/],
  ['a tab as indentation', 'Resources:\n\tA: 1', /^Line 2 .*not valid YAML or JSON/],
  ['broken JSON', '{"Resources": {"A": }', /^Line 1 .*not valid YAML or JSON/],
  ['an alias', 'Resources:\n  A: &a {Type: T}\n  B: *a', /^Line 3 .*"\*a" is a YAML alias/],
  ['a merge', 'Resources:\n  A:\n    <<: {Type: T}', /^Line 3 .*"<<" merges mappings/],
  ['a binary', `Metadata: {a: !!binary aaaa}\n${resources}`, /"!!binary" is not supported/],
  [
    'an unknown function',
    'Resources:\n  A: {Type: T, Properties: {X: !Nope y}}',
    /^Line 2 .*"!Nope" is not a function/,
  ],
  [
    'two documents',
    `${resources}\n---\n${resources}`,
    /^Line 2 .*more than one YAML document|^Line \d.*twice/,
  ],
  ['a wrong version', `AWSTemplateFormatVersion: 2020-01-01\n${resources}`, /^Line 1 .*must be 2010-09-09/],
  ['a resource without type', 'Resources: {A: {Properties: {}}}', /Resources\.A has no Type/],
  [
    'a misspelt attribute of a resource',
    'Resources:\n  A:\n    Type: T\n    Propertys: {X: 1}',
    /^Line 4 .*Resources\.A has "Propertys", which is nothing that a resource has; Properties is/,
  ],
  [
    'a property that stands too far left',
    'Resources: {A: {Type: T, BucketName: b}}',
    /Resources\.A has "BucketName"/,
  ],
  [
    'a misspelt attribute of a parameter',
    `Parameters: {P: {Type: String, Defualt: x}}\n${resources}`,
    /Parameters\.P has "Defualt", which is nothing that a parameter has; Default is/,
  ],
  [
    'a policy that is none',
    'Resources: {A: {Type: T, DeletionPolicy: Keep}}',
    /DeletionPolicy is "Keep"; for T it may be Delete, Retain, RetainExceptOnCreate\.$/,
  ],
  [
    'a snapshot of what has none',
    'Resources: {A: {Type: AWS::S3::Bucket, UpdateReplacePolicy: Snapshot}}',
    /UpdateReplacePolicy is "Snapshot"; for AWS::S3::Bucket it may be Delete, Retain\.$/,
  ],
  ['a resource that is text', 'Resources: {A: b}', /Resources\.A must be a mapping/],
  ['a bad logical id', 'Resources: {A-B: {Type: T}}', /Resources\.A-B is no valid name/],
  ['a bad parameter type', `Parameters: {P: {Type: Strin}}\n${resources}`, /Parameters\.P\.Type is "Strin"/],
  ['a parameter without type', `Parameters: {P: {Default: x}}\n${resources}`, /Parameters\.P has no Type/],
  [
    'a number that is none',
    `Parameters: {P: {Type: String, MinLength: a}}\n${resources}`,
    /MinLength must be a number/,
  ],
  [
    'a default that is a list',
    `Parameters: {P: {Type: CommaDelimitedList, Default: [a]}}\n${resources}`,
    /Default must be text/,
  ],
  ['an output without value', `${resources}\nOutputs: {O: {Description: d}}`, /Outputs\.O has no Value/],
  [
    'a long description',
    `Description: ${'é'.repeat(600)}\n${resources}`,
    /Description has 1200 bytes; CloudFormation takes at most 1024/,
  ],
  [
    'a Ref to nothing',
    'Resources:\n  A:\n    Type: T\n    Properties:\n      X: !Ref Gone',
    /^Line 5 .*Resources\.A refers to "Gone".*no such parameter or resource/,
  ],
  [
    'a GetAtt to nothing',
    'Resources: {A: {Type: T, Properties: {X: !GetAtt Gone.Arn}}}',
    /"Gone", but there is no such resource/,
  ],
  [
    'a Sub to nothing',
    "Resources: {A: {Type: T, Properties: {X: !Sub '${Gone.Arn}'}}}",
    /"Gone", but there is no such resource/,
  ],
  [
    'a Sub to no name',
    "Resources: {A: {Type: T, Properties: {X: !Sub '${a b}'}}}",
    /"a b", which is no name/,
  ],
  [
    'a DependsOn to nothing',
    'Resources: {A: {Type: T, DependsOn: B}}',
    /^Line 1 .*"B", but there is no such resource/,
  ],
  [
    'a condition to nothing',
    'Resources: {A: {Type: T, Condition: B}}',
    /"B", but there is no such condition/,
  ],
  [
    'an If on nothing',
    'Resources: {A: {Type: T, Properties: {X: !If [B, 1, 2]}}}',
    /"B", but there is no such condition/,
  ],
  [
    'a condition on a resource',
    `Conditions: {C: !Equals [!Ref A, b]}\n${resources}`,
    /Conditions\.C refers to "A"/,
  ],
  [
    'a condition on no condition',
    `Conditions: {C: !Not [!Condition D]}\n${resources}`,
    /Conditions\.C refers to "D"/,
  ],
  [
    'too many outputs',
    `${resources}\nOutputs:\n${Array.from({ length: 201 }, (_, n) => `  O${n}: {Value: x}\n`).join('')}`,
    /Outputs has 201 entries; CloudFormation takes at most 200/,
  ],
  [
    'too many resources',
    `Resources:\n${Array.from({ length: 501 }, (_, n) => `  R${n}: {Type: T}\n`).join('')}`,
    /Resources has 501 entries/,
  ],
  [
    'more than 1 MB',
    `${resources}\n# ${'é'.repeat(524_288)}`,
    /has 1,048,\d{3} bytes; CloudFormation reads at most 1,048,576/,
  ],
];

describe('parseTemplate refuses in one sentence', () => {
  it.each(refused)('%s', (_, text, message) => {
    expect(failure(() => parseTemplate(text)).message).toMatch(message);
  });

  it('whatever the text is, never with another error', () => {
    const bits = fc.constantFrom(
      ...[
        'Resources',
        'Parameters',
        ':',
        ' ',
        '\n',
        '  ',
        '{',
        '}',
        '[',
        ']',
        ',',
        '- ',
        '!Ref ',
        '!Sub ',
        '${A}',
        '&a',
        '*a',
        '"',
        "'",
        '|',
        '>',
        '#',
        '? ',
        '%',
        '\t',
        '0777',
        '<<',
        '__proto__',
        'Type',
        '\u0000',
        '\ud800',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.array(bits, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (source) => {
        try {
          parseTemplate(source);
        } catch (error) {
          expect(error).toBeInstanceOf(InstallError);
          expect((error as InstallError).code).toBe('template-invalid');
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('decodeTemplate', () => {
  it.each([
    ['UTF-16', utf16(resources), /UTF-16 or UTF-32/],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from(resources, 'utf16le')), /UTF-16 or UTF-32/],
    ['a gzip', new Uint8Array([0x1f, 0x8b, 8, 1]), /not UTF-8/],
    ['Latin-1', new Uint8Array([0x41, 0xe9, 0x41]), /not UTF-8/],
    ['2 MB', new Uint8Array(2_000_000), /has 2,000,000 bytes/],
  ])('refuses %s', (_, bytes, message) => {
    expect(failure(() => decodeTemplate(bytes)).message).toMatch(message);
  });

  it('reads UTF-8, its mark dropped', () => {
    expect(decodeTemplate(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa9]))).toBe('é');
  });

  it('throws nothing but InstallError for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parseTemplate(decodeTemplate(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(InstallError);
        }
      }),
    );
  });
});

describe('parseTemplate reads', () => {
  it('__proto__ as a key like any other, and leaves Object alone', () => {
    const template = parseTemplate(
      '{"Metadata": {"__proto__": {"polluted": true}, "constructor": 1}, "Resources": {"A": {"Type": "T", "Properties": {"__proto__": {"x": 1}}}}}',
    );
    expect(Object.keys(template.metadata)).toEqual(['__proto__', 'constructor']);
    expect(Object.keys(template.resources.get('A')?.properties ?? {})).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('parameters with all their constraints, groups and labels', () => {
    const template = parseTemplate(`
Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Label: {default: Second}
        Parameters: [B, Gone, B]
      - Label: {default: Empty}
      - nonsense
    ParameterLabels: {B: {default: The B}, A: nonsense}
Parameters:
  A: {Type: Number, Default: 5, MinValue: 1, MaxValue: 1_0}
  B:
    Type: String
    NoEcho: 'true'
    MinLength: 2
    MaxLength: '9'
    AllowedPattern: '[a-z]+'
    ConstraintDescription: letters
    Description: the second
${resources}`);
    expect(template.parameters.get('A')).toEqual({
      key: 'A',
      type: 'Number',
      noEcho: false,
      default: '5',
      minValue: 1,
      maxValue: 10,
    });
    expect(template.parameters.get('B')).toEqual({
      key: 'B',
      type: 'String',
      noEcho: true,
      minLength: 2,
      maxLength: 9,
      allowedPattern: '[a-z]+',
      constraintDescription: 'letters',
      description: 'the second',
      label: 'The B',
    });
    expect(template.groups).toEqual([{ label: 'Second', parameters: ['B'] }, { parameters: ['A'] }]);
  });

  it('JSON indented by tabs, and says it is JSON', () => {
    const template = parseTemplate(
      '{\n\t"Resources": {\n\t\t"A": {"Type": "T", "DependsOn": ["B"]},\n\t\t"B": {"Type": "T"}\n\t}\n}',
    );
    expect(template.format).toBe('json');
    expect(template.resources.get('A')?.dependsOn).toEqual(['B']);
  });

  it('references that a macro may resolve are left to CloudFormation', () => {
    const template = parseTemplate(
      'Transform: AWS::Serverless-2016-10-31\nResources: {A: {Type: T, Properties: {X: !Ref Later}}}',
    );
    expect(template.transforms).toEqual(['AWS::Serverless-2016-10-31']);
  });

  it('an include among the attributes of a resource, without a Transform beside the Resources', () => {
    const include = "'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: 's3://b/k'}}";
    const template = parseTemplate(`Resources: {A: {Type: T, ${include}}}`);
    expect(template.transforms).toEqual(['AWS::Include']);
  });

  it('control characters in the description are dropped', () => {
    expect(parseTemplate(`Description: "a\\e[31mb"\n${resources}`).description).toBe('a[31mb');
  });
});

it.each([
  ['YAML', `${resources}\nDescription: one\nDescription: two`, 2, 3],
  ['JSON', '{"Description": "one",\n"Description": "two", "Resources": {"A": {"Type": "t"}}}', 1, 2],
])('of a key that %s gives twice the last one counts, and both lines are known', (_, text, earlier, line) => {
  const { description, duplicateKeys } = parseTemplate(text);
  expect(description).toBe('two');
  expect(duplicateKeys).toEqual([{ key: 'Description', line, earlier }]);
});
