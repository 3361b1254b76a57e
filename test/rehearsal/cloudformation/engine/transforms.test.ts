import { describe, expect, it } from 'vitest';
import { addBucket } from '../../../../src/rehearsal/services/s3/bucket.ts';
import { putObject } from '../../../../src/rehearsal/services/s3/objects.ts';
import { startEngine } from '../account.ts';

const loop = `Transform: AWS::LanguageExtensions
Parameters: { Names: { Type: CommaDelimitedList, Default: 'a,b' } }
Resources:
  Fn::ForEach::Topics: [Name, !Ref Names, { 'Topic\${Name}': { Type: AWS::SNS::Topic } }]
`;
const sam = `Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties: { Handler: a.b, Runtime: nodejs22.x, InlineCode: x }
`;
const AUTO_EXPAND = ['CAPABILITY_AUTO_EXPAND'];

interface Planned {
  readonly Status: string;
  readonly StatusReason?: string;
  readonly Changes: readonly { readonly ResourceChange: { readonly LogicalResourceId: string } }[];
}

const planned = async (TemplateBody: string, more: object = {}) => {
  const engine = startEngine();
  const name = { StackName: 'demo', ChangeSetName: 'first' };
  await engine.call('CreateChangeSet', { ...name, ChangeSetType: 'CREATE', TemplateBody, ...more });
  await engine.runToEnd();
  const changeSet = await engine.call<Planned>('DescribeChangeSet', name);
  return {
    ...changeSet,
    ids: changeSet.Changes.map(({ ResourceChange }) => ResourceChange.LogicalResourceId),
    engine,
  };
};

describe('a template with a transform', () => {
  it('is planned, made and told as its transform leaves it', async () => {
    const { Status, ids, engine } = await planned(loop);
    expect(Status).toBe('CREATE_COMPLETE');
    expect(ids).toEqual(['Topica', 'Topicb']);
    await engine.call('ExecuteChangeSet', { StackName: 'demo', ChangeSetName: 'first' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('CREATE_COMPLETE');
    const templateAt = (TemplateStage: string) =>
      engine.call<{ TemplateBody: string }>('GetTemplate', { StackName: 'demo', TemplateStage });
    expect((await templateAt('Original')).TemplateBody).toBe(loop);
    const processed = JSON.parse((await templateAt('Processed')).TemplateBody) as { Resources: object };
    expect(Object.keys(processed.Resources)).toEqual(['Topica', 'Topicb']);
  });

  it('changes when a parameter that it loops over does', async () => {
    const engine = startEngine();
    const body = { StackName: 'demo', TemplateBody: loop, Capabilities: AUTO_EXPAND };
    await engine.call('CreateStack', body);
    await engine.runToEnd();
    await engine.call('UpdateStack', {
      ...body,
      Parameters: [{ ParameterKey: 'Names', ParameterValue: 'b,c' }],
    });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_COMPLETE');
    const { StackResources } = await engine.call<{
      StackResources: readonly { LogicalResourceId: string; ResourceStatus: string }[];
    }>('DescribeStackResources', { StackName: 'demo' });
    const live = StackResources.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE');
    expect(live.map(({ LogicalResourceId }) => LogicalResourceId).sort()).toEqual(['Topicb', 'Topicc']);
  });

  it('needs CAPABILITY_AUTO_EXPAND where no change set shows what becomes of it', async () => {
    const refused = await startEngine().refusal('CreateStack', { StackName: 'demo', TemplateBody: loop });
    expect(refused).toMatchObject({
      code: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_AUTO_EXPAND]',
    });
  });

  it('needs the capabilities of what its transform makes, which is told when it has run', async () => {
    expect(await planned(sam)).toMatchObject({
      Status: 'FAILED',
      StatusReason: 'Requires capabilities : [CAPABILITY_IAM]',
    });
    const { Status, ids } = await planned(sam, { Capabilities: ['CAPABILITY_IAM'] });
    expect(Status).toBe('CREATE_COMPLETE');
    expect([...ids].sort()).toEqual(['Hello', 'HelloRole']);
  });

  it('fails its change set, or rolls its stack back, where the macro is not known', async () => {
    const TemplateBody = 'Transform: Mine\nResources: { A: { Type: AWS::SNS::Topic } }\n';
    const words = 'No transform named 123456789012::Mine found.';
    expect(await planned(TemplateBody)).toMatchObject({ Status: 'FAILED', StatusReason: words });
    const engine = startEngine();
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody, Capabilities: AUTO_EXPAND });
    await engine.runToEnd();
    const events = await engine.events('demo');
    expect(events.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
      'CREATE_IN_PROGRESS',
      'ROLLBACK_IN_PROGRESS',
      'ROLLBACK_COMPLETE',
    ]);
    expect(events[1]?.ResourceStatusReason).toBe(`${words} Rollback requested by user.`);
  });
});

describe('AWS::Include', () => {
  const body = (place: string): string => `Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: kept
      Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${place} } }
`;

  it('brings in what the account’s bucket holds, beside what is there', async () => {
    const engine = startEngine();
    const bucket = addBucket(engine.account, { name: 'snippets', region: 'us-east-1', at: 0 });
    putObject(bucket, { key: 'a.yaml', body: Buffer.from('TopicName: included\n') }, 0);
    const TemplateBody = body('s3://snippets/a.yaml');
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody, Capabilities: AUTO_EXPAND });
    await engine.runToEnd();
    const created = (await engine.events('demo')).find(
      ({ LogicalResourceId }) => LogicalResourceId === 'Topic',
    );
    expect(JSON.parse(created?.ResourceProperties ?? '{}')).toEqual({
      DisplayName: 'kept',
      TopicName: 'included',
    });
  });

  it('fails where there is no such file', async () => {
    const { Status, StatusReason } = await planned(body('s3://nobodys/a.yaml'));
    expect(Status).toBe('FAILED');
    expect(StatusReason).toMatch(/^Transform AWS::Include failed with: S3 error: Access Denied/);
  });
});

describe('a function that CloudFormation does not know', () => {
  it.each(['Fn::Length: [a]', 'Fn::ToJsonString: {}', 'Fn::Median: [1]'])(
    'refuses the call: %s',
    async (call) => {
      const TemplateBody = `Resources: { A: { Type: AWS::SNS::Topic, Properties: { TopicName: { ${call} } } } }\n`;
      const { code, message } = await startEngine().refusal('CreateStack', {
        StackName: 'demo',
        TemplateBody,
      });
      expect(code).toBe('ValidationError');
      expect(message).toMatch(
        /^Template error: Encountered unsupported function: Fn::\w+ Supported functions are: \[/,
      );
    },
  );
});

describe('a condition that cannot be decided', () => {
  it('refuses the call, and no stack is left in progress', async () => {
    const TemplateBody =
      'Conditions: { Odd: !Equals [one] }\nResources: { A: { Type: AWS::SNS::Topic, Condition: Odd } }\n';
    const engine = startEngine();
    const { message } = await engine.refusal('CreateStack', { StackName: 'demo', TemplateBody });
    expect(message).toMatch(/^Template error: .*Fn::Equals needs two values/);
    expect(await engine.newestStack()).toBe('none');
  });
});
