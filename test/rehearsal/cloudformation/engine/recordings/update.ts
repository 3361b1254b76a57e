import type { Failures } from '../../account.ts';
import {
  act,
  bucket,
  create,
  group,
  namedTopic,
  queue,
  refused,
  refusedBucket,
  resources,
  role,
  topic,
  until,
  update,
  type Engine,
  type Run,
} from './recording.ts';

const trio = (words: string, delay: number, days: number): string =>
  resources(topic(words), queue(delay), group(days));
const database = (version: string, more: readonly string[] = []): string =>
  resources(
    `DB: { Type: AWS::RDS::DBInstance, Properties: { EngineVersion: "${version}" } }`,
    role.replace('Version: "2012-10-17"', `Id: "${version}"`),
    ...more,
  );
const stuck = { DB: { in: ['rollback'], reason: 'Cannot modify engine version' } };
const getStuck = async (engine: Engine): Promise<void> => {
  await create(engine, database('15.2'));
  await update(engine, database('15.8', [refusedBucket]));
};
const start = (failures: Failures) => ({ failures });

export const updateRuns: Readonly<Record<string, Run>> = {
  'update-in-place': {
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      await update(engine, trio('b', 5, 14), { ClientRequestToken: 'second' });
    },
  },
  'update-replaces': {
    act: async (engine) => {
      await create(engine, resources(namedTopic('first'), group(), bucket));
      await update(engine, resources(namedTopic('second'), group(), bucket));
    },
  },
  'update-replaces-and-retains': {
    act: async (engine) => {
      await create(engine, resources(namedTopic('first', 'UpdateReplacePolicy: Retain,')));
      await update(engine, resources(namedTopic('second', 'UpdateReplacePolicy: Retain,')));
    },
  },
  'update-removes-and-adds': {
    act: async (engine) => {
      await create(engine, resources(topic('a'), queue(), group(), bucket));
      await update(engine, resources(topic('a'), role, 'Own: { Type: "Custom::Thing" }'));
      await update(engine, resources(topic('a')));
    },
  },
  'update-without-changes': {
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      const none = await refused(engine, 'UpdateStack', { TemplateBody: trio('a', 0, 7) });
      await update(engine, `${trio('a', 0, 7)}Outputs:\n  Topic: { Value: !Ref Topic }\n`);
      await update(engine, `${trio('a', 0, 7)}Outputs:\n  Topic: { Value: !Ref Topic }\n`, {
        Tags: [{ Key: 'Team', Value: 'data' }],
      });
      return [none];
    },
  },
  'update-of-metadata': {
    act: async (engine) => {
      await create(engine, resources(topic('a')));
      await update(engine, resources(topic('a', 'Metadata: { Note: new },')));
    },
  },
  'update-leaves-something-behind': {
    start: start({ Topic: { in: ['delete'], reason: 'not yours' } }),
    act: async (engine) => {
      await create(engine, resources(topic('a'), bucket, queue()));
      await update(engine, resources(bucket));
    },
  },
  'update-fails-and-rolls-back': {
    act: async (engine) => {
      await create(engine, resources(namedTopic('first'), queue(), bucket, role));
      await update(
        engine,
        resources(
          namedTopic('second'),
          queue(9),
          role.replace('2012-10-17', '2008-10-17'),
          'Late: { Type: AWS::S3::Bucket, DependsOn: Topic, Properties: { BucketName: Loud } }',
          'Extra: { Type: AWS::SNS::Topic }',
        ),
      );
    },
  },
  'update-fails-as-asked': {
    start: start({ Group: { in: ['update'], reason: 'not this week' } }),
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      await update(engine, trio('b', 3, 14));
    },
  },
  'update-with-a-missing-value': {
    act: async (engine) => {
      await create(engine, resources(topic('a')));
      await update(
        engine,
        `Parameters:\n  Key: { Type: AWS::EC2::KeyPair::KeyName }\n${resources(topic('b'))}`,
        { Parameters: [{ ParameterKey: 'Key', ParameterValue: 'none' }] },
      );
    },
  },
  'update-fails-and-is-left': {
    start: start({ Queue: { in: ['update'], reason: 'no' } }),
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      await update(engine, trio('b', 3, 14), { DisableRollback: true });
      await act(engine, 'RollbackStack');
    },
  },
  'update-fails-and-is-gone-on-with': {
    start: start({ Queue: { in: ['update'], reason: 'no' } }),
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      await update(engine, trio('b', 3, 14), { DisableRollback: true });
      engine.fail({});
      await update(engine, trio('b', 3, 14), { DisableRollback: true });
    },
  },
  'update-fails-twice-and-rolls-back': {
    start: start({ Queue: { in: ['update'], reason: 'no' } }),
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      await update(engine, trio('b', 3, 14), { DisableRollback: true });
      await update(engine, trio('c', 4, 30), { DisableRollback: true });
      await act(engine, 'RollbackStack');
    },
  },
  'update-rollback-fails': { start: start(stuck), act: getStuck },
  'update-rollback-goes-on': {
    start: start(stuck),
    act: async (engine) => {
      await getStuck(engine);
      await act(engine, 'ContinueUpdateRollback');
      engine.fail({});
      await act(engine, 'ContinueUpdateRollback');
    },
  },
  'update-rollback-skips': {
    start: start(stuck),
    act: async (engine) => {
      await getStuck(engine);
      const wrong = await refused(engine, 'ContinueUpdateRollback', { ResourcesToSkip: ['Role'] });
      await act(engine, 'ContinueUpdateRollback', { ResourcesToSkip: ['DB'] });
      return [wrong];
    },
  },
  'update-rollback-cleanup-leaves-something': {
    start: start({ Extra: { in: ['delete'], reason: 'stays' }, Queue: { in: ['update'], reason: 'no' } }),
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      await update(engine, `${trio('a', 3, 7)}  Extra: { Type: AWS::SNS::Topic }\n`);
    },
  },
  'update-cancelled-at-once': {
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: trio('b', 3, 14) });
      await act(engine, 'CancelUpdateStack');
    },
  },
  'update-cancelled-midway': {
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      await engine.call('UpdateStack', {
        StackName: 'demo',
        TemplateBody: `${trio('b', 3, 14)}  Extra: { Type: AWS::SQS::Queue }\n`,
      });
      await engine.pass(12_000);
      await act(engine, 'CancelUpdateStack');
    },
  },
  'update-not-to-be-cancelled': {
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: resources(topic('b')) });
      await until(engine, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
      const answer = await refused(engine, 'CancelUpdateStack');
      await engine.runToEnd();
      return [answer];
    },
  },
  'update-replaces-what-has-its-own-name': {
    act: async (engine) => {
      const named = (path: string): string =>
        `Role: { Type: AWS::IAM::Role, Properties: { RoleName: mine, Path: ${path}, AssumeRolePolicyDocument: {} } }`;
      await create(engine, resources(named('/a/'), queue()));
      await update(engine, resources(named('/b/'), queue(4)));
    },
  },
  'update-by-change-set': {
    act: async (engine) => {
      await create(engine, trio('a', 0, 7));
      const names = { StackName: 'demo', ChangeSetName: 'next' };
      await engine.call('CreateChangeSet', { ...names, TemplateBody: trio('b', 0, 7) });
      await engine.call('CreateChangeSet', {
        ...names,
        ChangeSetName: 'other',
        TemplateBody: trio('a', 0, 7),
      });
      await engine.runToEnd();
      const made = await engine.call('DescribeChangeSet', { ...names, IncludePropertyValues: true });
      const other = await engine.call('DescribeChangeSet', { ...names, ChangeSetName: 'other' });
      await act(engine, 'ExecuteChangeSet', names);
      return [made, other, await engine.call('ListChangeSets', { StackName: 'demo' })];
    },
  },
};
