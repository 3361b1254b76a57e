import { describe, expect, it } from 'vitest';
import { expected, historyOf, startEngine, type Failures } from '../account.ts';
import * as created from './histories/create.ts';
import * as deleted from './histories/delete.ts';
import type { History } from './histories/history.ts';
import * as updated from './histories/update.ts';

type Engine = ReturnType<typeof startEngine>;

const queue = 'Queue: { Type: AWS::SQS::Queue }';
const subnet = 'Vpc: { Type: AWS::EC2::VPC }';
const slowQueue = 'Queue: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 5 } }';
const bucket = 'Bucket: { Type: AWS::S3::Bucket }';
const shouting = 'Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: Shouting-Name } }';
const topic = (name: string, more = ''): string =>
  `Topic: { Type: AWS::SNS::Topic, ${more} Properties: { TopicName: ${name} } }`;
const resources = (...entries: readonly string[]): string => `Resources:\n  ${entries.join('\n  ')}\n`;
const dbSubnets =
  'Subnets: { Type: AWS::RDS::DBSubnetGroup, Properties: { DBSubnetGroupDescription: d, SubnetIds: [] } }';

/** Name, what to do before and after the mark, and the events after the mark. */
interface Replay {
  readonly history: History;
  readonly failures?: Failures;
  readonly before?: (engine: Engine) => Promise<void>;
  readonly act: (engine: Engine) => Promise<void>;
  readonly stackName?: string;
  /** Where the stack must end. */
  readonly status: string;
}

const create = async (engine: Engine, TemplateBody: string, more: object = {}): Promise<void> => {
  await engine.call('CreateStack', { StackName: 'demo', TemplateBody, DisableValidation: true, ...more });
  await engine.runToEnd();
};
const update = async (engine: Engine, TemplateBody: string, more: object = {}): Promise<void> => {
  await engine.call('UpdateStack', { StackName: 'demo', TemplateBody, ...more });
  await engine.runToEnd();
};
const remove = async (engine: Engine, more: object = {}): Promise<void> => {
  await engine.call('DeleteStack', { StackName: 'demo', ...more });
  await engine.runToEnd();
};
const denied: Failures = { Topic: { in: ['delete'], reason: 'not authorized to perform: SNS:DeleteTopic' } };
const exporting = `${resources(topic('shared'))}Outputs:\n  Topic: { Value: !Ref Topic, Export: { Name: shared-topic } }\n`;
const shareTopic = async (engine: Engine): Promise<void> => {
  await create(engine, exporting);
  const reader = resources(
    'Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub ["/a/${x}", { x: !ImportValue shared-topic }] } }',
  );
  await engine.call('CreateStack', { StackName: 'reader', TemplateBody: reader });
  await engine.runToEnd();
};
const quilt = (version: string, more: readonly string[]): string =>
  resources(
    dbSubnets,
    `DB: { Type: AWS::RDS::DBInstance, Properties: { DBSubnetGroupName: !Ref Subnets, EngineVersion: "${version}" } }`,
    `SearchHandlerRole: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Id: "${version}" } } }`,
    ...more,
  );
const iam = { Capabilities: ['CAPABILITY_IAM'] };

const replays: Readonly<Record<string, Replay>> = {
  'create by change set': {
    history: created.createByChangeSet,
    act: async (engine) => {
      const names = { StackName: 'demo', ChangeSetName: 'first' };
      await engine.call('CreateChangeSet', {
        ...names,
        ChangeSetType: 'CREATE',
        TemplateBody: resources(queue),
      });
      await engine.runToEnd();
      await engine.call('ExecuteChangeSet', names);
      await engine.runToEnd();
    },
    status: 'CREATE_COMPLETE',
  },
  'explicit and implied dependants': {
    history: created.createWithDependants,
    act: (engine) =>
      create(
        engine,
        resources(
          queue,
          'Reader: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !GetAtt Queue.QueueName } }',
          'Follower: { Type: AWS::Logs::LogGroup, DependsOn: Queue }',
        ),
      ),
    status: 'CREATE_COMPLETE',
  },
  'create refused': {
    history: created.createRefused,
    act: (engine) => create(engine, resources(shouting)),
    status: 'ROLLBACK_COMPLETE',
  },
  'create cancelled': {
    history: created.createCancelled,
    act: (engine) => create(engine, resources(subnet, shouting)),
    status: 'ROLLBACK_COMPLETE',
  },
  'create, then deleted': {
    history: created.createDeleted,
    act: (engine) => create(engine, resources(shouting), { OnFailure: 'DELETE' }),
    status: 'DELETE_COMPLETE',
  },
  'create, left as it failed': {
    history: created.createLeft,
    act: (engine) => create(engine, resources(shouting), { DisableRollback: true }),
    status: 'CREATE_FAILED',
  },
  'a value that does not exist': {
    history: created.createWithMissingValue,
    act: (engine) =>
      create(engine, `Parameters:\n  KeyName: { Type: AWS::EC2::KeyPair::KeyName }\n${resources(bucket)}`, {
        Parameters: [{ ParameterKey: 'KeyName', ParameterValue: 'wsb-iaac' }],
      }),
    status: 'ROLLBACK_COMPLETE',
  },
  'early validation': {
    history: created.createInvalid,
    act: (engine) =>
      create(engine, resources('Permission: { Type: AWS::Lambda::Permission }'), {
        DisableValidation: false,
      }),
    status: 'ROLLBACK_COMPLETE',
  },
  'update in place': {
    history: updated.updateInPlace,
    before: (engine) => create(engine, resources('Topic: { Type: AWS::SNS::Topic }', bucket)),
    act: (engine) =>
      update(engine, resources('Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: Q } }', bucket)),
    status: 'UPDATE_COMPLETE',
  },
  'update with a replacement': {
    history: updated.updateReplacing,
    before: (engine) => create(engine, resources(topic('first'))),
    act: (engine) => update(engine, resources(topic('second'))),
    status: 'UPDATE_COMPLETE',
  },
  'update that retains': {
    history: updated.updateRetaining,
    before: (engine) => create(engine, resources(topic('first', 'UpdateReplacePolicy: Retain,'))),
    act: (engine) => update(engine, resources(topic('second', 'UpdateReplacePolicy: Retain,'))),
    status: 'UPDATE_COMPLETE',
  },
  'update that leaves something behind': {
    history: updated.updateLeavingSomething,
    failures: denied,
    before: (engine) => create(engine, resources(topic('first'), bucket)),
    act: (engine) => update(engine, resources(bucket)),
    status: 'UPDATE_COMPLETE',
  },
  'update rolled back': {
    history: updated.updateRolledBack,
    before: (engine) => create(engine, resources(queue)),
    act: (engine) => update(engine, resources(slowQueue, shouting)),
    status: 'UPDATE_ROLLBACK_COMPLETE',
  },
  'update stuck': {
    history: updated.updateStuck,
    failures: {
      DB: {
        in: ['rollback'],
        reason: 'Cannot modify engine version because another engine version upgrade is already in progress',
      },
    },
    before: (engine) => create(engine, quilt('15.2', []), iam),
    act: (engine) => update(engine, quilt('15.8', [shouting.replace('Bucket:', 'EsIngestBucket:')]), iam),
    status: 'UPDATE_ROLLBACK_FAILED',
  },
  'update freed by skipping': {
    history: updated.updateFreed,
    failures: { DB: { in: ['rollback'], reason: 'Cannot modify engine version' } },
    before: async (engine) => {
      await create(engine, quilt('15.2', []), iam);
      await update(engine, quilt('15.8', [shouting.replace('Bucket:', 'EsIngestBucket:')]), iam);
    },
    act: async (engine) => {
      await engine.call('ContinueUpdateRollback', { StackName: 'demo', ResourcesToSkip: ['DB'] });
      await engine.runToEnd();
    },
    status: 'UPDATE_ROLLBACK_COMPLETE',
  },
  'update of an export in use': {
    history: updated.updateOfExportInUse,
    before: shareTopic,
    act: (engine) => update(engine, exporting.replace('!Ref Topic', '!GetAtt Topic.TopicName')),
    status: 'UPDATE_ROLLBACK_COMPLETE',
  },
  delete: {
    history: deleted.deleteAll,
    before: (engine) =>
      create(
        engine,
        resources(
          'Topic: { Type: AWS::SNS::Topic }',
          'Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !GetAtt Topic.TopicName } }',
        ),
      ),
    act: (engine) => remove(engine),
    status: 'DELETE_COMPLETE',
  },
  'delete after a rollback': {
    history: deleted.deleteRolledBack,
    before: (engine) => create(engine, resources(shouting)),
    act: (engine) => remove(engine),
    status: 'DELETE_COMPLETE',
  },
  'delete that fails': {
    history: deleted.deleteFailed,
    failures: denied,
    before: (engine) =>
      create(
        engine,
        resources(
          'Topic: { Type: AWS::SNS::Topic }',
          'Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !GetAtt Topic.TopicName } }',
        ),
      ),
    act: (engine) => remove(engine),
    status: 'DELETE_FAILED',
  },
  'delete that retains': {
    history: deleted.deleteRetaining,
    failures: denied,
    before: async (engine) => {
      await create(engine, resources('Topic: { Type: AWS::SNS::Topic }'));
      await remove(engine);
    },
    act: (engine) => remove(engine, { RetainResources: ['Topic'] }),
    status: 'DELETE_COMPLETE',
  },
  'delete of an export in use': {
    history: deleted.deleteOfExportInUse,
    before: shareTopic,
    act: (engine) => remove(engine),
    status: 'CREATE_COMPLETE',
  },
};

/** The events that the act brought about, and where the stack ended. */
const replayed = async (replay: Replay) => {
  const engine = startEngine({ failures: replay.failures ?? {} });
  await replay.before?.(engine);
  const id = replay.before === undefined ? undefined : (await engine.stack('demo')).StackId;
  const mark = id === undefined ? 0 : (await engine.events(id)).length;
  await replay.act(engine);
  const stack = id ?? (await engine.newestStack());
  return {
    events: (await engine.events(stack)).slice(mark),
    status: (await engine.stack(stack)).StackStatus,
  };
};

describe('an operation recorded on AWS', () => {
  it.each(Object.entries(replays))('%s is told in the same events', async (_, replay) => {
    const { events, status } = await replayed(replay);
    expect(historyOf(events, replay.history)).toEqual(expected(replay.history));
    expect(status).toBe(replay.status);
  });

  it.each(Object.entries(replays))('%s takes about the recorded time', async (_, replay) => {
    const { events } = await replayed(replay);
    const times = events.map((event) => event.Timestamp.getTime());
    const took = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    const recorded = (replay.history.at(-1)?.[0] ?? 0) - (replay.history[0]?.[0] ?? 0);
    expect(took).toBeGreaterThan(recorded * 0.3);
    expect(took).toBeLessThan(recorded * 3 + 10);
  });
});
