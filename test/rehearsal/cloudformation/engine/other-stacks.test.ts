import { expect, it } from 'vitest';
import { repliesOf } from '../../../../src/rehearsal/account/scenario/assumed.ts';
import { startEngine } from '../account.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const topic = (name: string) => ({ Type: 'AWS::SNS::Topic', Properties: { DisplayName: name } });
const body = (Resources: object, more: object = {}): string => JSON.stringify({ Resources, ...more });

it('names all exports that are missing at once, and makes nothing', async () => {
  const engine = startEngine();
  const TemplateBody = body({
    A: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'first' } } },
    B: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'second' } } },
  });
  await engine.call('CreateStack', { StackName: 's', TemplateBody });
  await engine.runToEnd();
  expect((await engine.stack('s')).StackStatus).toBe('ROLLBACK_COMPLETE');
  const events = await engine.events('s');
  expect(events.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['s', 's', 's']);
  expect(events[1]?.ResourceStatusReason).toBe(
    'No export named first, second found. Rollback requested by user.',
  );
  await engine.call('CreateChangeSet', {
    StackName: 'other',
    ChangeSetName: 'c',
    ChangeSetType: 'CREATE',
    TemplateBody,
  });
  await engine.runToEnd();
  expect(await engine.call('DescribeChangeSet', { StackName: 'other', ChangeSetName: 'c' })).toMatchObject({
    Status: 'FAILED',
    StatusReason: 'No export named first, second found',
  });
});

it('takes an output of another stack that does not export it, until there is none', async () => {
  const engine = startEngine();
  const output = { 'Fn::GetStackOutput': { StackName: 'giver', OutputName: 'Name' } };
  const taker = body(
    { A: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: output } } },
    { Outputs: { Taken: { Value: output } } },
  );
  const made = async (StackName: string, TemplateBody: string): Promise<string> => {
    await engine.call('CreateStack', { StackName, TemplateBody });
    await engine.runToEnd();
    return (await engine.stack(StackName)).StackStatus;
  };
  await expect(made('early', taker)).rejects.toThrow('output "Name" of stack "giver", which is not there');
  expect(await made('giver', body({ T: topic('x') }, { Outputs: { Name: { Value: 'given' } } }))).toBe(
    'CREATE_COMPLETE',
  );
  expect(await made('late', taker)).toBe('CREATE_COMPLETE');
  expect(await engine.stack('late')).toMatchObject({ Outputs: [{ OutputValue: 'given' }] });
});

it('keeps a nested stack whose export another stack takes, and says so of its parent', async () => {
  const inner = body({ T: topic('x') }, { Outputs: { O: { Value: 'v', Export: { Name: 'shared' } } } });
  const engine = startEngine({ nestedTemplates: new Map([['inner.json', bytes(inner)]]) });
  const done = async (call: string, StackName: string, TemplateBody?: string): Promise<string> => {
    await engine.call(call, { StackName, TemplateBody });
    await engine.runToEnd();
    return (await engine.stack(StackName)).StackStatus;
  };
  const Properties = { TemplateURL: 'https://parts.s3.amazonaws.com/inner.json' };
  await done('CreateStack', 'parent', body({ Child: { Type: 'AWS::CloudFormation::Stack', Properties } }));
  const taken = { 'Fn::ImportValue': 'shared' };
  await done(
    'CreateStack',
    'taker',
    body({ A: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: taken } } }),
  );
  expect(await done('DeleteStack', 'parent')).toBe('DELETE_FAILED');
  const failed = (await engine.events('parent')).find(
    ({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED',
  );
  expect(failed).toMatchObject({
    LogicalResourceId: 'Child',
    ResourceStatusReason: expect.stringMatching(
      /^Embedded stack arn:\S+ was not successfully deleted: Delete canceled\. Cannot delete export shared as it is in use by taker\.$/,
    ) as string,
  });
});

it('reads a nested template from the folder by the end of its address', async () => {
  const engine = startEngine({
    nestedTemplates: new Map([['parts/inner.json', bytes(body({ T: topic('x') }))]]),
  });
  const TemplateURL = 'https://somebody.s3.amazonaws.com/release/1/parts/inner.json';
  await engine.call('CreateStack', {
    StackName: 's',
    TemplateBody: body({ Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } }),
  });
  await engine.runToEnd();
  expect((await engine.stack('s')).StackStatus).toBe('CREATE_COMPLETE');
});

it('lets a custom resource answer what was scripted for it', async () => {
  const engine = startEngine({ replies: repliesOf(['Lookup.VpcId=vpc-1=x']) });
  await engine.call('CreateStack', {
    StackName: 's',
    TemplateBody: body(
      {
        Lookup: {
          Type: 'Custom::Lookup',
          Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:1:function:f' },
        },
      },
      { Outputs: { Vpc: { Value: { 'Fn::GetAtt': ['Lookup', 'VpcId'] } } } },
    ),
  });
  await engine.runToEnd();
  expect((await engine.stack('s')).Outputs).toMatchObject([{ OutputKey: 'Vpc', OutputValue: 'vpc-1=x' }]);
  expect(() => repliesOf(['Lookup=x'])).toThrow(expect.objectContaining({ code: 'flag-invalid' }));
});

const waiting = body({
  Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
  Wait: {
    Type: 'AWS::CloudFormation::WaitCondition',
    Properties: { Handle: { Ref: 'Handle' }, Timeout: '900', Count: 2 },
  },
});
const policied = body({
  Group: {
    Type: 'AWS::AutoScaling::AutoScalingGroup',
    Properties: { MinSize: '1', MaxSize: '1' },
    CreationPolicy: { ResourceSignal: { Count: 1, Timeout: 'PT15M' } },
  },
});

it.each([
  ['Wait', waiting, 'WaitCondition timed out. Received 0 conditions when expecting 2'],
  ['Group', policied, 'Failed to receive 1 resource signal(s) within the specified duration'],
])('fails %s after its time-out where no signal is to come', async (id, TemplateBody, reason) => {
  const engine = startEngine({ failures: { [id]: { in: ['create'] } } });
  await engine.call('CreateStack', { StackName: 's', TemplateBody });
  await engine.pass(890_000);
  expect((await engine.stack('s')).StackStatus).toBe('CREATE_IN_PROGRESS');
  await engine.runToEnd();
  const failed = (await engine.events('s')).filter(
    ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
  );
  expect(failed).toMatchObject([{ LogicalResourceId: id, ResourceStatusReason: reason }]);
});

it('waits for signals that come by themselves, or ends on one that somebody sends', async () => {
  const engine = startEngine();
  await engine.call('CreateStack', { StackName: 'alone', TemplateBody: policied });
  await engine.runToEnd();
  expect((await engine.stack('alone')).StackStatus).toBe('CREATE_COMPLETE');
  await engine.call('CreateStack', { StackName: 'sent', TemplateBody: policied });
  await engine.pass(6000);
  const signal = { StackName: 'sent', LogicalResourceId: 'Group', UniqueId: 'i-1', Status: 'FAILURE' };
  await engine.call('SignalResource', signal);
  await engine.runToEnd();
  expect((await engine.stack('sent')).StackStatus).toBe('ROLLBACK_COMPLETE');
  const reasons = (await engine.events('sent')).map(({ ResourceStatusReason }) => ResourceStatusReason);
  expect(reasons).toContain('Received FAILURE signal with UniqueId i-1');
  expect((await engine.refusal('SignalResource', signal)).message).toMatch(/cannot be signaled/);
});

const statement = (fields: object): object => ({ Effect: 'Deny', Principal: '*', Resource: '*', ...fields });
const allowAll = statement({ Effect: 'Allow', Action: 'Update:*' });

it.each([
  [
    'a change',
    [statement({ Action: 'Update:Modify', Resource: 'LogicalResourceId/T*' }), allowAll],
    { T: topic('new') },
    'Action denied by stack policy: Statement [#1] does not allow [Update:Modify] for resource [LogicalResourceId/T];',
  ],
  ['what no statement allows', [], { T: topic('new') }, 'Action not allowed by stack policy'],
  [
    'a replacement of a type',
    [
      allowAll,
      statement({
        Action: 'Update:Replace',
        Condition: { StringEquals: { ResourceType: ['AWS::SNS::Topic'] } },
      }),
    ],
    { T: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'old', TopicName: 'named' } } },
    'Action denied by stack policy: Statement [#2] does not allow [Update:Replace] for resource [LogicalResourceId/T];',
  ],
])('turns an update back that its policy does not allow: %s', async (_, Statement, Resources, reason) => {
  const engine = startEngine();
  await engine.call('CreateStack', { StackName: 's', TemplateBody: body({ T: topic('old') }) });
  await engine.runToEnd();
  await engine.call('SetStackPolicy', { StackName: 's', StackPolicyBody: JSON.stringify({ Statement }) });
  await engine.call('UpdateStack', { StackName: 's', TemplateBody: body(Resources) });
  await engine.runToEnd();
  expect((await engine.stack('s')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const failed = (await engine.events('s')).filter(
    ({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED',
  );
  expect(failed).toMatchObject([{ LogicalResourceId: 'T', ResourceStatusReason: reason }]);
  await engine.call('UpdateStack', {
    StackName: 's',
    TemplateBody: body(Resources),
    StackPolicyDuringUpdateBody: JSON.stringify({ Statement: [allowAll] }),
  });
  await engine.runToEnd();
  expect((await engine.stack('s')).StackStatus).toBe('UPDATE_COMPLETE');
});

it('keeps what a policy does not let be deleted, and refuses a policy that is none', async () => {
  const engine = startEngine();
  const both = body({ T: topic('old'), U: topic('other') });
  await engine.call('CreateStack', { StackName: 's', TemplateBody: both });
  await engine.runToEnd();
  expect((await engine.refusal('SetStackPolicy', { StackName: 's', StackPolicyBody: '[]' })).message).toMatch(
    /^Error validating stack policy/,
  );
  const StackPolicyBody = JSON.stringify({ Statement: [allowAll, statement({ Action: 'Update:Delete' })] });
  await engine.call('SetStackPolicy', { StackName: 's', StackPolicyBody });
  await engine.call('UpdateStack', { StackName: 's', TemplateBody: body({ T: topic('old') }) });
  await engine.runToEnd();
  expect((await engine.stack('s')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const { StackResourceSummaries } = await engine.call<{ StackResourceSummaries: readonly object[] }>(
    'ListStackResources',
    { StackName: 's' },
  );
  expect(StackResourceSummaries).toHaveLength(2);
});
