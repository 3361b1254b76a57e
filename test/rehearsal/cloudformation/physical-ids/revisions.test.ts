import { describe, expect, it } from 'vitest';
import { startEngine } from '../account.ts';

interface Resources {
  readonly StackResources: readonly {
    readonly LogicalResourceId: string;
    readonly PhysicalResourceId: string;
  }[];
}

const template = (release: string): string => `
Resources:
  Task: { Type: AWS::ECS::TaskDefinition, Properties: { Family: registry, Memory: "${release}" } }
  Layer: { Type: AWS::Lambda::LayerVersion, Properties: { LayerName: shared, Content: { S3Key: "${release}" } } }
  Version: { Type: AWS::Lambda::Version, Properties: { FunctionName: indexer, Description: "${release}" } }
`;
const ids = ['Task', 'Layer', 'Version'];

const idsOf = async (engine: ReturnType<typeof startEngine>): Promise<readonly (string | undefined)[]> => {
  const { StackResources } = await engine.call<Resources>('DescribeStackResources', { StackName: 'demo' });
  return ids.map((id) =>
    StackResources.find((one) => one.LogicalResourceId === id)
      ?.PhysicalResourceId.split(':')
      .at(-1),
  );
};
const released = async (...releases: readonly string[]) => {
  const engine = startEngine();
  for (const [index, release] of releases.entries()) {
    await engine.call(index === 0 ? 'CreateStack' : 'UpdateStack', {
      StackName: 'demo',
      TemplateBody: template(release),
    });
    await engine.runToEnd();
  }
  return engine;
};

describe('what AWS numbers', () => {
  it('gets its next revision when an upgrade replaces it, a name of its own notwithstanding', async () => {
    const engine = await released('512', '1024', '2048');
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_COMPLETE');
    expect(await idsOf(engine)).toEqual(['3', '3', '3']);
  });

  it('does not get a number again that was given out before', async () => {
    const engine = await released('512', '1024');
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: template('512') });
    await engine.runToEnd();
    expect(await idsOf(engine)).toEqual(['3', '3', '3']);
  });

  it('keeps its revision in an upgrade that rolls back', async () => {
    const engine = await released('512');
    const TemplateBody = `${template('1024')}  Late: { Type: AWS::S3::Bucket, DependsOn: Task, Properties: { BucketName: Loud } }\n`;
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await idsOf(engine)).toEqual(['1', '1', '1']);
  });
});
