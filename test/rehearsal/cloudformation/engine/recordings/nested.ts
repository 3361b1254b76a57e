import { emptyAccount } from '../../../../../src/rehearsal/account/account.ts';
import type { Failures } from '../../account.ts';
import { act, create, update, until, type Engine, type EngineOptions, type Run } from './recording.ts';
import { addBucketOf } from '../../../bucket-of-templates.ts';

const at = (file: string): string => `http://127.0.0.1:1/templates/${file}`;
const child = (words: string, more = ''): string => `
Parameters:
  Words: { Type: String, Default: ${words} }
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref Words } }
${more}
Outputs:
  Name: { Value: !GetAtt Topic.TopicName }
`;
const stackOf = (id: string, file: string, words: string, more = ''): string => `
  ${id}:
    Type: AWS::CloudFormation::Stack
    ${more}
    Properties:
      TemplateURL: ${at(file)}
      Parameters: { Words: ${words} }
`;
const parent = (words: string, more = ''): string => `
Resources:
${stackOf('Child', 'child.yaml', words)}
${more}
Outputs:
  Name: { Value: !GetAtt Child.Outputs.Name }
`;
const middle = `
Parameters:
  Words: { Type: String }
Resources:
${stackOf('Child', 'child.yaml', '!Ref Words')}
  Queue: { Type: AWS::SQS::Queue, DependsOn: Child }
Outputs:
  Name: { Value: !GetAtt Child.Outputs.Name }
`;
/** Parent, child and grandchild of one logical id. */
const deep = (words: string, more = ''): string => `
Resources:
${stackOf('Child', 'middle.yaml', words)}
${more}
`;
const late = '  Late: { Type: AWS::S3::Bucket, DependsOn: Child, Properties: { BucketName: Loud } }\n';

const start =
  (failures: Failures = {}) =>
  (): EngineOptions => {
    const account = emptyAccount({ id: '123456789012', region: 'us-east-1' });
    const files = {
      'child.yaml': child('none'),
      'middle.yaml': middle,
      'wide.yaml': child(
        'none',
        '  Queue: { Type: AWS::SQS::Queue }\n  Group: { Type: AWS::Logs::LogGroup, DependsOn: Queue }\n',
      ),
    };
    addBucketOf(account, files);
    return { account, failures };
  };
const childId = async (engine: Engine): Promise<string> => {
  const { StackSummaries } = await engine.call<{
    StackSummaries: readonly { StackId: string; ParentId?: string }[];
  }>('ListStacks');
  return StackSummaries.find(({ ParentId }) => ParentId !== undefined)?.StackId ?? 'none';
};

export const nestedRuns: Readonly<Record<string, Run>> = {
  'nested-create': { start: start(), act: (engine) => create(engine, parent('a')) },
  'nested-create-of-three-levels': { start: start(), act: (engine) => create(engine, deep('a')) },
  'nested-create-fails': {
    start: start({ Topic: { in: ['create'], reason: 'none today' } }),
    act: (engine) => create(engine, parent('a', '  Other: { Type: AWS::SQS::Queue }\n')),
  },
  'nested-create-fails-deep-down': {
    start: start({ Topic: { in: ['create'], reason: 'none today' } }),
    act: (engine) => create(engine, deep('a', '  Other: { Type: AWS::SQS::Queue }\n')),
  },
  'nested-create-with-a-failing-sibling': {
    start: start({ Other: { in: ['create'], reason: 'no' } }),
    act: (engine) =>
      create(engine, parent('a', `  Other: { Type: AWS::SNS::Topic }\n${stackOf('Wide', 'wide.yaml', 'x')}`)),
  },
  'nested-create-without-its-template': {
    start: start(),
    act: (engine) => create(engine, parent('a').replace('child.yaml', 'none.yaml')),
  },
  'nested-create-deleted-midway': {
    start: start(),
    act: async (engine) => {
      await engine.call('CreateStack', { StackName: 'demo', TemplateBody: deep('a') });
      await engine.pass(16_000);
      await act(engine, 'DeleteStack');
    },
  },
  'nested-update': {
    start: start(),
    act: async (engine) => {
      await create(engine, parent('a', stackOf('Second', 'wide.yaml', 'x')));
      await update(engine, parent('b', stackOf('Second', 'wide.yaml', 'x')));
      await update(engine, parent('b', stackOf('Second', 'wide.yaml', 'y')));
    },
  },
  'nested-update-of-three-levels': {
    start: start(),
    act: async (engine) => {
      await create(engine, deep('a'));
      await update(engine, deep('b'));
    },
  },
  'nested-update-removes-a-child': {
    start: start(),
    act: async (engine) => {
      await create(engine, parent('a', stackOf('Second', 'wide.yaml', 'x')));
      await update(engine, parent('b'));
    },
  },
  'nested-update-with-an-idle-child': {
    start: start(),
    act: async (engine) => {
      await create(engine, parent('a'));
      await update(engine, parent('a', '  More: { Type: AWS::SNS::Topic }\n'));
    },
  },
  'nested-update-fails': {
    start: start({ Topic: { in: ['update'], reason: 'no' } }),
    act: async (engine) => {
      await create(engine, parent('a'));
      await update(engine, parent('b'));
    },
  },
  'nested-update-fails-deep-down': {
    start: start({ Topic: { in: ['update'], reason: 'no' } }),
    act: async (engine) => {
      await create(engine, deep('a'));
      await update(engine, deep('b'));
    },
  },
  'nested-update-fails-after-its-child': {
    start: start(),
    act: async (engine) => {
      await create(engine, parent('a'));
      await update(engine, parent('b', late));
    },
  },
  'nested-update-fails-after-its-grandchild': {
    start: start(),
    act: async (engine) => {
      await create(engine, deep('a'));
      await update(engine, deep('b', late));
    },
  },
  'nested-update-fails-beside-its-child': {
    start: start(),
    act: async (engine) => {
      await create(engine, parent('a', stackOf('Second', 'child.yaml', 'x')));
      await update(
        engine,
        parent(
          'b',
          `${stackOf('Second', 'child.yaml', 'y')}  Bad: { Type: AWS::S3::Bucket, Properties: { BucketName: Loud } }\n`,
        ),
      );
    },
  },
  'nested-update-adds-a-child-and-fails': {
    start: start(),
    act: async (engine) => {
      await create(engine, parent('a'));
      await update(
        engine,
        parent(
          'a',
          `${stackOf('Second', 'child.yaml', 'y')}${late.replace('DependsOn: Child', 'DependsOn: Second')}`,
        ),
      );
    },
  },
  'nested-update-cancelled': {
    start: start(),
    act: async (engine) => {
      await create(engine, parent('a'));
      await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: parent('b') });
      await until(engine, 'UPDATE_IN_PROGRESS', await childId(engine));
      await engine.pass(4000);
      await act(engine, 'CancelUpdateStack');
    },
  },
  'nested-rollback-fails': {
    start: start({ Topic: { in: ['rollback'], reason: 'stays as it is' } }),
    act: async (engine) => {
      await create(engine, parent('a'));
      await update(engine, parent('b', late));
      const name = (await childId(engine)).split('/')[1] ?? '';
      await act(engine, 'ContinueUpdateRollback', { ResourcesToSkip: [`${name}.Topic`] });
    },
  },
  'nested-delete': {
    start: start(),
    act: async (engine) => {
      await create(engine, deep('a'));
      await act(engine, 'DeleteStack');
    },
  },
  'nested-delete-fails': {
    start: start({ Topic: { in: ['delete'], reason: 'stays' } }),
    act: async (engine) => {
      await create(engine, deep('a'));
      await act(engine, 'DeleteStack');
      engine.fail({});
      await act(engine, 'DeleteStack');
    },
  },
  'nested-change-sets': {
    start: start(),
    act: async (engine) => {
      const names = { StackName: 'demo', ChangeSetName: 'plan' };
      const plan = async (TemplateBody: string, ChangeSetType = 'UPDATE') => {
        await engine.call('CreateChangeSet', {
          ...names,
          ChangeSetType,
          TemplateBody,
          IncludeNestedStacks: true,
        });
        await engine.runToEnd();
        const made = await engine.call<{ Changes: readonly { ResourceChange: { ChangeSetId?: string } }[] }>(
          'DescribeChangeSet',
          names,
        );
        const inner = [];
        for (const { ResourceChange } of made.Changes)
          if (ResourceChange.ChangeSetId !== undefined)
            inner.push(await engine.call('DescribeChangeSet', { ChangeSetName: ResourceChange.ChangeSetId }));
        return [made, ...inner];
      };
      const first = await plan(deep('a'), 'CREATE');
      await engine.call('DeleteChangeSet', names);
      const second = await plan(deep('a'), 'CREATE');
      await act(engine, 'ExecuteChangeSet', names);
      const idle = await plan(deep('a', '  More: { Type: AWS::SNS::Topic }\n'));
      await engine.call('DeleteChangeSet', names);
      const third = await plan(deep('b'));
      await act(engine, 'ExecuteChangeSet', names);
      return [...first, ...second, ...idle, ...third];
    },
  },
};
