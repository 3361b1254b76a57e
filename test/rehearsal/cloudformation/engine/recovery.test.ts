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

describe('a rollback that failed in a nested stack', () => {
  const inner = (delay: number, more = ''): Uint8Array =>
    new TextEncoder().encode(
      `Resources:\n  Queue: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: ${delay} } }\n${more}`,
    );
  const nestedTemplates = new Map([
    ['1.yaml', inner(1)],
    ['2.yaml', inner(2, '  Broken: { Type: AWS::SNS::Topic, DependsOn: Queue }\n')],
  ]);
  const outer = (version: number): string =>
    `Resources: { Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: 'https://parts.s3.amazonaws.com/${version}.yaml' } } }`;
  const stuck = async () => {
    const engine = startEngine({ nestedTemplates });
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: outer(1) });
    await engine.runToEnd();
    const child = await engine.newestStack();
    engine.fail({ Broken: { in: ['create'] }, Queue: { in: ['rollback'] } });
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: outer(2) });
    await engine.runToEnd();
    const both = async () => [
      (await engine.stack('demo')).StackStatus,
      (await engine.stack(child)).StackStatus,
    ];
    expect(await both()).toEqual(['UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED']);
    const name = child.split('/')[1] ?? '';
    return { ...engine, child, name, both };
  };
  const back = ['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

  it('is taken up there too', async () => {
    const engine = await stuck();
    engine.fail({});
    await engine.call('ContinueUpdateRollback', { StackName: 'demo' });
    await engine.runToEnd();
    expect(await engine.both()).toEqual(back);
  });

  it('skips what is named by the nested stack', async () => {
    const engine = await stuck();
    const ResourcesToSkip = [`${engine.name}.Queue`];
    await engine.call('ContinueUpdateRollback', { StackName: 'demo', ResourcesToSkip });
    await engine.runToEnd();
    expect(await engine.both()).toEqual(back);
  });

  it.each(['Child', 'Child.Queue', 'other.Queue'])('does not skip %s', async (id) => {
    const engine = await stuck();
    const refused = await engine.refusal('ContinueUpdateRollback', {
      StackName: 'demo',
      ResourcesToSkip: [id],
    });
    expect(refused.message).toContain(`[${id}] can not be skipped`);
  });

  it('is not taken up from the nested stack itself', async () => {
    const { refusal, child } = await stuck();
    expect((await refusal('ContinueUpdateRollback', { StackName: child })).message).toBe(
      'RollbackUpdatedStack cannot be invoked on child stacks',
    );
  });
});

describe('a nested stack that waits in its clean-up for a root that failed', () => {
  it.each(['', 'DeletionPolicy: Retain,'])(
    'waits no longer once the root goes, kept or not (%s)',
    async (policy) => {
      const version = (label: string) =>
        new TextEncoder().encode(
          `Resources: { Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: ${label} } } }`,
        );
      const engine = startEngine({
        nestedTemplates: new Map([
          ['1.yaml', version('a')],
          ['2.yaml', version('b')],
        ]),
      });
      const outer = (part: number, more = ''): string =>
        `Resources: { Child: { Type: AWS::CloudFormation::Stack, ${policy} Properties: { TemplateURL: 'https://parts.s3.amazonaws.com/${part}.yaml' } } ${more} }`;
      await engine.call('CreateStack', { StackName: 'demo', TemplateBody: outer(1) });
      await engine.runToEnd();
      const child = await engine.newestStack();
      const { StackId } = await engine.stack('demo');
      engine.fail({ Late: { in: ['create'] } });
      await engine.call('UpdateStack', {
        StackName: 'demo',
        TemplateBody: outer(2, ', Late: { Type: AWS::SQS::Queue, DependsOn: Child }'),
        DisableRollback: true,
      });
      await engine.runToEnd();
      expect((await engine.stack(child)).StackStatus).toBe('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
      await engine.call('DeleteStack', { StackName: 'demo' });
      await engine.pass(3_600_000);
      expect((await engine.stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
      expect((await engine.stack(child)).StackStatus).toBe(
        policy === '' ? 'DELETE_COMPLETE' : 'UPDATE_COMPLETE',
      );
    },
  );
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
