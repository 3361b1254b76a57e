import { describe, expect, it } from 'vitest';
import { startEngine } from '../account.ts';

const exporting = `
Resources:
  Topic: { Type: AWS::SNS::Topic }
Outputs:
  Topic: { Value: !Ref Topic, Export: { Name: shared-topic } }
`;
/** Two resources that a condition leaves out, one of which refers to the other. */
const without = (more: string): string => `
Conditions:
  Never: !Equals [a, b]
Resources:
  Topic: { Type: AWS::SNS::Topic }
  First: { Type: AWS::SQS::Queue, Condition: Never }
  Second: { Type: AWS::Logs::LogGroup, Condition: Never, Properties: { LogGroupName: ${more} } }
Outputs:
  First: { Condition: Never, Value: !Ref First }
`;

const beside = async (more: string) => {
  const engine = startEngine();
  for (const [StackName, TemplateBody] of [
    ['demo', exporting],
    ['other', without(more)],
  ]) {
    await engine.call('CreateStack', { StackName, TemplateBody });
    await engine.runToEnd();
  }
  return engine;
};

describe('a stack with exports', () => {
  it.each(['!GetAtt First.QueueName', '!ImportValue shared-topic'])(
    'can be deleted beside a stack whose left-out resources hold %s',
    async (more) => {
      const engine = await beside(more);
      const { StackId } = await engine.stack('demo');
      await engine.call('DeleteStack', { StackName: 'demo' });
      await engine.runToEnd();
      expect((await engine.stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
      expect((await engine.stack('other')).StackStatus).toBe('CREATE_COMPLETE');
    },
  );
});
