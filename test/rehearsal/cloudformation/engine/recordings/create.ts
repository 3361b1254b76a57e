import {
  act,
  bucket,
  create,
  group,
  queue,
  refused,
  refusedBucket,
  resources,
  role,
  rule,
  topic,
  until,
  update,
  type Run,
} from './recording.ts';

const wide = resources(
  topic('a'),
  queue(),
  group(),
  bucket,
  role,
  rule,
  'Custom: { Type: "Custom::Thing", Properties: { ServiceToken: "arn:aws:lambda:us-east-1:123456789012:function:maker", Uses: !Ref Queue } }',
  'Alarm: { Type: AWS::CloudWatch::Alarm, Properties: { ComparisonOperator: x, EvaluationPeriods: 1, AlarmActions: [!Ref Topic], AlarmName: !Sub "${Custom.Name}-alarm" } }',
  'Policy: { Type: AWS::IAM::Policy, Properties: { PolicyName: p, PolicyDocument: {}, Roles: [!Ref Role] } }',
  'Mapping: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: f, EventSourceArn: !GetAtt Queue.Arn } }',
);
const outputs =
  'Outputs:\n  Topic: { Value: !Ref Topic, Description: where news go }\n  Queue: { Value: !GetAtt Queue.Arn, Export: { Name: queue-arn } }\n';
const conditional = `Parameters:
  Big: { Type: String, Default: "no" }
Conditions:
  IsBig: !Equals [!Ref Big, "yes"]
${resources(topic('a'), 'Queue: { Type: AWS::SQS::Queue, Condition: IsBig }', 'Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !If [IsBig, !GetAtt Queue.QueueName, !GetAtt Topic.TopicName] } }')}`;
const failing = { Group: { in: ['create'], reason: 'no groups today' } };
const trio = resources(topic('a'), queue(), group());

export const createRuns: Readonly<Record<string, Run>> = {
  'create-wide': { act: (engine) => create(engine, `${wide}${outputs}`, { ClientRequestToken: 'token' }) },
  'create-by-change-set': {
    act: async (engine) => {
      const names = { StackName: 'demo', ChangeSetName: 'first' };
      await engine.call('CreateChangeSet', {
        ...names,
        ChangeSetType: 'CREATE',
        TemplateBody: trio,
        OnStackFailure: 'DELETE',
      });
      const early = await engine.call('DescribeChangeSet', names);
      await engine.runToEnd();
      const made = await engine.call('DescribeChangeSet', { ...names, IncludePropertyValues: true });
      const listed = await engine.call('ListChangeSets', { StackName: 'demo' });
      await act(engine, 'ExecuteChangeSet', names);
      return [
        early,
        made,
        listed,
        await engine.call('DescribeChangeSet', {
          ChangeSetName: (made as { ChangeSetId: string }).ChangeSetId,
        }),
      ];
    },
  },
  'create-fails-and-rolls-back': { start: { failures: failing }, act: (engine) => create(engine, trio) },
  'create-fails-and-is-deleted': {
    start: { failures: failing },
    act: (engine) => create(engine, trio, { OnFailure: 'DELETE' }),
  },
  'create-fails-and-is-left': {
    start: { failures: failing },
    act: async (engine) => {
      await create(engine, trio, { OnFailure: 'DO_NOTHING' });
      await act(engine, 'RollbackStack');
    },
  },
  'create-fails-and-is-gone-on-with': {
    start: { failures: failing },
    act: async (engine) => {
      await create(engine, trio, { DisableRollback: true });
      engine.fail({});
      await update(engine, trio, { DisableRollback: true });
    },
  },
  'create-fails-in-two-places': {
    start: { failures: { Topic: { in: ['create'], reason: 'no topics' }, Role: { in: ['create'] } } },
    act: (engine) => create(engine, wide),
  },
  'create-keeps-going': {
    start: { failures: { Topic: { in: ['create'], reason: 'no topics' }, Role: { in: ['create'] } } },
    act: (engine) => create(engine, wide, { DisableRollback: true }),
  },
  'create-refused-by-the-account': {
    act: (engine) => create(engine, resources(refusedBucket, topic('a'), queue())),
  },
  'create-fails-a-custom-resource': {
    start: { failures: { Custom: { in: ['create'], reason: 'function said no' } } },
    act: (engine) => create(engine, wide),
  },
  'create-fails-validation': {
    act: (engine) =>
      create(engine, resources('Permission: { Type: AWS::Lambda::Permission }', topic('a')), {
        DisableValidation: false,
      }),
  },
  'create-with-a-missing-value': {
    act: (engine) =>
      create(engine, `Parameters:\n  Key: { Type: AWS::EC2::KeyPair::KeyName }\n${trio}`, {
        Parameters: [{ ParameterKey: 'Key', ParameterValue: 'none' }],
      }),
  },
  'create-takes-too-long': {
    act: (engine) =>
      create(engine, resources(topic('a'), 'Search: { Type: AWS::Elasticsearch::Domain }'), {
        TimeoutInMinutes: 2,
      }),
  },
  'create-within-its-time': { act: (engine) => create(engine, trio, { TimeoutInMinutes: 60 }) },
  'create-rollback-fails': {
    start: { failures: { ...failing, Topic: { in: ['rollback', 'delete'], reason: 'stays' } } },
    act: async (engine) => {
      await create(engine, trio);
      const early = await refused(engine, 'DeleteStack', { RetainResources: ['Topic'] });
      await act(engine, 'DeleteStack');
      await act(engine, 'DeleteStack', { RetainResources: ['Topic'] });
      return [early];
    },
  },
  'create-deleted-midway': {
    act: async (engine) => {
      await engine.call('CreateStack', { StackName: 'demo', TemplateBody: trio });
      await engine.pass(20_000);
      await act(engine, 'DeleteStack');
    },
  },
  'create-deleted-at-once': {
    act: async (engine) => {
      await engine.call('CreateStack', { StackName: 'demo', TemplateBody: trio });
      await engine.pass(500);
      await act(engine, 'DeleteStack');
    },
  },
  'create-with-conditions': {
    act: async (engine) => {
      await create(engine, conditional);
      await update(engine, conditional, { Parameters: [{ ParameterKey: 'Big', ParameterValue: 'yes' }] });
      await update(engine, conditional, { Parameters: [{ ParameterKey: 'Big', ParameterValue: 'no' }] });
    },
  },
  'create-of-a-type-with-a-slow-start': {
    act: async (engine) => {
      await create(
        engine,
        resources(
          'DB: { Type: AWS::RDS::DBInstance }',
          'Layer: { Type: AWS::Lambda::LayerVersion, Properties: { Content: {} } }',
          'Host: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !GetAtt DB.Endpoint.Address } }',
        ),
      );
    },
  },
  'create-with-unresolvable-outputs': {
    act: (engine) =>
      create(engine, `${resources(topic('a'))}Outputs:\n  Bad: { Value: !Select [5, [a, b]] }\n`),
  },
  'create-seeded-long-ago': {
    act: async (engine) => {
      engine.service.seed({
        stackName: 'demo',
        template: trio,
        parameters: {},
        minutesAgo: 90,
        tags: { Team: 'data' },
      });
      await update(engine, resources(topic('b'), queue(), group()));
    },
  },
  'create-watched-to-its-status': {
    act: async (engine) => {
      await engine.call('CreateStack', { StackName: 'demo', TemplateBody: trio });
      const first = await engine.stack('demo');
      await engine.pass(1600);
      const second = await engine.stack('demo');
      await until(engine, 'CREATE_COMPLETE');
      return [first, second];
    },
  },
};
