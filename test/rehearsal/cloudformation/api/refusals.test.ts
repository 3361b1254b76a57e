import { describe, expect, it } from 'vitest';
import { startEngine } from '../account.ts';

const plain = 'Resources:\n  Topic: { Type: AWS::SNS::Topic }\n';
const withParameters = `
Parameters:
  Host: { Type: String, AllowedPattern: '[a-z]+\\.[a-z]+' }
  Mode: { Type: String, Default: Enabled, AllowedValues: [Enabled, Disabled] }
  User: { Type: String, Default: root, MinLength: 2, MaxLength: 5 }
  Cutoff: { Type: Number, Default: 0, MinValue: 0, MaxValue: 10 }
  Explained: { Type: String, Default: a, AllowedPattern: '[a-c]', ConstraintDescription: 'must be one of the first letters.' }
  Names: { Type: CommaDelimitedList, Default: 'a, b', AllowedPattern: '[a-z]' }
${plain}`;
const parameters = (values: Readonly<Record<string, string>>): object[] =>
  Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));

describe('what CreateStack refuses at once', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, string, RegExp])[] = [
    ['no template', {}, 'ValidationError', /^Either Template URL or Template Body must be specified/],
    ['not a template', { TemplateBody: 'hello' }, 'ValidationError', /^Template format error: /],
    [
      'a reference to nothing',
      { TemplateBody: 'Resources: { A: { Type: AWS::SNS::Topic, Properties: { TopicName: !Ref Nope } } }' },
      'ValidationError',
      /^Template format error: .*Nope/,
    ],
    [
      'an attribute the type lacks',
      { TemplateBody: `${plain}Outputs: { O: { Value: !GetAtt Topic.Colour } }` },
      'ValidationError',
      /^Template error: resource Topic does not support attribute type Colour in Fn::GetAtt$/,
    ],
    [
      'a reference to a resource that its condition leaves out',
      {
        TemplateBody:
          'Conditions: { Never: !Equals [a, b] }\nResources: { A: { Type: AWS::SNS::Topic, Condition: Never }, B: { Type: AWS::SNS::Topic, Properties: { DisplayName: !GetAtt A.TopicName } } }',
      },
      'ValidationError',
      /^Template format error: Unresolved resource dependencies \[A\] in the Resources block of the template$/,
    ],
    [
      'an output of one',
      {
        TemplateBody:
          'Conditions: { Never: !Equals [a, b] }\nResources: { A: { Type: AWS::SNS::Topic, Condition: Never }, B: { Type: AWS::SNS::Topic, DependsOn: A, Properties: { DisplayName: !If [Never, !Ref A, b] } } }\nOutputs: { O: { Value: !Ref A } }',
      },
      'ValidationError',
      /^Template format error: Unresolved resource dependencies \[A\] in the Outputs block of the template$/,
    ],
    [
      'resources that need each other, unvalidated too',
      {
        TemplateBody:
          'Resources: { A: { Type: AWS::SNS::Topic, DependsOn: B }, B: { Type: AWS::SNS::Topic, DependsOn: A } }',
        DisableValidation: true,
      },
      'ValidationError',
      /^Circular dependency between resources: \[A, B\]$/,
    ],
    [
      'more tags than there may be',
      { TemplateBody: plain, Tags: Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: 'v' })) },
      'ValidationError',
      /at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50$/,
    ],
    [
      'more topics than there may be',
      { TemplateBody: plain, NotificationARNs: Array.from({ length: 6 }, (_, at) => `arn:${at}`) },
      'ValidationError',
      /at 'notificationARNs' failed to satisfy constraint: Member must have length less than or equal to 5$/,
    ],
    [
      "a tag of AWS's own",
      { TemplateBody: plain, Tags: [{ Key: 'aws:own', Value: 'v' }] },
      'ValidationError',
      /^aws: prefixed tag key names are not allowed for external use\.$/,
    ],
    [
      'an output that is a list',
      {
        TemplateBody: `Parameters: { P: { Type: CommaDelimitedList, Default: 'a,b' } }\n${plain}Outputs: { O: { Value: !Ref P } }`,
      },
      'ValidationError',
      /^Template format error: The Value field of every Outputs member must evaluate to a String\.$/,
    ],
    [
      'an import that waits for a resource',
      {
        TemplateBody: `${plain}  Other: { Type: AWS::SNS::Topic, Properties: { DisplayName: !ImportValue { 'Fn::Sub': '\${Topic}' } } }\n`,
      },
      'ValidationError',
      /^Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs$/,
    ],
    [
      'a body over the limit, echoed whole',
      { TemplateBody: `# ${'x'.repeat(51_200)}` },
      'ValidationError',
      /^1 validation error detected: Value '# x{51200}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200$/,
    ],
    [
      'a name with a blank',
      { StackName: '1 bad', TemplateBody: plain },
      'ValidationError',
      /^1 validation error detected: Value '1 bad' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: \[a-zA-Z\]\[-a-zA-Z0-9\]\*$/,
    ],
    [
      'a URL that is not S3',
      { TemplateURL: 'https://example.com/t.yaml' },
      'ValidationError',
      /^TemplateURL must be a supported URL\.$/,
    ],
    [
      'roles without capability',
      { TemplateBody: 'Resources: { R: { Type: AWS::IAM::Role, Properties: { RoleName: r } } }' },
      'InsufficientCapabilitiesException',
      /^Requires capabilities : \[CAPABILITY_NAMED_IAM\]$/,
    ],
    [
      'a service role that is not there',
      { TemplateBody: plain, RoleARN: 'arn:aws:iam::123456789012:role/none' },
      'ValidationError',
      /^Role arn:aws:iam::123456789012:role\/none is invalid or cannot be assumed$/,
    ],
    [
      'no value',
      { TemplateBody: withParameters },
      'ValidationError',
      /^Parameters: \[Host\] must have values$/,
    ],
    [
      'an unknown parameter',
      { TemplateBody: withParameters, Parameters: parameters({ Host: 'a.b', Hots: 'x' }) },
      'ValidationError',
      /^Parameters: \[Hots\] do not exist in the template$/,
    ],
    [
      'a pattern that matches only in part',
      { TemplateBody: withParameters, Parameters: parameters({ Host: 'a.b.c' }) },
      'ValidationError',
      /^Parameter 'Host' must match pattern \[a-z\]\+\\\.\[a-z\]\+$/,
    ],
    [
      'a value not allowed',
      { TemplateBody: withParameters, Parameters: parameters({ Host: 'a.b', Mode: 'On' }) },
      'ValidationError',
      /^Parameter 'Mode' must be one of AllowedValues$/,
    ],
    [
      'too short',
      { TemplateBody: withParameters, Parameters: parameters({ Host: 'a.b', User: 'x' }) },
      'ValidationError',
      /^Parameter 'User' must contain at least 2 characters$/,
    ],
    [
      'too long',
      { TemplateBody: withParameters, Parameters: parameters({ Host: 'a.b', User: 'xxxxxx' }) },
      'ValidationError',
      /^Parameter 'User' must contain at most 5 characters$/,
    ],
    [
      'no number',
      { TemplateBody: withParameters, Parameters: parameters({ Host: 'a.b', Cutoff: 'many' }) },
      'ValidationError',
      /^Parameter 'Cutoff' must be a number\.$/,
    ],
    [
      'a number too large',
      { TemplateBody: withParameters, Parameters: parameters({ Host: 'a.b', Cutoff: '11' }) },
      'ValidationError',
      /^Parameter 'Cutoff' must be a number not greater than 10$/,
    ],
    [
      'a rule with a description',
      { TemplateBody: withParameters, Parameters: parameters({ Host: 'a.b', Explained: 'z' }) },
      'ValidationError',
      /^Parameter Explained failed to satisfy constraint: must be one of the first letters\.$/,
    ],
    [
      'one item of a list',
      { TemplateBody: withParameters, Parameters: parameters({ Host: 'a.b', Names: 'a,B' }) },
      'ValidationError',
      /^Parameter 'Names' must match pattern \[a-z\]$/,
    ],
    [
      'rollback both ways',
      { TemplateBody: plain, OnFailure: 'DELETE', DisableRollback: true },
      'ValidationError',
      /OnFailure or DisableRollback/,
    ],
  ];

  it.each(cases)('%s', async (_, input, code, message) => {
    const engine = startEngine();
    const error = await engine.refusal('CreateStack', { StackName: 'demo', ...input });
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(engine.account.stackCount()).toBe(0);
  });
});

it('a template whose resources need each other is refused when it is only to be validated', async () => {
  const TemplateBody = 'Resources: { A: { Type: AWS::SNS::Topic, DependsOn: A } }';
  expect((await startEngine().refusal('ValidateTemplate', { TemplateBody })).message).toBe(
    'Circular dependency between resources: [A]',
  );
});

it('a nested stack whose resources need each other fails, and its parent with it', async () => {
  const child = 'Resources: { A: { Type: AWS::SNS::Topic, DependsOn: A } }';
  const engine = startEngine({ nestedTemplates: new Map([['child.yaml', Buffer.from(child)]]) });
  await engine.call('CreateStack', {
    StackName: 'demo',
    TemplateBody:
      'Resources: { Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: https://parts.s3.amazonaws.com/child.yaml } } }',
  });
  await engine.runToEnd();
  const events = await engine.events(await engine.newestStack());
  expect(events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toMatchObject({
    LogicalResourceId: 'Child',
    ResourceStatusReason: 'Circular dependency between resources: [A]',
  });
});

describe('a call for an existing stack is refused', () => {
  const running = async () => {
    const engine = startEngine();
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: plain });
    return engine;
  };
  const ready = async () => {
    const engine = await running();
    await engine.runToEnd();
    return engine;
  };

  it('when its name is taken', async () => {
    const engine = await running();
    const error = await engine.refusal('CreateStack', { StackName: 'demo', TemplateBody: plain });
    expect([error.code, error.message]).toEqual(['AlreadyExistsException', 'Stack [demo] already exists']);
  });

  it('while an operation is under way', async () => {
    const engine = await running();
    const id = (await engine.stack('demo')).StackId;
    const error = await engine.refusal('UpdateStack', {
      StackName: 'demo',
      TemplateBody: `${plain}# more\n`,
    });
    expect(error.message).toBe(`Stack:${id} is in CREATE_IN_PROGRESS state and can not be updated.`);
  });

  it('when there is nothing to do', async () => {
    const engine = await ready();
    const error = await engine.refusal('UpdateStack', {
      StackName: 'demo',
      TemplateBody: `# comment\n${plain}`,
    });
    expect(error.message).toBe('No updates are to be performed.');
  });

  it('while it is protected', async () => {
    const engine = await ready();
    await engine.call('UpdateTerminationProtection', {
      StackName: 'demo',
      EnableTerminationProtection: true,
    });
    const error = await engine.refusal('DeleteStack', { StackName: 'demo' });
    expect(error.message).toBe('Stack [demo] cannot be deleted while TerminationProtection is enabled');
    await engine.call('UpdateTerminationProtection', {
      StackName: 'demo',
      EnableTerminationProtection: false,
    });
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect(engine.account.stackCount()).toBe(0);
  });

  it('when a logical id changes its type', async () => {
    const engine = await ready();
    const error = await engine.refusal('UpdateStack', {
      StackName: 'demo',
      TemplateBody: 'Resources:\n  Topic: { Type: AWS::SQS::Queue }\n',
    });
    expect(error.message).toMatch(/modifies resource type of the following resources: \[Topic\]$/);
  });

  it('when a previous value is asked for that never was', async () => {
    const engine = await ready();
    const error = await engine.refusal('UpdateStack', {
      StackName: 'demo',
      TemplateBody: withParameters,
      Parameters: [{ ParameterKey: 'Host', UsePreviousValue: true }],
    });
    expect(error.message).toMatch(/^Invalid input for parameter key Host\. Cannot specify usePreviousValue/);
  });

  it('when its status allows neither cancelling nor continuing nor rolling back', async () => {
    const engine = await ready();
    for (const call of ['CancelUpdateStack', 'ContinueUpdateRollback', 'RollbackStack'])
      expect((await engine.refusal(call, { StackName: 'demo' })).code).toBe('ValidationError');
  });

  it('in two wordings when there is no such stack', async () => {
    const engine = startEngine();
    expect((await engine.refusal('DescribeStacks', { StackName: 'none' })).message).toBe(
      'Stack with id none does not exist',
    );
    expect((await engine.refusal('DescribeStackEvents', { StackName: 'none' })).message).toBe(
      'Stack [none] does not exist',
    );
    expect(await engine.call('DeleteStack', { StackName: 'none' })).toEqual({});
  });
});

describe('client request tokens', () => {
  it('make a repeated create the same create', async () => {
    const engine = startEngine();
    const input = { StackName: 'demo', TemplateBody: plain, ClientRequestToken: 'one' };
    const first = await engine.call<{ StackId: string }>('CreateStack', input);
    const again = await engine.call<{ StackId: string }>('CreateStack', input);
    expect(again.StackId).toBe(first.StackId);
    const error = await engine.refusal('CreateStack', { ...input, TemplateBody: `${plain}# other\n` });
    expect(error.code).toBe('TokenAlreadyExistsException');
  });

  it('are on every event of the operation, its rollback included, and on no later one', async () => {
    const engine = startEngine({ failures: { Topic: { in: ['create'] } } });
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: plain, ClientRequestToken: 'one' });
    await engine.runToEnd();
    const events = await engine.events('demo');
    expect(new Set(events.map((event) => event.ClientRequestToken))).toEqual(new Set(['one']));
    const operations = new Set(events.map((event) => event.OperationId));
    expect(operations.size).toBe(2);
    const { StackId } = await engine.stack('demo');
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    const later = (await engine.events(StackId)).slice(events.length);
    expect(later.map((event) => event.ClientRequestToken)).toEqual([undefined, undefined]);
  });
});

describe('without the permission for it, the caller may not', () => {
  it('read the template: in the words of S3', async () => {
    const engine = startEngine({ denied: ['s3:GetObject'] });
    await engine.call('CreateStack', {
      StackName: 'bucket',
      TemplateBody: 'Resources: { B: { Type: AWS::S3::Bucket, Properties: { BucketName: templates } } }',
    });
    await engine.runToEnd();
    const error = await engine.refusal('CreateStack', {
      StackName: 'demo',
      TemplateURL: 'https://templates.s3.us-east-1.amazonaws.com/t.yaml',
    });
    expect([error.code, error.message.split('\n')[0]]).toEqual([
      'ValidationError',
      'S3 error: Access Denied',
    ]);
  });

  it('hand over a role', async () => {
    const engine = startEngine({ denied: ['iam:PassRole'] });
    const error = await engine.refusal('CreateStack', {
      StackName: 'demo',
      TemplateBody: plain,
      RoleARN: 'arn:aws:iam::123456789012:role/any',
    });
    expect(error.code).toBe('AccessDenied');
  });
});
