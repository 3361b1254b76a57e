import { describe, expect, it } from 'vitest';
import { expandTransforms, parameterValues, parseTemplate } from '../../../src/template/index.ts';
import type { Template } from '../../../src/core/template.ts';

const expanded = (resources: string, more = ''): Template => {
  const text = `Transform: AWS::Serverless-2016-10-31\n${more}Resources:\n${resources}`;
  const template = parseTemplate(text);
  const parameters = parameterValues(template, new Map());
  return expandTransforms(template, { parameters, pseudo: new Map(), include: () => '' });
};

const types = ({ resources }: Template): Readonly<Record<string, string>> =>
  Object.fromEntries([...resources].map(([id, { type }]) => [id, type.replace('AWS::', '')]));

const hello = (rest = ''): string => `  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      InlineCode: 'exports.handler = () => {}'
${rest}`;
const event = (type: string, properties: string): string =>
  hello(`      Events: { Call: { Type: ${type}, Properties: ${properties} } }\n`);

describe('AWS::Serverless::Function', () => {
  it('is a function and the role that it runs as', () => {
    const template = expanded(hello());
    expect(types(template)).toEqual({ Hello: 'Lambda::Function', HelloRole: 'IAM::Role' });
    expect(template.resources.get('Hello')?.properties).toMatchObject({
      Code: { ZipFile: 'exports.handler = () => {}' },
      Role: { 'Fn::GetAtt': ['HelloRole', 'Arn'] },
    });
  });

  it('takes what Globals say under what it says itself', () => {
    const globals =
      'Globals: { Function: { Timeout: 9, MemorySize: 512, Environment: { Variables: { A: g, B: g } }, Layers: [one] } }\n';
    const own = '      Timeout: 3\n      Layers: [two]\n      Environment: { Variables: { B: own } }\n';
    expect(expanded(hello(own), globals).resources.get('Hello')?.properties).toMatchObject({
      Timeout: 3,
      MemorySize: 512,
      Layers: ['one', 'two'],
      Environment: { Variables: { A: 'g', B: 'own' } },
    });
  });

  it.each([
    ["'*'", { Timeout: undefined, MemorySize: undefined }],
    ['[Timeout]', { Timeout: undefined, MemorySize: 512 }],
  ])('leaves out what it is to ignore of them: %s', (ignored, values) => {
    const globals = 'Globals: { Function: { Timeout: 9, MemorySize: 512 } }\n';
    const made = expanded(`${hello()}    IgnoreGlobals: ${ignored}\n`, globals).resources.get('Hello');
    const { Timeout, MemorySize } = made?.properties ?? {};
    expect({ Timeout, MemorySize }).toEqual(values);
  });

  it.each([
    [
      'Api',
      '{ Path: /a, Method: get }',
      ['HelloCallPermissionProd', 'ServerlessRestApi', 'ServerlessRestApiProdStage'],
    ],
    [
      'HttpApi',
      '{ Path: /a, Method: get }',
      ['HelloCallPermission', 'ServerlessHttpApi', 'ServerlessHttpApiApiGatewayDefaultStage'],
    ],
    ['Schedule', '{ Schedule: rate(1 day) }', ['HelloCall', 'HelloCallPermission']],
    ['ScheduleV2', '{ ScheduleExpression: rate(1 day) }', ['HelloCall', 'HelloCallRole']],
    ['EventBridgeRule', '{ Pattern: { source: [x] } }', ['HelloCall', 'HelloCallPermission']],
    ['SNS', "{ Topic: 'arn:aws:sns:us-east-1:1:t' }", ['HelloCall', 'HelloCallPermission']],
    ['SQS', "{ Queue: 'arn:aws:sqs:us-east-1:1:q' }", ['HelloCall']],
    ['CloudWatchLogs', "{ LogGroupName: group, FilterPattern: '' }", ['HelloCall', 'HelloCallPermission']],
  ])('with an event of type %s has what calls it', (type, properties, made) => {
    const ids = Object.keys(types(expanded(event(type, properties))));
    expect(ids).toEqual(expect.arrayContaining(['Hello', 'HelloRole', ...made]));
  });

  it('is told by the bucket, which waits for the permission', () => {
    const text = `  Files: { Type: AWS::S3::Bucket }\n${event('S3', "{ Bucket: !Ref Files, Events: 's3:ObjectCreated:*' }")}`;
    const bucket = expanded(text).resources.get('Files');
    expect(bucket?.dependsOn).toEqual(['HelloCallPermission']);
    expect(bucket?.properties['NotificationConfiguration']).toMatchObject({
      LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: { 'Fn::GetAtt': ['Hello', 'Arn'] } }],
    });
  });

  it('is published under its alias, and the names SAM gives the two resolve', () => {
    const outputs = 'Outputs: { V: { Value: !Ref Hello.Version }, A: { Value: !Sub "${Hello.Alias}" } }\n';
    const template = expanded(hello('      AutoPublishAlias: live\n'), outputs);
    const version = [...template.resources.keys()].find((id) => id.startsWith('HelloVersion')) ?? '';
    expect(version).toMatch(/^HelloVersion[0-9a-f]{10}$/);
    expect(template.outputs.get('V')?.value).toEqual({ Ref: version });
    expect(template.outputs.get('A')?.value).toEqual({ 'Fn::Sub': '${HelloAliaslive}' });
  });

  it('gives its condition to all that is made of it', () => {
    const more = 'Conditions: { Never: !Equals [a, b] }\n';
    const text = event('Schedule', '{ Schedule: rate(1 day) }').replace(
      'Hello:\n',
      'Hello:\n    Condition: Never\n',
    );
    const conditions = [...expanded(text, more).resources.values()].map(({ condition }) => condition);
    expect(new Set(conditions)).toEqual(new Set(['Never']));
  });

  it.each([
    [
      'code on this machine',
      hello().replace(/InlineCode: .*/, 'CodeUri: ./src'),
      "'CodeUri' is not a valid S3 Uri",
    ],
    ['no code', hello().replace(/InlineCode: .*/, 'Timeout: 3'), "Missing required property 'CodeUri'"],
    ['an unknown event', event('Pigeon', '{}'), 'Unknown event type: Pigeon'],
    ['a bucket elsewhere', event('S3', '{ Bucket: !Ref Else, Events: x }'), 'must reference an S3 bucket'],
  ])('fails the transform for %s', (_what, text, words) => {
    expect(() => expanded(text)).toThrow(words);
  });
});

describe('the other serverless types', () => {
  it('become the ones that CloudFormation knows, and names follow a layer', () => {
    const template = expanded(`  Table: { Type: AWS::Serverless::SimpleTable }
  Layer: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: s3://code/layer.zip } }
  Machine: { Type: AWS::Serverless::StateMachine, Properties: { Definition: {}, Events: { Daily: { Type: Schedule, Properties: { Schedule: rate(1 day) } } } } }
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1 } }
  Http: { Type: AWS::Serverless::HttpApi }
  Child: { Type: AWS::Serverless::Application, Properties: { Location: https://s3.amazonaws.com/b/k } }
  User: { Type: AWS::Lambda::Function, Properties: { Layers: [!Ref Layer] } }
`);
    const made = types(template);
    const layer = Object.keys(made).find((id) => id.startsWith('Layer')) ?? '';
    expect(made).toMatchObject({
      Table: 'DynamoDB::Table',
      [layer]: 'Lambda::LayerVersion',
      Machine: 'StepFunctions::StateMachine',
      MachineRole: 'IAM::Role',
      MachineDaily: 'Events::Rule',
      MachineDailyRole: 'IAM::Role',
      Api: 'ApiGateway::RestApi',
      Apiv1Stage: 'ApiGateway::Stage',
      Http: 'ApiGatewayV2::Api',
      Child: 'CloudFormation::Stack',
    });
    expect(template.resources.get('User')?.properties).toEqual({ Layers: [{ Ref: layer }] });
    expect(template.resources.get(layer)?.deletionPolicy).toBe('Retain');
  });

  it('are named where the rehearsal has none for them', () => {
    expect(() => expanded('  Link: { Type: AWS::Serverless::GraphQLApi }\n')).toThrow(
      'AWS::Serverless::GraphQLApi is not supported',
    );
  });
});

describe('AWS::Serverless::Connector', () => {
  const queue = '  Queue: { Type: AWS::SQS::Queue }\n';
  const connector = (from: string, to: string): string => `
  Link:
    Type: AWS::Serverless::Connector
    Properties: { Source: { Id: ${from} }, Destination: { Id: ${to} }, Permissions: [Write] }
`;

  it('lets a function act by its role', () => {
    const { resources } = expanded(`${hello()}${queue}${connector('Hello', 'Queue')}`);
    expect(resources.get('LinkPolicy')).toMatchObject({
      type: 'AWS::IAM::ManagedPolicy',
      properties: { Roles: [{ Ref: 'HelloRole' }] },
    });
  });

  it('lets a function read by its own role what cannot act', () => {
    const { resources } = expanded(`${hello()}${queue}${connector('Queue', 'Hello')}`);
    expect(resources.get('LinkPolicy')?.properties).toMatchObject({ Roles: [{ Ref: 'HelloRole' }] });
  });

  it.each([
    ['AWS::SNS::Topic', 'Queue', 'LinkQueuePolicy', 'SQS::QueuePolicy'],
    ['AWS::Events::Rule', 'Topic', 'LinkTopicPolicy', 'SNS::TopicPolicy'],
    ['AWS::S3::Bucket', 'Hello', 'LinkWriteLambdaPermission', 'Lambda::Permission'],
  ])('from %s is what %s has to allow', (type, to, id, made) => {
    const more = `${queue}  Topic: { Type: AWS::SNS::Topic }\n  From: { Type: '${type}' }\n`;
    const template = expanded(`${hello()}${more}${connector('From', to)}`);
    expect(types(template)[id]).toBe(made);
    expect(Object.keys(types(template))).not.toContain('Link');
  });

  it('may stand in its source, and lead to several', () => {
    const own = `    Connectors:
      Out:
        Properties: { Destination: [{ Id: Queue }, { Id: Hello }], Permissions: [Write] }
`;
    const template = expanded(`${hello()}${own}${queue}`);
    expect(Object.keys(types(template)).filter((id) => id.startsWith('HelloOut'))).toEqual([
      'HelloOutDestination1Policy',
      'HelloOutDestination2Policy',
    ]);
    expect(template.text).not.toContain('Connectors');
  });
});
