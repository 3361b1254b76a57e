import { stackStatuses } from '../../../../../src/core/stack-status.ts';
import {
  act,
  bucket,
  create,
  group,
  namedTopic,
  queue,
  refused,
  resources,
  topic,
  update,
  type Engine,
  type Run,
} from './recording.ts';

const trio = resources(topic('a'), queue(), group());
const stays = { Topic: { in: ['delete'], reason: 'not authorized to perform: SNS:DeleteTopic' } };
const exporting = `${resources(namedTopic('shared'))}Outputs:\n  Topic: { Value: !Ref Topic, Export: { Name: shared-topic } }\n`;
const reader = resources(
  'Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Select [5, !Split [":", !ImportValue shared-topic]] } }',
);
const share = async (engine: Engine): Promise<void> => {
  await create(engine, exporting);
  await create(engine, reader, { StackName: 'reader' });
};

export const removeRuns: Readonly<Record<string, Run>> = {
  'delete-everything': {
    act: async (engine) => {
      await create(engine, trio);
      await act(engine, 'DeleteStack', { ClientRequestToken: 'bye' });
    },
  },
  'delete-keeps-what-is-retained': {
    act: async (engine) => {
      await create(
        engine,
        resources(
          topic('a', 'DeletionPolicy: Retain,'),
          group(),
          'Own: { Type: AWS::S3::Bucket, DeletionPolicy: RetainExceptOnCreate }',
        ),
      );
      await act(engine, 'DeleteStack');
    },
  },
  'delete-fails': {
    start: { failures: stays },
    act: async (engine) => {
      await create(engine, trio);
      await act(engine, 'DeleteStack');
      await act(engine, 'DeleteStack');
    },
  },
  'delete-fails-and-retains': {
    start: { failures: stays },
    act: async (engine) => {
      await create(engine, trio);
      await act(engine, 'DeleteStack');
      await act(engine, 'DeleteStack', { RetainResources: ['Topic'] });
    },
  },
  'delete-fails-and-is-forced': {
    start: { failures: stays },
    act: async (engine) => {
      await create(engine, trio);
      await act(engine, 'DeleteStack');
      await act(engine, 'DeleteStack', { DeletionMode: 'FORCE_DELETE_STACK' });
    },
  },
  'delete-of-a-full-bucket': {
    act: async (engine) => {
      await create(engine, resources(bucket));
      for (const one of engine.account.buckets.values())
        one.objects.set('x', { key: 'x', body: new Uint8Array(), etag: '', metadata: {}, at: 0 });
      await act(engine, 'DeleteStack');
    },
  },
  'delete-of-an-export-in-use': {
    act: async (engine) => {
      await share(engine);
      await act(engine, 'DeleteStack');
      const imports = await engine.call('ListImports', { ExportName: 'shared-topic' });
      const exports = await engine.call('ListExports');
      await act(engine, 'DeleteStack', { StackName: 'reader' });
      await act(engine, 'DeleteStack');
      return [imports, exports];
    },
  },
  'update-of-an-export-in-use': {
    act: async (engine) => {
      await share(engine);
      await update(engine, exporting.replace('!Ref Topic', '!GetAtt Topic.TopicName'));
    },
  },
  'create-of-a-taken-export': {
    act: async (engine) => {
      await create(engine, exporting);
      await create(engine, exporting.replace('shared }', 'other }'), { StackName: 'second' });
    },
  },
  'update-to-a-taken-export': {
    act: async (engine) => {
      await create(engine, exporting);
      await create(engine, resources(topic('a')), { StackName: 'second' });
      await update(
        engine,
        `${resources(topic('a'))}Outputs:\n  Topic: { Value: !Ref Topic, Export: { Name: shared-topic } }\n`,
        { StackName: 'second' },
      );
    },
  },
  'delete-of-a-protected-stack': {
    act: async (engine) => {
      await create(engine, trio, { EnableTerminationProtection: true });
      const answer = await refused(engine, 'DeleteStack');
      await act(engine, 'UpdateTerminationProtection', { EnableTerminationProtection: false });
      await act(engine, 'DeleteStack');
      return [answer];
    },
  },
  'stack-policy': {
    act: async (engine) => {
      await create(engine, trio, { StackPolicyBody: '{"Statement":[]}' });
      const first = await engine.call('GetStackPolicy', { StackName: 'demo' });
      await act(engine, 'SetStackPolicy', {
        StackPolicyBody:
          '{"Statement":[{"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*"}]}',
      });
      return [first, await engine.call('GetStackPolicy', { StackName: 'demo' })];
    },
  },
  drift: {
    act: async (engine) => {
      await create(engine, resources(topic('a'), bucket));
      engine.service.markDrift('demo', 'Topic', { path: '/DisplayName', expected: 'a', actual: 'z' });
      engine.account.buckets.clear();
      const begun = await engine.call<{ StackDriftDetectionId: string }>('DetectStackDrift', {
        StackName: 'demo',
      });
      const early = await engine.call('DescribeStackDriftDetectionStatus', begun);
      await engine.runToEnd();
      return [
        begun,
        early,
        await engine.call('DescribeStackDriftDetectionStatus', begun),
        await engine.call('DescribeStackResourceDrifts', { StackName: 'demo' }),
      ];
    },
  },
  ...Object.fromEntries(
    stackStatuses.map((status): [string, Run] => [
      `found-in-${status.toLowerCase().replaceAll('_', '-')}`,
      {
        act: async (engine) => {
          engine.service.seed({ stackName: 'demo', template: trio, parameters: {}, minutesAgo: 60 });
          const { StackId: StackName } = await engine.stack('demo');
          engine.service.bringTo('demo', status);
          const early = await engine.stack(StackName);
          await engine.runToEnd();
          if (status === 'UPDATE_ROLLBACK_FAILED') await act(engine, 'ContinueUpdateRollback', { StackName });
          await act(engine, 'DeleteStack', { StackName });
          return [early];
        },
      },
    ]),
  ),
};
