import { describe, expect, it } from 'vitest';
import { expandTransforms, parameterValues, parseTemplate } from '../../../src/template/index.ts';
import type { Template } from '../../../src/core/template.ts';

const expanded = (text: string, given: Readonly<Record<string, string>> = {}): Template => {
  const template = parseTemplate(text);
  return expandTransforms(template, {
    parameters: parameterValues(template, new Map(Object.entries(given))),
    pseudo: new Map([['AWS::Region', 'us-east-1']]),
    include: () => '',
  });
};

const head = 'Transform: AWS::LanguageExtensions\n';

describe('Fn::ForEach', () => {
  it('makes a resource and an output of every item of a list parameter', () => {
    const { resources, outputs } = expanded(
      `${head}
Parameters: { Names: { Type: CommaDelimitedList } }
Resources:
  Fn::ForEach::Topics:
    - Name
    - !Ref Names
    - 'Topic&{Name}':
        Type: AWS::SNS::Topic
        Properties: { TopicName: !Ref Name, DisplayName: !Sub 'All of \${Name}', Tags: [{ Key: k, Value: '\${Name}' }] }
Outputs:
  Fn::ForEach::Arns:
    - Name
    - !Ref Names
    - 'Arn&{Name}': { Value: !GetAtt ['Topic&{Name}', TopicArn] }
`,
      { Names: 'a-1,b' },
    );
    expect([...resources.keys()]).toEqual(['Topica1', 'Topicb']);
    expect(resources.get('Topica1')?.properties).toEqual({
      TopicName: 'a-1',
      DisplayName: { 'Fn::Sub': 'All of a-1' },
      Tags: [{ Key: 'k', Value: '${Name}' }],
    });
    expect(outputs.get('Arna1')?.value).toEqual({ 'Fn::GetAtt': ['Topica1', 'TopicArn'] });
  });

  it('makes names from both of two loops, one within the other, and conditions of their own', () => {
    const { outputs, conditions } = expanded(`${head}
Conditions:
  Fn::ForEach::Cases: [Letter, [A, B], { 'Is\${Letter}': !Equals [!Ref Letter, A] }]
Resources: { Topic: { Type: AWS::SNS::Topic } }
Outputs:
  Fn::ForEach::Outer:
    - X
    - [A, B]
    - Fn::ForEach::Inner:
        - Y
        - ['1', '2']
        - 'Out\${X}\${Y}': { Condition: 'Is\${X}', Value: !Sub '\${X}-\${Y}-\${Topic}' }
`);
    expect([...outputs.keys()]).toEqual(['OutA1', 'OutA2', 'OutB1', 'OutB2']);
    expect(outputs.get('OutB2')).toMatchObject({
      condition: 'IsB',
      value: { 'Fn::Sub': 'B-2-${Topic}' },
    });
    expect(conditions.get('IsB')).toEqual({ 'Fn::Equals': ['B', 'A'] });
  });

  it('repeats properties, beside those that are written out', () => {
    const { resources } = expanded(`${head}
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          FIXED: yes
          Fn::ForEach::Variables: [Name, [ONE, TWO], { 'VAR_\${Name}': !Ref Name }]
`);
    expect(resources.get('Function')?.properties['Environment']).toEqual({
      Variables: { FIXED: true, VAR_ONE: 'ONE', VAR_TWO: 'TWO' },
    });
  });

  it.each([
    ['no list', 'Fn::ForEach::T: [X, text, {}]'],
    ['a fourth part', 'Fn::ForEach::T: [X, [a], {}, 1]'],
    ['no fragment', 'Fn::ForEach::T: [X, [a]]'],
    ['a list that only the deployment knows', 'Fn::ForEach::T: [X, !GetAtt [Topic, Arn], {}]'],
    ['the same name twice', "Fn::ForEach::T: [X, [a, a], { 'Same': { Type: AWS::SNS::Topic } }]"],
  ])('fails the transform for %s', (_fault, loop) => {
    expect(() => expanded(`${head}Resources:\n  Topic: { Type: AWS::SNS::Topic }\n  ${loop}\n`)).toThrow(
      /^Transform AWS::LanguageExtensions failed with: Fn::ForEach layout is incorrect/,
    );
  });

  it('is no name of a resource where the transform is not declared', () => {
    expect(() => parseTemplate('Resources:\n  Fn::ForEach::T: [X, [a], {}]\n')).toThrow(/no valid name/);
  });
});

describe('functions in more places', () => {
  it('takes policies and references worked out from parameters', () => {
    const { resources } = expanded(
      `${head}
Parameters: { Policy: { Type: String }, Which: { Type: String } }
Resources:
  TopicA: { Type: AWS::SNS::Topic, DeletionPolicy: !Ref Policy, UpdateReplacePolicy: { 'Fn::Sub': '\${Policy}' } }
  Reader:
    Type: AWS::SSM::Parameter
    Properties: { Type: String, Value: { Ref: !Sub 'Topic\${Which}' }, Name: !GetAtt [!Sub 'Topic\${Which}', TopicArn] }
`,
      { Policy: 'Retain', Which: 'A' },
    );
    expect(resources.get('TopicA')).toMatchObject({
      deletionPolicy: 'Retain',
      updateReplacePolicy: 'Retain',
    });
    expect(resources.get('Reader')?.properties).toMatchObject({
      Value: { Ref: 'TopicA' },
      Name: { 'Fn::GetAtt': ['TopicA', 'TopicArn'] },
    });
  });

  it('refuses what then refers to nothing', () => {
    expect(() =>
      expanded(`${head}Resources: { A: { Type: 'X::Y::Z', Properties: { P: { Ref: !Sub 'Nowhere' } } } }\n`),
    ).toThrow(/refers to "Nowhere"/);
  });
});

describe('other macros', () => {
  it('are unknown ones', () => {
    expect(() => expanded('Transform: [Mine]\nResources: { A: { Type: AWS::SNS::Topic } }\n')).toThrow(
      'No transform named Mine found.',
    );
  });
});
