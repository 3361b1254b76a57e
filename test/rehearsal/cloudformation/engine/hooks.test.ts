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

const told = (events: readonly HookEvent[]): readonly string[] =>
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
    expect(told(events)).toEqual([
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
    expect(told(await engine.of())).toContain(
      'CREATE_IN_PROGRESS WARN HOOK_COMPLETE_FAILED Hook failed with message: no name.',
    );
  });

  it('and finds nothing says so', async () => {
    const engine = engineWith({ ...refuses, finds: undefined });
    expect(await create(engine)).toBe('CREATE_COMPLETE');
    expect(told(await engine.of())).toContain(
      'CREATE_IN_PROGRESS FAIL HOOK_COMPLETE_SUCCEEDED Hook succeeded with message: Successful validation',
    );
  });

  it.each([{ resources: ['AWS::SQS::Queue'] }, { stacks: ['another'] }])(
    'of other kinds is not heard (%j)',
    async (fields) => {
      const engine = engineWith({ ...refuses, ...fields });
      expect(await create(engine)).toBe('CREATE_COMPLETE');
      expect(told(await engine.of()).join('\n')).not.toContain('HOOK');
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
    expect(told(await engine.of())).toContain(
      `UPDATE_FAILED The following hook(s) failed: [${type}, Private::Two::Hook]`,
    );
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
