import { describe, expect, it } from 'vitest';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { addBucket } from '../../../../src/rehearsal/services/s3/bucket.ts';
import { accountOfTest } from '../../../helpers/account.ts';
import { clientFor } from '../../support.ts';
import { line, startEngine } from '../account.ts';

interface Listed {
  ResourceType?: string;
  LogicalResourceId?: string;
  ResourceIdentifier?: Record<string, string>;
}

const kept = 'Kept: { Type: AWS::S3::Bucket, DeletionPolicy: Retain, Properties: { BucketName: kept } }';
const topic = 'Topic: { Type: AWS::SNS::Topic }';
const bodyOf = (...resources: readonly string[]): string =>
  `Resources:\n${resources.map((one) => `  ${one}\n`).join('')}`;

const bucket: Listed = {
  ResourceType: 'AWS::S3::Bucket',
  LogicalResourceId: 'Kept',
  ResourceIdentifier: { BucketName: 'kept' },
};

const requestOf = (TemplateBody: string, ResourcesToImport: readonly Listed[]) => ({
  StackName: 'demo',
  ChangeSetName: 'take-over',
  ChangeSetType: 'IMPORT',
  TemplateBody,
  ResourcesToImport,
});

/** A stack of one topic, and a bucket beside it that nobody owns. */
const started = async (fields: Parameters<typeof startEngine>[0] = {}) => {
  const engine = startEngine(fields);
  addBucket(engine.account, { name: 'kept', region: 'us-east-1', at: 0 });
  await engine.call('CreateStack', { StackName: 'demo', TemplateBody: bodyOf(topic) });
  await engine.runToEnd();
  const planned = async (body = bodyOf(topic, kept), list: readonly Listed[] = [bucket]) => {
    await engine.call('CreateChangeSet', requestOf(body, list));
    await engine.runToEnd();
    return engine.call<{ Status: string; StatusReason?: string; Changes: readonly object[] }>(
      'DescribeChangeSet',
      { StackName: 'demo', ChangeSetName: 'take-over' },
    );
  };
  const execute = async () => {
    await engine.call('ExecuteChangeSet', { StackName: 'demo', ChangeSetName: 'take-over' });
    await engine.runToEnd();
    return engine.stack('demo');
  };
  /** What was told since the stack came up. */
  const laterEvents = async () => (await engine.events('demo')).map(line).slice(engineBegan.length);
  const engineBegan = (await engine.events('demo')).map(line);
  return { ...engine, planned, execute, laterEvents };
};

describe('an IMPORT change set', () => {
  it('takes in a resource as it is, told as CloudFormation tells it', async () => {
    const engine = await started();
    expect(await engine.planned()).toMatchObject({
      Status: 'CREATE_COMPLETE',
      Changes: [
        {
          ResourceChange: {
            Action: 'Import',
            LogicalResourceId: 'Kept',
            PhysicalResourceId: 'kept',
            ResourceType: 'AWS::S3::Bucket',
            Replacement: undefined,
            Scope: [],
            Details: [],
          },
        },
      ],
    });
    expect((await engine.execute()).StackStatus).toBe('IMPORT_COMPLETE');
    expect(await engine.laterEvents()).toEqual([
      'demo IMPORT_IN_PROGRESS User Initiated',
      'Kept IMPORT_IN_PROGRESS Resource import started.',
      'Kept IMPORT_COMPLETE Resource import completed.',
      'Kept UPDATE_IN_PROGRESS Apply stack-level tags to imported resource if applicable.',
      'Kept UPDATE_COMPLETE',
      'demo IMPORT_COMPLETE',
    ]);
  });

  it('makes a resource the stack’s own: the next update can refer to it, and is the first to change it', async () => {
    const engine = await started();
    await engine.planned();
    await engine.execute();
    const outputs = 'Outputs: { Arn: { Value: !GetAtt Kept.Arn } }';
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: bodyOf(topic, kept) + outputs });
    await engine.runToEnd();
    expect((await engine.stack('demo')).Outputs?.[0]?.OutputValue).toBe('arn:aws:s3:::kept');
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect([...engine.account.buckets.keys()]).toEqual(['kept']);
  });

  it('makes a stack that is not there', async () => {
    const engine = startEngine();
    addBucket(engine.account, { name: 'kept', region: 'us-east-1', at: 0 });
    await engine.call('CreateChangeSet', requestOf(bodyOf(kept), [bucket]));
    expect((await engine.stack('demo')).StackStatus).toBe('REVIEW_IN_PROGRESS');
    await engine.runToEnd();
    await engine.call('ExecuteChangeSet', { StackName: 'demo', ChangeSetName: 'take-over' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('IMPORT_COMPLETE');
  });

  it('goes back where one fails, and lets go of what it had taken in', async () => {
    const queue = 'Queue: { Type: AWS::SQS::Queue, DeletionPolicy: Retain, DependsOn: Kept }';
    const listed: Listed = {
      ResourceType: 'AWS::SQS::Queue',
      LogicalResourceId: 'Queue',
      ResourceIdentifier: { QueueUrl: 'https://sqs/q' },
    };
    const engine = await started({ failures: { Queue: { in: ['create'], reason: 'HandlerErrorCode: x' } } });
    await engine.planned(bodyOf(topic, kept, queue), [bucket, listed]);
    expect((await engine.execute()).StackStatus).toBe('IMPORT_ROLLBACK_COMPLETE');
    expect((await engine.laterEvents()).slice(5)).toEqual([
      'Queue IMPORT_IN_PROGRESS Resource import started.',
      'Queue IMPORT_FAILED HandlerErrorCode: x',
      'demo IMPORT_ROLLBACK_IN_PROGRESS The following resource(s) failed to import: [Queue]. ',
      'Queue IMPORT_ROLLBACK_COMPLETE',
      'Kept IMPORT_ROLLBACK_IN_PROGRESS',
      'Kept IMPORT_ROLLBACK_COMPLETE',
      'demo IMPORT_ROLLBACK_COMPLETE',
    ]);
    const { StackResources } = await engine.call<{ StackResources: readonly object[] }>(
      'DescribeStackResources',
      { StackName: 'demo' },
    );
    expect(StackResources).toHaveLength(1);
    expect([...engine.account.buckets.keys()]).toEqual(['kept']);
  });

  it.each<
    [string, (engine: Awaited<ReturnType<typeof started>>) => Promise<unknown> | void, string | RegExp]
  >([
    [
      'that is not there',
      ({ account }) => {
        account.buckets.clear();
      },
      'Bucket not found',
    ],
    [
      'that another stack has',
      async ({ account, call, runToEnd }) => {
        account.buckets.clear();
        await call('CreateStack', { StackName: 'owner', TemplateBody: bodyOf(kept) });
        await runToEnd();
      },
      /^kept already exists in stack arn:aws:cloudformation:.*:stack\/owner\//,
    ],
  ])('fails for a resource %s', async (_case, prepare, reason) => {
    const engine = await started();
    await prepare(engine);
    const { Status, StatusReason, Changes } = await engine.planned();
    expect([Status, Changes]).toEqual(['FAILED', []]);
    expect(StatusReason).toMatch(reason);
  });

  it('goes back where the resource went away between plan and execution', async () => {
    const engine = await started();
    await engine.planned();
    engine.account.buckets.clear();
    expect((await engine.execute()).StackStatus).toBe('IMPORT_ROLLBACK_COMPLETE');
    expect(await engine.laterEvents()).toContain('Kept IMPORT_FAILED Bucket not found');
  });

  const whole = bodyOf(topic, kept);
  it.each<[string, string, readonly Listed[], string]>([
    ['names nothing', whole, [], 'Must Provide at least one resource to import'],
    [
      'names one twice',
      whole,
      [bucket, bucket],
      'Every resource to import must have unique LogicalResourceId',
    ],
    [
      'has no identifier',
      whole,
      [{ ...bucket, ResourceIdentifier: {} }],
      "1 validation error detected: Value null at 'resourcesToImport.1.member.resourceIdentifier' failed to satisfy constraint: Member must not be null",
    ],
    [
      'names what the template lacks',
      bodyOf(topic),
      [bucket],
      'The logical resource ids [Kept] provided in ResourceToImport do not exist in the template.',
    ],
    [
      'has another identifier',
      whole,
      [{ ...bucket, ResourceIdentifier: { Name: 'kept' } }],
      'Invalid resource identifier for resource type AWS::S3::Bucket. Expected [BucketName]',
    ],
    [
      'has another type',
      whole,
      [{ ...bucket, ResourceType: 'AWS::SNS::Topic', ResourceIdentifier: { TopicArn: 'a' } }],
      'Resource type of [Kept] passed in ResourceToImport does not match with resource type defined in the template. Resource type in ResourceToImport: AWS::SNS::Topic; Resource type in Template: AWS::S3::Bucket.',
    ],
    [
      'is of a type that cannot be',
      bodyOf(topic, 'Kept: { Type: Custom::Thing, Properties: { ServiceToken: a } }'),
      [{ ...bucket, ResourceType: 'Custom::Thing' }],
      'The following resource types are not supported for resource import: Custom::Thing',
    ],
    [
      'brings nothing new',
      bodyOf(topic),
      [
        {
          ResourceType: 'AWS::SNS::Topic',
          LogicalResourceId: 'Topic',
          ResourceIdentifier: { TopicArn: 'a' },
        },
      ],
      'The template should contain at least one new resource to import.',
    ],
    [
      'adds another',
      bodyOf(topic, kept, 'New: { Type: AWS::SNS::Topic }'),
      [bucket],
      'Resources [New] is missing from ResourceToImport list',
    ],
    [
      'changes another',
      bodyOf('Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: new } }', kept),
      [bucket],
      'You have modified resources [Topic] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.',
    ],
    [
      'removes another',
      bodyOf(kept),
      [bucket],
      'You have modified resources [Topic] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.',
    ],
    [
      'would be deleted with the stack unasked',
      bodyOf(topic, kept.replace('DeletionPolicy: Retain, ', '')),
      [bucket],
      'The following resources to import [Kept] must have DeletionPolicy attribute specified in the template.',
    ],
    [
      'adds an output',
      `${whole}Outputs: { Name: { Value: a } }`,
      [bucket],
      'As part of the import operation, you cannot modify or add [Outputs]',
    ],
  ])('that %s is refused, and nothing is left of it', async (_case, body, list, message) => {
    const engine = await started();
    const refusal = await engine.refusal('CreateChangeSet', requestOf(body, list));
    expect([refusal.code, refusal.message]).toEqual(['ValidationError', message]);
    expect(await engine.call('ListChangeSets', { StackName: 'demo' })).toMatchObject({ Summaries: [] });
  });

  it('with new stack tags is refused, and a stack that it would have made is not there', async () => {
    const engine = startEngine();
    addBucket(engine.account, { name: 'kept', region: 'us-east-1', at: 0 });
    const request = { ...requestOf(bodyOf(kept), [bucket]), Tags: [{ Key: 'a', Value: 'b' }] };
    expect((await engine.refusal('CreateChangeSet', request)).message).toBe(
      'As part of the import operation, you cannot modify or add [Tags]',
    );
    await expect(engine.stack('demo')).rejects.toThrow('does not exist');
  });
});

describe('a change set that takes in what is there already', () => {
  const name = { StackName: 'demo', ChangeSetName: 'plan' };
  const plan = async (engine: ReturnType<typeof startEngine>, TemplateBody: string, more: object = {}) => {
    await engine.call('CreateChangeSet', { ...name, TemplateBody, ImportExistingResources: true, ...more });
    await engine.runToEnd();
    return engine.call<{
      Status: string;
      StatusReason?: string;
      ImportExistingResources?: boolean;
      Changes: readonly { ResourceChange: { Action: string; LogicalResourceId: string } }[];
    }>('DescribeChangeSet', name);
  };
  const execute = async (engine: ReturnType<typeof startEngine>) => {
    await engine.call('ExecuteChangeSet', name);
    await engine.runToEnd();
    return engine.stack('demo');
  };
  const beside = () => {
    const engine = startEngine();
    addBucket(engine.account, { name: 'kept', region: 'us-east-1', at: 0 });
    return engine;
  };
  const actions = ({ Changes }: Awaited<ReturnType<typeof plan>>): readonly string[] =>
    Changes.map(
      ({ ResourceChange: { Action, LogicalResourceId } }) => `${Action} ${LogicalResourceId}`,
    ).sort();

  it('imports it and makes the rest, in a new stack and in one that is up', async () => {
    const engine = beside();
    const first = await plan(engine, bodyOf(topic, kept), { ChangeSetType: 'CREATE' });
    expect([first.Status, first.ImportExistingResources]).toEqual(['CREATE_COMPLETE', true]);
    expect(actions(first)).toEqual(['Add Topic', 'Import Kept']);
    expect((await execute(engine)).StackStatus).toBe('CREATE_COMPLETE');
    const own = async (id: string) =>
      (await engine.events('demo'))
        .filter(({ LogicalResourceId }) => LogicalResourceId === id)
        .map(({ ResourceStatus, PhysicalResourceId }) => `${ResourceStatus} ${PhysicalResourceId}`);
    expect(await own('Kept')).toEqual([
      'IMPORT_IN_PROGRESS ',
      'IMPORT_COMPLETE kept',
      'UPDATE_IN_PROGRESS kept',
      'UPDATE_COMPLETE kept',
    ]);
    addBucket(engine.account, { name: 'second', region: 'us-east-1', at: 0 });
    const more = kept.replace('Kept:', 'More:').replace('BucketName: kept', 'BucketName: second');
    expect(actions(await plan(engine, bodyOf(topic, kept, more)))).toEqual(['Import More']);
    expect((await execute(engine)).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await own('More')).at(-1)).toBe('UPDATE_COMPLETE second');
  });

  it('is refused where it would go with the stack', async () => {
    const refused = await plan(beside(), bodyOf(kept.replace('DeletionPolicy: Retain, ', '')), {
      ChangeSetType: 'CREATE',
    });
    expect([refused.Status, refused.StatusReason]).toEqual([
      'FAILED',
      "CloudFormation is attempting to import some resources because they already exist in your account. The resources must have the DeletionPolicy attribute set to 'Retain' or 'RetainExceptOnCreate' in the template for successful import. The affected resources are Kept ({BucketName=kept})",
    ]);
  });

  it('leaves it where it was when the stack is rolled back', async () => {
    const engine = beside();
    engine.fail({ Topic: { in: ['create'] } });
    const excepted = kept.replace('Retain', 'RetainExceptOnCreate');
    const late = topic.replace('AWS::SNS::Topic', 'AWS::SNS::Topic, DependsOn: Kept');
    await plan(engine, bodyOf(late, excepted), { ChangeSetType: 'CREATE' });
    expect((await execute(engine)).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(engine.account.buckets.has('kept')).toBe(true);
  });

  it('makes what is named by a function, and so finds the name taken', async () => {
    const named = kept.replace('BucketName: kept', "BucketName: !Sub 'kept'");
    const changeSet = await plan(beside(), bodyOf(named), { ChangeSetType: 'CREATE' });
    expect(changeSet.StatusReason).toContain('AWS::EarlyValidation::ResourceExistenceCheck');
  });
});

it('an AWS client imports a bucket it made, into a stack it makes', async ({ onTestFinished }) => {
  const account = await accountOfTest({ onTestFinished }, { serve: true, speed: 'max' });
  await new S3Client(clientFor(account)).send(new CreateBucketCommand({ Bucket: 'kept' }));
  const client = new CloudFormationClient(clientFor(account));
  const named = { StackName: 'demo', ChangeSetName: 'take-over' };
  await client.send(
    new CreateChangeSetCommand({
      ...named,
      ChangeSetType: 'IMPORT',
      TemplateBody: bodyOf(kept),
      ResourcesToImport: [
        {
          ResourceType: 'AWS::S3::Bucket',
          LogicalResourceId: 'Kept',
          ResourceIdentifier: { BucketName: 'kept' },
        },
      ],
    }),
  );
  const { Changes } = await client.send(new DescribeChangeSetCommand(named));
  expect(Changes?.[0]?.ResourceChange).toMatchObject({ Action: 'Import', PhysicalResourceId: 'kept' });
  await client.send(new ExecuteChangeSetCommand(named));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'demo' }));
  expect(Stacks?.[0]?.StackStatus).toBe('IMPORT_COMPLETE');
});
