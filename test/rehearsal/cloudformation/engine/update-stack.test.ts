import { describe, expect, it } from 'vitest';
import { line, startEngine } from '../account.ts';

/** Two dependants of a topic: one that an update leaves as it is, and one that it changes. */
const template = (words: string, days: number, delay: number): string => `
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: ${words} } }
  Idle: { Type: AWS::Logs::LogGroup, DependsOn: Topic, Properties: { RetentionInDays: 7 } }
  Group: { Type: AWS::Logs::LogGroup, DependsOn: Topic, Properties: { RetentionInDays: ${days} } }
  Queue: { Type: AWS::SQS::Queue, DependsOn: Group, Properties: { DelaySeconds: ${delay} } }
`;

describe('an update whose first dependant has nothing to do', () => {
  const updated = async (failures: Parameters<typeof startEngine>[0]) => {
    const engine = startEngine(failures);
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: template('a', 7, 0) });
    await engine.runToEnd();
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: template('b', 14, 5) });
    await engine.runToEnd();
    return engine;
  };

  it('is complete only when the other dependants are', async () => {
    const engine = await updated({});
    const events = (await engine.events('demo')).map(line);
    const end = events.indexOf('demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    expect(events.indexOf('Group UPDATE_COMPLETE')).toBeLessThan(end);
    expect(events.indexOf('Queue UPDATE_COMPLETE')).toBeLessThan(end);
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('rolls back when another dependant fails', async () => {
    const engine = await updated({ failures: { Group: { in: ['update'], reason: 'no' } } });
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const events = (await engine.events('demo')).map(line);
    expect(events).toContain(
      'demo UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Group]. ',
    );
  });
});

describe('a delete whose first resource to go is retained', () => {
  it('is complete only when the others are gone', async () => {
    const engine = startEngine();
    const TemplateBody = `
Resources:
  First: { Type: AWS::SNS::Topic }
  Second: { Type: AWS::SQS::Queue }
  Kept: { Type: AWS::Logs::LogGroup, DeletionPolicy: Retain, DependsOn: Last }
  Last: { Type: AWS::Logs::LogGroup, DependsOn: [First, Second] }
`;
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody });
    await engine.runToEnd();
    const { StackId } = await engine.stack('demo');
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    const events = (await engine.events(StackId)).map(line);
    expect(events.at(-1)).toBe('demo DELETE_COMPLETE');
    expect(events).toContain('Second DELETE_COMPLETE');
    expect(events).toContain('First DELETE_COMPLETE');
  });
});
