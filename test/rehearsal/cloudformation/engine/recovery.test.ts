import { describe, expect, it } from 'vitest';
import { line, startEngine, type Failures } from '../account.ts';

const body = (name: string, more = ''): string =>
  `Resources:\n  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: ${name} } }\n${more}`;
const queue = '  Queue: { Type: AWS::SQS::Queue }\n';

const updating = async (failures: Failures = {}) => {
  const engine = startEngine();
  await engine.call('CreateStack', { StackName: 'demo', TemplateBody: body('a') });
  await engine.runToEnd();
  engine.fail(failures);
  return engine;
};

describe('cancelling an update', () => {
  it('turns it round while it is under way', async () => {
    const engine = await updating();
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: body('b', queue) });
    await engine.pass(12_000);
    await engine.call('CancelUpdateStack', { StackName: 'demo' });
    await engine.runToEnd();
    const events = (await engine.events('demo')).map(line);
    expect(events).toContain('Queue CREATE_FAILED Resource creation cancelled');
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const resources = await engine.call<{ StackResources: readonly object[] }>('DescribeStackResources', {
      StackName: 'demo',
    });
    expect(resources.StackResources.length).toBe(1);
  });

  it('turns it round before anything was touched, too', async () => {
    const engine = await updating();
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: body('b') });
    await engine.call('CancelUpdateStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('is refused in the clean-up: the update has succeeded', async () => {
    const engine = await updating();
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: 'Resources:\n' + queue });
    for (
      let second = 0;
      (await engine.stack('demo')).StackStatus === 'UPDATE_IN_PROGRESS' && second < 200;
      second++
    )
      await engine.pass(1000);
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    expect((await engine.refusal('CancelUpdateStack', { StackName: 'demo' })).message).toBe(
      'CancelUpdateStack cannot be called from current stack status',
    );
  });
});

describe('an update that may stay where it failed', () => {
  const failing: Failures = { Queue: { in: ['create'], reason: 'no' } };

  it('ends UPDATE_FAILED and can be taken back', async () => {
    const engine = await updating(failing);
    await engine.call('UpdateStack', {
      StackName: 'demo',
      TemplateBody: body('b', queue),
      DisableRollback: true,
    });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_FAILED');
    await engine.call('RollbackStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('can be updated again, with rollback disabled only', async () => {
    const engine = await updating(failing);
    const input = { StackName: 'demo', TemplateBody: body('b', queue) };
    await engine.call('UpdateStack', { ...input, DisableRollback: true });
    await engine.runToEnd();
    expect((await engine.refusal('UpdateStack', input)).message).toMatch(
      /is in UPDATE_FAILED state and can not be/,
    );
    engine.fail({});
    await engine.call('UpdateStack', { ...input, DisableRollback: true });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_COMPLETE');
  });
});

describe('a create that may stay where it failed', () => {
  it('is taken back by RollbackStack', async () => {
    const engine = startEngine({ failures: { Queue: { in: ['create'], reason: 'no' } } });
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: body('a', queue),
      OnFailure: 'DO_NOTHING',
    });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('CREATE_FAILED');
    await engine.call('RollbackStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('ROLLBACK_COMPLETE');
  });
});

describe('a rollback of a create that fails', () => {
  it('leaves only deleting, and retaining what will not go', async () => {
    const engine = startEngine({
      failures: {
        Queue: { in: ['create'], reason: 'no' },
        Topic: { in: ['rollback', 'delete'], reason: 'not authorized' },
      },
    });
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: body('a', queue) });
    await engine.runToEnd();
    expect(await engine.stack('demo')).toMatchObject({
      StackStatus: 'ROLLBACK_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Topic]. ',
    });
    const early = await engine.refusal('DeleteStack', { StackName: 'demo', RetainResources: ['Topic'] });
    expect(early.message).toMatch(/DELETE_FAILED/);
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('DELETE_FAILED');
    await engine.call('DeleteStack', { StackName: 'demo', RetainResources: ['Topic'] });
    await engine.runToEnd();
    expect(engine.account.stackCount()).toBe(0);
  });
});

describe('deleting while it is being created', () => {
  it('stops the create and removes what there is', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: body('a', queue) });
    await engine.pass(20_000);
    const { StackId } = await engine.stack('demo');
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    const events = (await engine.events(StackId)).map(line);
    expect(events.filter((text) => text === 'demo CREATE_COMPLETE')).toEqual([]);
    expect(events).toContain('Queue DELETE_COMPLETE');
  });
});
