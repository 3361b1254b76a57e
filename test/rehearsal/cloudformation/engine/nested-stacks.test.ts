import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../../src/rehearsal/account/account.ts';
import { expected, historyOf, startEngine, type Failures } from '../account.ts';
import * as nested from './histories/nested.ts';
import { addBucketOf } from '../../bucket-of-templates.ts';

const child = (more = ''): string => `
Parameters:
  Words: { Type: String, Default: none }
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref Words${more} } }
Outputs:
  Name: { Value: !GetAtt Topic.TopicName }
`;
const parent = (words: string, name = 'child.yaml', more = ''): string => `
Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: http://127.0.0.1:1/templates/${name}
      Parameters: { Words: ${words} }
${more}
Outputs:
  Name: { Value: !GetAtt Child.Outputs.Name }
`;

/** An account whose bucket holds the child's template. */
const start = (failures: Failures = {}, template = child()) => {
  const account = emptyAccount({ id: '123456789012', region: 'us-east-1' });
  addBucketOf(account, { 'child.yaml': template });
  const engine = startEngine({ account, failures });
  const childId = async (): Promise<string> => {
    const { StackSummaries } = await engine.call<{
      StackSummaries: readonly { StackId: string; ParentId?: string; StackName: string }[];
    }>('ListStacks');
    return StackSummaries.find((one) => one.ParentId !== undefined)?.StackId ?? 'none';
  };
  const create = async (template = parent('a')): Promise<void> => {
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: template });
    await engine.runToEnd();
  };
  const update = async (template: string): Promise<void> => {
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: template });
    await engine.runToEnd();
  };
  return { engine, childId, create, update };
};

describe('a nested stack', () => {
  it('fails the parent with a summary and keeps the cause in the child', async () => {
    const { engine, childId, create } = start({ Topic: { in: ['create'], reason: 'No topics today' } });
    await create();
    const events = await engine.events('demo');
    expect(historyOf(events, nested.parentCreateFailed)).toEqual(expected(nested.parentCreateFailed));
    const reason = events.find(
      ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
    )?.ResourceStatusReason;
    expect(reason).toMatch(
      /^Embedded stack arn:\S+ was not successfully created: The following resource\(s\) failed to create: \[Topic\]\. $/,
    );
    const own = await engine.events(await childId());
    expect(own.map((event) => event.ResourceStatusReason ?? '').join()).toContain('No topics today');
    expect((await engine.stack(await childId())).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('says at once that a template URL is none, and later that an object is not there', async () => {
    const { engine, create } = start();
    await create(parent('a', 'other.yaml'));
    const events = await engine.events('demo');
    expect(
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason,
    ).toMatch(/^S3 error: The specified key does not exist/);
    expect((await engine.stack('demo')).StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  it('creates a child with a stream of its own and reads its outputs', async () => {
    const { engine, childId, create } = start();
    await create();
    expect(historyOf(await engine.events('demo'), nested.parentCreate)).toEqual(
      expected(nested.parentCreate),
    );
    expect(historyOf(await engine.events(await childId()), nested.childCreate)).toEqual(
      expected(nested.childCreate),
    );
    const [output] = (await engine.stack('demo')).Outputs ?? [];
    expect(output?.OutputValue).toMatch(/-Topic-[A-Za-z0-9]{12}$/);
  });

  it('visits an unchanged child on every update, and once more in the clean-up', async () => {
    const { engine, childId, create, update } = start();
    await create();
    const mark = (await engine.events('demo')).length;
    const childEvents = (await engine.events(await childId())).length;
    await update(parent('a', 'child.yaml', '  More: { Type: AWS::SNS::Topic }'));
    const events = (await engine.events('demo'))
      .slice(mark)
      .filter((one) => one.LogicalResourceId !== 'More');
    expect(historyOf(events, nested.parentUpdateIdleChild)).toEqual(expected(nested.parentUpdateIdleChild));
    expect((await engine.events(await childId())).length).toBe(childEvents);
  });

  it('lets the child wait for its root in the clean-up phase of a rollback', async () => {
    const { engine, childId, create, update } = start({ Topic: { in: ['update'], reason: 'No' } });
    await create();
    const mark = (await engine.events('demo')).length;
    const childMark = (await engine.events(await childId())).length;
    await update(parent('b'));
    const own = (await engine.events(await childId())).slice(childMark);
    const events = (await engine.events('demo')).slice(mark);
    expect(historyOf(events, nested.parentUpdateFailed)).toEqual(expected(nested.parentUpdateFailed));
    expect(historyOf(own, nested.childUpdateFailed)).toEqual(expected(nested.childUpdateFailed));
    const rootCleanUp = events.find((one) => one.ResourceStatus.endsWith('CLEANUP_IN_PROGRESS'));
    expect(own.at(-1)?.Timestamp.getTime()).toBeGreaterThan(rootCleanUp?.Timestamp.getTime() ?? Infinity);
  });

  it('takes a finished child back when a sibling of it fails', async () => {
    const { engine, childId, create, update } = start();
    await create();
    await update(
      parent(
        'b',
        'child.yaml',
        '  Late: { Type: AWS::S3::Bucket, DependsOn: Child, Properties: { BucketName: Loud } }',
      ),
    );
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await engine.stack(await childId())).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const parameters = (await engine.stack(await childId())).Parameters;
    expect(parameters?.[0]?.ParameterValue).toBe('a');
  });

  it('lets a child that is back already wait until its root is back too, at the second attempt', async () => {
    const { engine, childId, create, update } = start({ Queue: { in: ['rollback'], reason: 'not now' } });
    const more = (delay: number, late = ''): string =>
      `  Queue: { Type: AWS::SQS::Queue, DependsOn: Child, Properties: { DelaySeconds: ${delay} } }\n${late}`;
    await create(parent('a', 'child.yaml', more(0)));
    await update(
      parent(
        'b',
        'child.yaml',
        more(5, '  Late: { Type: AWS::S3::Bucket, DependsOn: Queue, Properties: { BucketName: Loud } }'),
      ),
    );
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    expect((await engine.stack(await childId())).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    );
    engine.fail({});
    await engine.call('ContinueUpdateRollback', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await engine.stack(await childId())).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('deletes the child with its parent, and says which of its resources would not go', async () => {
    const { engine, create } = start({ Topic: { in: ['delete'], reason: 'stays' } });
    await create();
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('DELETE_FAILED');
    const failed = (await engine.events('demo')).find((one) => one.ResourceStatus === 'DELETE_FAILED');
    expect(failed?.ResourceStatusReason).toMatch(/was not successfully deleted: .*\[Topic\]\. $/);
    engine.fail({});
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.refusal('DescribeStacks', { StackName: 'demo' })).message).toBe(
      'Stack with id demo does not exist',
    );
  });

  it('gets a change set of its own, and is not listed when nothing in it changes', async () => {
    const { engine, childId, create } = start();
    await create();
    const names = { StackName: 'demo', ChangeSetName: 'next' };
    const plan = async (TemplateBody: string): Promise<Described> => {
      await engine.call('CreateChangeSet', { ...names, TemplateBody, IncludeNestedStacks: true });
      await engine.runToEnd();
      return engine.call<Described>('DescribeChangeSet', names);
    };
    const idle = await plan(parent('a', 'child.yaml', '  More: { Type: AWS::SNS::Topic }'));
    expect(idle.Changes.map(({ ResourceChange }) => ResourceChange.LogicalResourceId)).toEqual(['More']);
    await engine.call('DeleteChangeSet', names);
    const described = await plan(parent('b'));
    const [change] = described.Changes.map(({ ResourceChange }) => ResourceChange);
    expect(change?.LogicalResourceId).toBe('Child');
    const inner = await engine.call<Described>('DescribeChangeSet', { ChangeSetName: change?.ChangeSetId });
    expect(inner.StackId).toBe(await childId());
    expect(inner.Changes.map(({ ResourceChange }) => ResourceChange.LogicalResourceId)).toEqual(['Topic']);
    const error = await engine.refusal('ExecuteChangeSet', { ChangeSetName: change?.ChangeSetId });
    expect(error.code).toBe('ValidationError');
    await engine.call('ExecuteChangeSet', names);
    await engine.runToEnd();
    expect((await engine.stack(await childId())).Parameters?.[0]?.ParameterValue).toBe('b');
  });

  it('leaves no empty stack behind when a plan is thrown away, and takes it up when it is not', async () => {
    const { engine } = start();
    const names = { StackName: 'demo', ChangeSetName: 'first' };
    const input = { ...names, ChangeSetType: 'CREATE', TemplateBody: parent('a'), IncludeNestedStacks: true };
    await engine.call('CreateChangeSet', input);
    await engine.runToEnd();
    expect(engine.account.stackCount()).toBe(2);
    await engine.call('DeleteChangeSet', names);
    expect(engine.account.stackCount()).toBe(1);
    await engine.call('CreateChangeSet', input);
    await engine.runToEnd();
    await engine.call('ExecuteChangeSet', names);
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('CREATE_COMPLETE');
    expect(engine.account.stackCount()).toBe(2);
  });

  it('leaves none behind of a rival plan either', async () => {
    const { engine } = start();
    const input = {
      StackName: 'demo',
      ChangeSetType: 'CREATE',
      TemplateBody: parent('a'),
      IncludeNestedStacks: true,
    };
    for (const ChangeSetName of ['rival', 'first'])
      await engine.call('CreateChangeSet', { ...input, ChangeSetName });
    await engine.runToEnd();
    expect(engine.account.stackCount()).toBe(3);
    await engine.call('ExecuteChangeSet', { StackName: 'demo', ChangeSetName: 'first' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('CREATE_COMPLETE');
    expect(engine.account.stackCount()).toBe(2);
  });
});

interface Described {
  readonly StackId: string;
  readonly Changes: readonly {
    readonly ResourceChange: { readonly LogicalResourceId: string; readonly ChangeSetId?: string };
  }[];
}
