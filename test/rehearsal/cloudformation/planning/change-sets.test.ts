import { describe, expect, it } from 'vitest';
import { startEngine } from '../account.ts';

interface Detail {
  readonly Target: {
    readonly Attribute: string;
    readonly Name?: string;
    readonly RequiresRecreation: string;
  };
  readonly Evaluation: string;
  readonly ChangeSource: string;
  readonly CausingEntity?: string;
}
interface Change {
  readonly Action: string;
  readonly LogicalResourceId: string;
  readonly Replacement?: string;
  readonly PolicyAction?: string;
  readonly Scope: readonly string[];
  readonly Details: readonly Detail[];
  readonly AfterContext?: string;
  readonly ChangeSetId?: string;
}
interface Described {
  readonly ChangeSetId: string;
  readonly StackId: string;
  readonly Status: string;
  readonly StatusReason?: string;
  readonly ExecutionStatus: string;
  readonly Changes: readonly { readonly ResourceChange: Change }[];
}

type Engine = ReturnType<typeof startEngine>;
const names = { StackName: 'demo', ChangeSetName: 'next' };

const created = async (TemplateBody: string, more: object = {}): Promise<Engine> => {
  const engine = startEngine();
  await engine.call('CreateStack', { StackName: 'demo', TemplateBody, DisableValidation: true, ...more });
  await engine.runToEnd();
  return engine;
};
const planned = async (engine: Engine, TemplateBody: string, more: object = {}): Promise<Described> => {
  await engine.call('CreateChangeSet', { ...names, ChangeSetType: 'UPDATE', TemplateBody, ...more });
  await engine.runToEnd();
  return engine.call<Described>('DescribeChangeSet', { ...names, IncludePropertyValues: true });
};
const changesOf = (described: Described): readonly Change[] =>
  described.Changes.map(({ ResourceChange }) => ResourceChange);
const shape = ({ Action, LogicalResourceId, Replacement, PolicyAction }: Change): string =>
  [Action, LogicalResourceId, Replacement, PolicyAction].filter((part) => part !== undefined).join(' ');

const stack = (topic: string, more = ''): string => `
Parameters:
  Words: { Type: String, Default: none }
  Secret: { Type: String, Default: quiet, NoEcho: true }
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { ${topic} } }
  Watcher: { Type: AWS::CloudWatch::Alarm, Properties: { ComparisonOperator: x, EvaluationPeriods: 1, AlarmActions: [!Ref Topic], AlarmDescription: !Sub '\${Words} \${Secret}' } }
${more}`;

describe('a change set that fails', () => {
  it('has nothing to say, in the words of AWS', async () => {
    const engine = await created(stack('DisplayName: a'));
    const described = await planned(engine, `# comment\n${stack('DisplayName: a')}`);
    expect(described).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    const error = await engine.refusal('ExecuteChangeSet', names);
    expect([error.code, error.message]).toEqual([
      'InvalidChangeSetStatus',
      `ChangeSet [${described.ChangeSetId}] cannot be executed in its current status of [FAILED]`,
    ]);
  });

  it('finds a taken name before anything is made, and tells it in DescribeEvents only', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', {
      StackName: 'other',
      TemplateBody: 'Resources: { B: { Type: AWS::S3::Bucket, Properties: { BucketName: taken } } }',
    });
    await engine.runToEnd();
    const body = 'Resources: { B: { Type: AWS::S3::Bucket, Properties: { BucketName: taken } } }';
    await engine.call('CreateChangeSet', { ...names, ChangeSetType: 'CREATE', TemplateBody: body });
    await engine.runToEnd();
    const described = await engine.call<Described>('DescribeChangeSet', names);
    expect(described.Status).toBe('FAILED');
    expect(described.StatusReason).toMatch(
      /^The following hook\(s\)\/validation failed: \[AWS::EarlyValidation::ResourceExistenceCheck\]\./,
    );
    const { OperationEvents } = await engine.call<{ OperationEvents: readonly object[] }>('DescribeEvents', {
      ChangeSetName: described.ChangeSetId,
      Filters: { FailedEvents: true },
    });
    expect(OperationEvents).toMatchObject([
      {
        EventType: 'VALIDATION_ERROR',
        ValidationName: 'NAME_CONFLICT_VALIDATION',
        ValidationFailureMode: 'FAIL',
        LogicalResourceId: 'B',
        ValidationPath: '/Resources/B',
      },
    ]);
    const error = await engine.refusal('DescribeEvents', { ChangeSetName: 'next' });
    expect(error.message).toBe('One of ChangeSetName, OperationId or StackName must be specified');
  });

  it('is refused with the wrong type for a stack that is there, or is not', async () => {
    const engine = await created(stack('DisplayName: a'));
    const again = await engine.refusal('CreateChangeSet', {
      ...names,
      ChangeSetType: 'CREATE',
      TemplateBody: stack(''),
    });
    expect(again.message).toMatch(/^Stack \[demo\] already exists/);
    const absent = await engine.refusal('CreateChangeSet', {
      ...names,
      StackName: 'none',
      TemplateBody: stack(''),
    });
    expect(absent.message).toBe('Stack [none] does not exist');
    const unknown = await engine.refusal('DescribeChangeSet', names);
    expect([unknown.code, unknown.message]).toEqual(['ChangeSetNotFound', 'ChangeSet [next] does not exist']);
  });
});

describe('the changes of a change set', () => {
  it('tell an in-place change from a replacement, and what may follow from it', async () => {
    const engine = await created(stack('TopicName: first'));
    const changes = changesOf(await planned(engine, stack('TopicName: second')));
    expect(changes.map(shape)).toEqual(['Modify Topic True ReplaceAndDelete', 'Modify Watcher False']);
    expect(changes[1]?.Details).toMatchObject([
      { Evaluation: 'Dynamic', ChangeSource: 'ResourceReference', CausingEntity: 'Topic' },
    ]);
    expect(changes[1]?.AfterContext).toContain('{{changeSet:KNOWN_AFTER_APPLY}}');
  });

  it('name the parameter behind a change, and mask a secret one', async () => {
    const engine = await created(stack('DisplayName: a'));
    const described = await planned(engine, stack('DisplayName: a'), {
      Parameters: [
        { ParameterKey: 'Words', ParameterValue: 'other' },
        { ParameterKey: 'Secret', ParameterValue: 'hunter22' },
      ],
    });
    const [change] = changesOf(described);
    expect(change?.Details).toMatchObject([
      { ChangeSource: 'ParameterReference', CausingEntity: 'Words', Evaluation: 'Static' },
      { ChangeSource: 'ParameterReference', CausingEntity: 'Secret', Evaluation: 'Static' },
      { ChangeSource: 'DirectModification', Evaluation: 'Dynamic' },
    ]);
    expect(JSON.stringify(described)).not.toContain('hunter22');
    expect(change?.AfterContext).toContain('other ****');
  });

  it('give metadata and tags without a name, and removals their policy', async () => {
    const engine = await created(
      stack(
        'DisplayName: a',
        '  Kept: { Type: AWS::SNS::Topic, DeletionPolicy: Retain }\n  Base: { Type: AWS::RDS::DBInstance }\n',
      ),
    );
    const changes = changesOf(
      await planned(engine, stack('DisplayName: a').replace('Watcher: {', 'Watcher: { Metadata: { a: b },'), {
        Tags: [{ Key: 'team', Value: 'data' }],
      }),
    );
    expect(changes.map(shape)).toEqual([
      'Modify Topic False',
      'Modify Watcher False',
      'Remove Kept Retain',
      'Remove Base Snapshot',
    ]);
    expect(changes.slice(0, 2).map(({ Scope }) => Scope)).toEqual([['Tags'], ['Metadata', 'Tags']]);
    expect(changes[0]?.Details[0]?.Target).toEqual({ Attribute: 'Tags', RequiresRecreation: 'Never' });
  });

  it('call a type that nobody here knows more of than its name conditional', async () => {
    const body = (value: string): string =>
      `Resources: { Thing: { Type: AWS::CloudWatch::View, Properties: { A: ${value} } } }`;
    const engine = await created(body('one'));
    expect(changesOf(await planned(engine, body('two'))).map(shape)).toEqual(['Modify Thing Conditional']);
  });

  it('can be none and still be worth executing: an output alone', async () => {
    const engine = await created(stack('DisplayName: a'));
    const described = await planned(
      engine,
      `${stack('DisplayName: a')}Outputs: { T: { Value: !Ref Topic } }\n`,
    );
    expect([described.Status, described.Changes.length]).toEqual(['CREATE_COMPLETE', 0]);
    await engine.call('ExecuteChangeSet', names);
    await engine.runToEnd();
    expect((await engine.stack('demo')).Outputs?.[0]?.OutputKey).toBe('T');
  });
});

describe('executing a change set', () => {
  it('leaves the set readable by its ARN only, and frees its name', async () => {
    const engine = await created(stack('DisplayName: a'));
    const { ChangeSetId } = await planned(engine, stack('DisplayName: b'));
    await engine.call('CreateChangeSet', {
      ...names,
      ChangeSetName: 'rival',
      TemplateBody: stack('DisplayName: c'),
    });
    await engine.runToEnd();
    await engine.call('ExecuteChangeSet', { ...names, ClientRequestToken: 'token' });
    // A retry of the same request is the same execution.
    await engine.call('ExecuteChangeSet', { ChangeSetName: ChangeSetId, ClientRequestToken: 'token' });
    await engine.runToEnd();
    const byArn = await engine.call<Described>('DescribeChangeSet', { ChangeSetName: ChangeSetId });
    expect(byArn.ExecutionStatus).toBe('EXECUTE_COMPLETE');
    expect((await engine.refusal('DescribeChangeSet', names)).code).toBe('ChangeSetNotFound');
    const { Summaries } = await engine.call<{ Summaries: readonly object[] }>('ListChangeSets', {
      StackName: 'demo',
    });
    expect(Summaries).toEqual([]);
    const error = await engine.refusal('DeleteChangeSet', { ChangeSetName: ChangeSetId });
    expect(error.message).toBe('Cannot delete ChangeSet in execution status EXECUTE_COMPLETE');
    expect(await engine.call('DeleteChangeSet', names)).toEqual({});
  });

  it('begins with an empty stack that knows nothing and that only DeleteStack removes', async () => {
    const engine = startEngine();
    await engine.call('CreateChangeSet', {
      ...names,
      ChangeSetType: 'CREATE',
      TemplateBody: stack('DisplayName: a'),
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(await engine.stack('demo')).toMatchObject({
      StackStatus: 'REVIEW_IN_PROGRESS',
      StackStatusReason: 'User Initiated',
      Tags: [],
    });
    expect((await engine.stack('demo')).Parameters).toBeUndefined();
    expect((await engine.refusal('GetTemplateSummary', { StackName: 'demo' })).message).toBe(
      'GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.',
    );
    await engine.runToEnd();
    await engine.call('DeleteChangeSet', names);
    expect(engine.account.stackCount()).toBe(1);
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect(engine.account.stackCount()).toBe(0);
  });

  it('is refused while the set is not ready', async () => {
    const engine = startEngine();
    await engine.call('CreateChangeSet', { ...names, ChangeSetType: 'CREATE', TemplateBody: stack('') });
    expect((await engine.refusal('ExecuteChangeSet', names)).code).toBe('InvalidChangeSetStatus');
  });

  it('is refused on an empty stack that is being deleted, and unknown once it is gone', async () => {
    const engine = startEngine();
    await engine.call('CreateChangeSet', { ...names, ChangeSetType: 'CREATE', TemplateBody: stack('') });
    await engine.runToEnd();
    const { ChangeSetId, StackId } = await engine.call<Described>('DescribeChangeSet', names);
    await engine.call('DeleteStack', { StackName: 'demo' });
    expect((await engine.refusal('ExecuteChangeSet', { ChangeSetName: ChangeSetId })).message).toBe(
      `Stack:${StackId} is in DELETE_IN_PROGRESS state and can not be updated.`,
    );
    await engine.runToEnd();
    for (const operation of ['ExecuteChangeSet', 'DescribeChangeSet'])
      expect((await engine.refusal(operation, { ChangeSetName: ChangeSetId })).code).toBe(
        'ChangeSetNotFound',
      );
    expect((await engine.stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });
});
