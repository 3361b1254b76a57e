import { describe, expect, it } from 'vitest';
import type { Hook } from '../../../../src/rehearsal/account/state.ts';
import { startEngine, type TestStackEvent } from '../account.ts';

interface HookEvent extends TestStackEvent {
  readonly HookType?: string;
  readonly HookStatus?: string;
  readonly HookStatusReason?: string;
  readonly HookInvocationId?: string;
  readonly HookFailureMode?: string;
}

const type = 'Private::Guard::TopicNames';
const refuses: Hook = { type, mode: 'FAIL', resources: ['AWS::SNS::Topic'], finds: 'no name.' };
const body = (displayName: string): string =>
  `Resources: { Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: ${displayName} } } }`;

const engineWith = (...hooks: readonly Hook[]) => {
  const engine = startEngine();
  engine.account.hooks = hooks;
  const of = async (): Promise<readonly HookEvent[]> =>
    (await engine.events(await engine.newestStack())).filter(
      ({ LogicalResourceId }) => LogicalResourceId === 'Topic',
    );
  return { ...engine, of };
};

const create = async (engine: ReturnType<typeof engineWith>): Promise<string> => {
  await engine.call('CreateStack', { StackName: 'demo', TemplateBody: body('a') });
  await engine.runToEnd();
  return (await engine.stack(await engine.newestStack())).StackStatus;
};

const statusLines = (events: readonly HookEvent[]): readonly string[] =>
  events.map(({ ResourceStatus, ResourceStatusReason, HookStatus, HookStatusReason, HookFailureMode }) =>
    [ResourceStatus, ResourceStatusReason, HookFailureMode, HookStatus, HookStatusReason]
      .filter((part) => part !== undefined)
      .join(' '),
  );

describe('a hook that looks at resources', () => {
  it('and may fail them stops one before it has an id, and only its own event says why', async () => {
    const engine = engineWith(refuses);
    expect(await create(engine)).toBe('ROLLBACK_COMPLETE');
    const events = await engine.of();
    expect(statusLines(events)).toEqual([
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS FAIL HOOK_IN_PROGRESS Invoking hook',
      'CREATE_IN_PROGRESS FAIL HOOK_COMPLETE_FAILED Hook failed with message: no name.',
      `CREATE_FAILED The following hook(s) failed: [${type}]`,
      'DELETE_COMPLETE',
    ]);
    expect(new Set(events.map(({ PhysicalResourceId }) => PhysicalResourceId))).toEqual(new Set(['']));
    const [, begun, ended] = events;
    expect(ended?.HookInvocationId).toBe(begun?.HookInvocationId);
    expect(ended).not.toHaveProperty('ResourceProperties', expect.anything());
    const { OperationEvents } = await engine.call<{ OperationEvents: readonly HookEvent[] }>(
      'DescribeEvents',
      { StackName: await engine.newestStack(), Filters: { FailedEvents: true } },
    );
    expect(OperationEvents).toContainEqual(
      expect.objectContaining({
        EventType: 'HOOK_INVOCATION_ERROR',
        HookType: type,
        HookFailureMode: 'FAIL',
      }),
    );
  });

  it('and only warns lets the stack through, its finding told', async () => {
    const engine = engineWith({ ...refuses, mode: 'WARN' });
    expect(await create(engine)).toBe('CREATE_COMPLETE');
    expect(statusLines(await engine.of())).toContain(
      'CREATE_IN_PROGRESS WARN HOOK_COMPLETE_FAILED Hook failed with message: no name.',
    );
  });

  it('and finds nothing says so', async () => {
    const engine = engineWith({ ...refuses, finds: undefined });
    expect(await create(engine)).toBe('CREATE_COMPLETE');
    expect(statusLines(await engine.of())).toContain(
      'CREATE_IN_PROGRESS FAIL HOOK_COMPLETE_SUCCEEDED Hook succeeded with message: Successful validation',
    );
  });

  it.each([{ resources: ['AWS::SQS::Queue'] }, { stacks: ['another'] }])(
    'of other kinds is not heard (%j)',
    async (fields) => {
      const engine = engineWith({ ...refuses, ...fields });
      expect(await create(engine)).toBe('CREATE_COMPLETE');
      expect(statusLines(await engine.of()).join('\n')).not.toContain('HOOK');
    },
  );

  it('names all that fail, and turns an update back', async () => {
    const engine = engineWith();
    await create(engine);
    engine.account.hooks = [
      refuses,
      { ...refuses, mode: 'WARN' },
      { ...refuses, type: 'Private::Two::Hook' },
    ];
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: body('b') });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(statusLines(await engine.of())).toContain(
      `UPDATE_FAILED The following hook(s) failed: [${type}, Private::Two::Hook]`,
    );
  });
});

describe('a hook that looks at deletes', () => {
  const keeps: Hook = { ...refuses, actions: ['DELETE'] };
  const remove = async (engine: ReturnType<typeof engineWith>): Promise<string> => {
    const id = await engine.newestStack();
    await engine.call('DeleteStack', { StackName: id });
    await engine.runToEnd();
    const { StackStatus, StackStatusReason } = await engine.stack(id);
    return [StackStatus, StackStatusReason].filter(Boolean).join(' ');
  };

  it('keeps the resource, and so its stack, until it is let go', async () => {
    const engine = engineWith(keeps);
    expect(await create(engine)).toBe('CREATE_COMPLETE');
    expect(statusLines(await engine.of()).join()).not.toContain('HOOK');
    expect(await remove(engine)).toBe('DELETE_FAILED The following resource(s) failed to delete: [Topic]. ');
    expect(statusLines((await engine.of()).slice(3))).toEqual([
      'DELETE_IN_PROGRESS',
      'DELETE_IN_PROGRESS FAIL HOOK_IN_PROGRESS Invoking hook',
      'DELETE_IN_PROGRESS FAIL HOOK_COMPLETE_FAILED Hook failed with message: no name.',
      `DELETE_FAILED The following hook(s) failed: [${type}]`,
    ]);
    engine.account.hooks = [{ ...keeps, mode: 'WARN' }];
    expect(await remove(engine)).toBe('DELETE_COMPLETE');
  });

  it('is not asked by a rollback', async () => {
    const engine = engineWith(keeps);
    engine.fail({ Late: { in: ['create'] } });
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: `${body('a').slice(0, -2)}, Late: { Type: AWS::SQS::Queue, DependsOn: Topic } }`,
    });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(statusLines(await engine.of()).join()).not.toContain('HOOK');
  });

  it('is not asked by the rollback of an update', async () => {
    const engine = engineWith(keeps);
    const other = 'Other: { Type: AWS::SQS::Queue }';
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: `Resources: { ${other} }` });
    await engine.runToEnd();
    engine.fail({ Late: { in: ['create'] } });
    await engine.call('UpdateStack', {
      StackName: 'demo',
      TemplateBody: `${body('a').slice(0, -2)}, ${other}, Late: { Type: AWS::SQS::Queue, DependsOn: Topic } }`,
    });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(statusLines(await engine.of()).at(-1)).toBe('DELETE_COMPLETE');
    expect(statusLines(await engine.of()).join()).not.toContain('HOOK');
  });

  it('is asked when an update leaves the resource out', async () => {
    const engine = engineWith(keeps);
    await create(engine);
    await engine.call('UpdateStack', {
      StackName: 'demo',
      TemplateBody: 'Resources: { Other: { Type: AWS::SNS::Topic } }',
    });
    await engine.runToEnd();
    expect(await engine.stack('demo')).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      StackStatusReason: 'Update successful. One or more resources could not be deleted.',
    });
    expect(statusLines(await engine.of())).toContain(`DELETE_FAILED The following hook(s) failed: [${type}]`);
  });
});

describe('a hook that looks at whole stacks', () => {
  const whole: Hook = { type, mode: 'FAIL', wholeStacks: true, finds: 'no tags.' };
  const own = async (engine: ReturnType<typeof engineWith>): Promise<readonly string[]> => {
    const id = await engine.newestStack();
    const events: readonly HookEvent[] = await engine.events(id);
    return statusLines(events.filter(({ PhysicalResourceId }) => PhysicalResourceId === id));
  };

  it('stops a create before any resource is touched', async () => {
    const engine = engineWith(whole);
    expect(await create(engine)).toBe('ROLLBACK_COMPLETE');
    expect(await engine.of()).toEqual([]);
    expect(await own(engine)).toEqual([
      'CREATE_IN_PROGRESS User Initiated',
      'CREATE_IN_PROGRESS FAIL HOOK_IN_PROGRESS Invoking hook',
      'CREATE_IN_PROGRESS FAIL HOOK_COMPLETE_FAILED Hook failed with message: no tags.',
      `ROLLBACK_IN_PROGRESS The following hook(s) failed: [${type}]. Rollback requested by user.`,
      'ROLLBACK_COMPLETE',
    ]);
  });

  it('turns an update back, and keeps a stack from being deleted', async () => {
    const engine = engineWith();
    await create(engine);
    engine.account.hooks = [{ ...whole, actions: ['UPDATE', 'DELETE'] }];
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: body('b') });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect(await engine.stack('demo')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: `The following hook(s) failed: [${type}]`,
    });
    expect((await engine.of()).at(-1)?.ResourceStatus).toBe('CREATE_COMPLETE');
  });

  it('that only warns is told, and all goes on', async () => {
    const engine = engineWith({ ...whole, mode: 'WARN' });
    expect(await create(engine)).toBe('CREATE_COMPLETE');
    expect(await own(engine)).toContain(
      'CREATE_IN_PROGRESS WARN HOOK_COMPLETE_FAILED Hook failed with message: no tags.',
    );
    const { OperationEvents } = await engine.call<{ OperationEvents: readonly object[] }>('DescribeEvents', {
      StackName: 'demo',
      Filters: { FailedEvents: true },
    });
    expect(OperationEvents).toContainEqual(expect.objectContaining({ HookFailureMode: 'WARN' }));
  });
});

describe('a hook that looks at change sets', () => {
  const whole: Hook = { type: 'Example::CFNHook::Full', mode: 'FAIL', changeSets: true, finds: 'too open' };
  const planned = async (hook: Hook) => {
    const engine = engineWith(hook);
    const { Id } = await engine.call<{ Id: string }>('CreateChangeSet', {
      StackName: 'demo',
      ChangeSetName: 'plan',
      ChangeSetType: 'CREATE',
      TemplateBody: body('a'),
    });
    await engine.runToEnd();
    const set = await engine.call<{ Status: string; StatusReason?: string }>('DescribeChangeSet', {
      ChangeSetName: Id,
    });
    const { HookResults } = await engine.call<{ HookResults: readonly object[] }>('ListHookResults', {
      TargetType: 'CHANGE_SET',
      TargetId: Id,
    });
    return { engine, set, HookResults };
  };

  it('fails one, and the list of results alone says why', async () => {
    const { set, HookResults } = await planned(whole);
    expect([set.Status, set.StatusReason]).toEqual([
      'FAILED',
      'Change set creation failed. The following hook(s) failed: [Example::CFNHook::Full]',
    ]);
    expect(HookResults).toEqual([
      expect.objectContaining({
        TypeName: 'Example::CFNHook::Full',
        Status: 'HOOK_COMPLETE_FAILED',
        HookStatusReason: 'Hook failed with message: too open',
        FailureMode: 'FAIL',
      }),
    ]);
  });

  it('lets one through that it only warns of', async () => {
    const { set, HookResults } = await planned({ ...whole, mode: 'WARN' });
    expect(set.Status).toBe('CREATE_COMPLETE');
    expect(HookResults).toHaveLength(1);
  });

  it('has no results for what is no change set', async () => {
    const { engine } = await planned(whole);
    const refusal = await engine.refusal('ListHookResults', { TargetType: 'CHANGE_SET', TargetId: 'arn:x' });
    expect(refusal.code).toBe('HookResultNotFound');
  });
});
