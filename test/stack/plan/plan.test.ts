import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { Value } from '../../../src/core/parameter.ts';
import type { ChangeSetRequest, Stacks } from '../../../src/core/ports.ts';
import { conditionOf, stackStatuses } from '../../../src/core/stack-status.ts';
import type { ErrorCode } from '../../../src/core/ids.ts';
import type { Change, ChangeSet, Stack } from '../../../src/core/stack.ts';
import { discardPlan, executePlan, makePlan, recovery, sameTemplate } from '../../../src/stack/index.ts';
import { changeSetRequest, type PlanRequest } from '../../../src/stack/plan/change-set-request.ts';
import { saysNoChanges } from '../../../src/stack/aws-texts.ts';
import type { Event } from '../../../src/core/events.ts';
import { planEvent } from '../../../src/stack/plan/event.ts';
import { losesState } from '../../../src/stack/plan/stateful.ts';
import { wideningChanges } from '../../../src/stack/plan/permission-widening.ts';
import { rootId } from '../histories.ts';
import { onlyThese, stackWith } from '../recorded-stacks.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { readyPlan as plan } from './ready-plan.ts';

const change = (fields: Partial<Change> = {}): Change => ({
  action: 'Modify',
  logicalId: 'Thing',
  type: 'AWS::SQS::Queue',
  properties: [],
  path: [],
  ...fields,
});
const value = (fields: Partial<Value>): Value => ({
  key: 'K',
  value: 'v',
  source: 'flag',
  secret: false,
  ...fields,
});
const request = (fields: Partial<PlanRequest> = {}): PlanRequest => ({
  kind: 'update',
  stackName: 'quilt',
  template: { text: 'x' },
  values: new Map(),
  capabilities: [],
  ...fields,
});
const refused = (message: string): InstallError =>
  new InstallError({ code: awsCodes.refused, message, hint: '', exitCode: 1 });
const fault = (code: ErrorCode): InstallError =>
  new InstallError({ code, message: 'a fault', hint: '', exitCode: 10 });

describe('what is asked of CloudFormation', () => {
  it('never sends the mask of a NoEcho value back', () => {
    const values = new Map([
      ['A', value({ key: 'A', value: '****', source: 'stack', secret: true })],
      ['B', value({ key: 'B', value: 'x', usePrevious: true })],
      ['C', value({ key: 'C', value: '' })],
    ]);
    expect(changeSetRequest(request({ values }), 0).parameters).toEqual([
      { key: 'A', usePrevious: true },
      { key: 'B', usePrevious: true },
      { key: 'C', value: '' },
    ]);
  });

  it('merges tags and topics over the stack’s own, and leaves them alone when none are given', () => {
    const stack = stackWith({
      id: rootId,
      status: 'CREATE_COMPLETE',
      tags: new Map([
        ['Owner', 'data'],
        ['Env', 'prod'],
        ['aws:cloudformation:x', 'y'],
      ]),
      notificationArns: ['arn:1'],
    });
    const merged = changeSetRequest(
      request({ stack, tags: new Map([['Env', 'test']]), notificationArns: ['arn:2', 'arn:1'] }),
      0,
    );
    expect(merged.tags).toEqual(
      new Map([
        ['Owner', 'data'],
        ['Env', 'test'],
      ]),
    );
    expect(merged.notificationArns).toEqual(['arn:1', 'arn:2']);
    const absent = changeSetRequest(request({ stack }), 0);
    expect(absent.tags).toBeUndefined();
    expect(absent.notificationArns).toBeUndefined();
  });

  it('merges rollback alarms over the stack’s own, and leaves them alone when none are given', () => {
    const alarm = (arn: string) => ({ arn, type: 'AWS::CloudWatch::Alarm' as const });
    const stack = stackWith({
      id: rootId,
      status: 'CREATE_COMPLETE',
      rollback: { alarms: [alarm('arn:1')], monitoringMinutes: 5 },
    });
    const given = { alarms: [alarm('arn:2'), alarm('arn:1')] };
    expect(changeSetRequest(request({ stack, rollback: given }), 0).rollback).toEqual({
      alarms: [alarm('arn:1'), alarm('arn:2')],
      monitoringMinutes: 5,
    });
    const longer = { alarms: [], monitoringMinutes: 20 };
    expect(changeSetRequest(request({ stack, rollback: longer }), 0).rollback).toEqual({
      alarms: [alarm('arn:1')],
      monitoringMinutes: 20,
    });
    expect(changeSetRequest(request({ stack }), 0).rollback).toBeUndefined();
  });

  it('has a name of our own that CloudFormation takes', () => {
    const { changeSetName, token } = changeSetRequest(request(), Date.now());
    expect(changeSetName).toMatch(/^quilt-install-update-[a-zA-Z0-9-]{1,90}$/);
    expect(token).toMatch(/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/);
    expect(changeSetRequest(request(), 0).changeSetName).not.toBe(
      changeSetRequest(request(), 0).changeSetName,
    );
  });
});

describe('no changes', () => {
  it.each([
    [
      "The submitted information didn't contain changes. Submit different information to create a change set.",
      'FAILED',
      true,
    ],
    ['No updates are to be performed.', 'FAILED', true],
    ['There are no changes to be performed', 'FAILED', true],
    ['Transform X failed', 'FAILED', false],
    ["The submitted information didn't contain changes.", 'CREATE_COMPLETE', false],
    [undefined, 'FAILED', false],
  ])('%s %s', (statusReason, status, is) => {
    expect(saysNoChanges({ status, statusReason })).toBe(is);
  });
});

describe('the template that was shown', () => {
  it('is the one held, though CloudFormation gives every character beyond ASCII back as ?', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sameTemplate(text, text.replace(/[^\u0000-\u007f]/gu, '?'))).toBe(true);
        expect(sameTemplate(text, text.replace(/[^\u0000-\u007f]/g, '?'))).toBe(true);
      }),
    );
  });
  it('does not match a different template', () => {
    expect(sameTemplate('Resources: {A: 1}', 'Resources: {A: 2}')).toBe(false);
    expect(sameTemplate('ab', 'a')).toBe(false);
    expect(sameTemplate('a: é', 'a: e')).toBe(false);
    expect(sameTemplate('a\r\nb\r\n', 'a\nb')).toBe(true);
  });
});

describe('what needs the typed name', () => {
  it.each([
    [change({ type: 'AWS::RDS::DBInstance', replacement: 'True' }), true],
    [change({ type: 'AWS::RDS::DBInstance', replacement: 'Conditional' }), true],
    [change({ type: 'AWS::RDS::DBInstance', replacement: 'False' }), false],
    [change({ type: 'AWS::S3::Bucket', action: 'Remove', policyAction: 'Delete' }), true],
    [change({ type: 'AWS::S3::Bucket', action: 'Remove' }), true],
    [change({ type: 'AWS::S3::Bucket', action: 'Remove', policyAction: 'Retain' }), false],
    [change({ type: 'AWS::S3::Bucket', action: 'Add' }), false],
    [change({ type: 'AWS::Lambda::Function', replacement: 'True' }), false],
    [change({ type: 'AWS::ElasticLoadBalancing::LoadBalancer', replacement: 'True' }), true],
    [change({ type: 'AWS::CloudFormation::Stack', action: 'Remove' }), true],
    [change({ type: 'AWS::CloudFormation::Stack', action: 'Remove', policyAction: 'Retain' }), false],
    [change({ type: 'AWS::CloudFormation::Stack', replacement: 'Conditional' }), false],
  ])('%o', (one, loses) => expect(losesState(one)).toBe(loses));

  it('is marked in the plan, and each change counts once', () => {
    const changes = [
      change({ action: 'Add' }),
      change({ action: 'Import' }),
      change({
        replacement: 'False',
        properties: [
          { name: 'DelaySeconds', requiresRecreation: 'Never' },
          { name: 'DelaySeconds', requiresRecreation: 'Never' },
        ],
      }),
      change({ replacement: 'Conditional' }),
      change({ type: 'AWS::RDS::DBInstance', replacement: 'True', path: ['Data'] }),
      change({ action: 'Remove' }),
      change({ action: 'Dynamic' }),
    ];
    const event = planEvent({ kind: 'update', stackName: 'quilt', changes, widening: [] });
    expect(event.counts).toEqual({ add: 2, modify: 3, replace: 1, remove: 1 });
    expect(event.changes[2]?.properties).toEqual(['DelaySeconds']);
    expect(event.changes[4]).toMatchObject({ logicalId: 'Data/Thing', stateful: true });
    expect(event.changes.filter(({ stateful }) => stateful === true)).toHaveLength(1);
  });
});

describe('widened access', () => {
  const policy = (actions: string[], effect = 'Allow'): string =>
    JSON.stringify({ Statement: [{ Effect: effect, Action: actions, Resource: '*' }] });
  const text = (type: string, name: string, before?: string, after?: string): string | undefined =>
    wideningChanges([
      change({
        type,
        properties: [
          {
            name,
            requiresRecreation: 'Never',
            before,
            after,
          },
        ],
      }),
    ])[0]?.text;

  it.each([
    [
      'AWS::IAM::Policy',
      'PolicyDocument',
      policy(['s3:GetObject']),
      policy(['s3:GetObject', 's3:PutObject']),
      /gains s3:PutObject/,
    ],
    [
      'AWS::IAM::Policy',
      'PolicyDocument',
      policy(['s3:GetObject', 's3:PutObject']),
      policy(['s3:GetObject']),
      undefined,
    ],
    ['AWS::IAM::Policy', 'PolicyDocument', policy(['s3:*'], 'Deny'), policy([], 'Deny'), /no longer denies/],
    ['AWS::IAM::Role', 'ManagedPolicyArns', '["arn:a"]', '["arn:a","arn:b"]', /gains arn:b/],
    ['AWS::IAM::Role', 'PermissionsBoundary', '"arn:a"', undefined, /taken away/],
    ['AWS::IAM::Role', 'Policies', '****', '****', /cannot compare/],
    ['AWS::IAM::Role', 'Description', '"a"', '"b"', undefined],
    [
      'AWS::EC2::SecurityGroup',
      'SecurityGroupIngress',
      '[{"CidrIp":"10.0.0.0/8"}]',
      '[{"CidrIp":"0.0.0.0/0"}]',
      /gains 0\.0\.0\.0\/0/,
    ],
    ['AWS::SQS::Queue', 'DelaySeconds', '1', '2', undefined],
  ])('%s %s', (type, name, before, after, says) => {
    if (says === undefined) expect(text(type, name, before, after)).toBeUndefined();
    else expect(text(type, name, before, after)).toMatch(says);
  });

  it('tells of conditions that are others than before, unless they can only ask for more', () => {
    const only = (effect: string, Condition?: object): string =>
      JSON.stringify({ Statement: [{ Effect: effect, Principal: '*', Action: 's3:*', Condition }] });
    const condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    const between = (before: string, after: string): string | undefined =>
      text('AWS::S3::BucketPolicy', 'PolicyDocument', before, after);
    expect(between(only('Allow', condition), only('Allow'))).toMatch(/has other conditions for \*, s3:\*/);
    expect(between(only('Deny'), only('Deny', condition))).toMatch(/has other conditions for \*, s3:\*/);
    expect(between(only('Deny', condition), only('Deny'))).toBeUndefined();
    expect(between(only('Allow'), only('Allow', condition))).toBeUndefined();
    expect(between(only('Allow', condition), '{"Statement":[]}')).toBeUndefined();
  });

  it('tells of every property, not of the first alone', () => {
    const property = (name: string, before: string, after: string) =>
      ({ name, requiresRecreation: 'Never', before, after }) as const;
    const [one] = wideningChanges([
      change({
        type: 'AWS::IAM::Role',
        properties: [
          property('ManagedPolicyArns', '["arn:a"]', '["arn:a","arn:b"]'),
          property('AssumeRolePolicyDocument', policy(['sts:TagSession']), policy(['sts:AssumeRole'])),
        ],
      }),
    ]);
    expect(one?.text).toMatch(/gains arn:b; .* gains sts:AssumeRole/);
  });

  it('is new where a role is added to a running stack', () => {
    expect(
      wideningChanges([change({ action: 'Add', type: 'AWS::IAM::Role' }), change({ action: 'Add' })]),
    ).toHaveLength(1);
  });
});

describe('every status', () => {
  it.each(stackStatuses)('%s has a way on', (status) => {
    const { summary, options } = recovery(status, 'quilt');
    expect(summary).toMatch(/\.$/);
    expect(options.length).toBeGreaterThan(0);
    for (const option of options) expect(option.command).toMatch(/^quilt-install \w+$/);
    // Whatever destroys is never one keystroke away, but for an empty stack that holds nothing.
    for (const { id, needsTypedName } of options)
      if (['delete', 'continue-rollback', 'rollback', 'retry-delete'].includes(id))
        expect(needsTypedName).toBe(true);
    if (conditionOf(status) === 'stuck')
      expect(options.some(({ command }) => command.includes('recover'))).toBe(true);
  });
});

const changeSet = (executionStatus: string, status = 'CREATE_COMPLETE'): ChangeSet => ({
  id: plan.changeSetId,
  name: 'quilt-install-create-1',
  stackId: rootId,
  status,
  executionStatus,
  changes: [],
});
const ports = (stacks: Partial<Stacks>) => ({
  stacks: onlyThese(stacks),
  region: 'us-east-1',
  clock: new VirtualClock(),
  signal: new AbortController().signal,
  emit: () => undefined,
});

describe('an execution whose answer was lost', () => {
  const noEvents: Partial<Stacks> = { events: () => Promise.resolve({ events: [] }) };

  it('is known from the change set, and not repeated', async () => {
    let calls = 0;
    const started = await executePlan(
      plan,
      ports({
        ...noEvents,
        executeChangeSet: () => {
          calls++;
          return Promise.reject(fault(awsCodes.unreachable));
        },
        changeSet: () => Promise.resolve(changeSet('EXECUTE_IN_PROGRESS')),
      }),
      { terminationProtection: false },
    );
    expect(started).toEqual({ kind: 'create', stackId: rootId, stackName: 'quilt' });
    expect(calls).toBe(1);
  });

  it('is tried again with the same token where nothing had begun', async () => {
    const tokens: string[] = [];
    await executePlan(
      plan,
      ports({
        ...noEvents,
        executeChangeSet: (_, { token }) => {
          tokens.push(token);
          return tokens.length < 3 ? Promise.reject(fault(awsCodes.throttled)) : Promise.resolve();
        },
        changeSet: () => Promise.resolve(changeSet('AVAILABLE')),
      }),
      { terminationProtection: false },
    );
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(1);
  });

  it('of a plan that somebody else’s run made void says so', async () => {
    const gone: Partial<Stacks> = {
      ...noEvents,
      executeChangeSet: () => Promise.reject(refused('ChangeSet [x] does not exist')),
      changeSet: () => Promise.resolve(undefined),
    };
    const describing = (status: 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE'): Partial<Stacks> => ({
      describe: () => Promise.resolve(stackWith({ id: rootId, status })),
    });
    const run = (status: 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE') =>
      executePlan(plan, ports({ ...gone, ...describing(status) }), { terminationProtection: false });
    await expect(run('CREATE_IN_PROGRESS')).rejects.toMatchObject({
      code: 'stack-busy',
      exitCode: 7,
      resume: 'quilt-install watch --region us-east-1',
    });
    await expect(run('CREATE_COMPLETE')).rejects.toMatchObject({ code: 'plan-gone' });
  });

  it('goes on without termination protection where that cannot be had, and says so', async () => {
    const said: unknown[] = [];
    const given = ports({
      ...noEvents,
      executeChangeSet: () => Promise.resolve(),
      protect: () => Promise.reject(fault(awsCodes.denied)),
    });
    await executePlan(plan, { ...given, emit: (event) => said.push(event) }, { terminationProtection: true });
    expect(said).toEqual([expect.objectContaining({ type: 'note', level: 'warn' })]);
  });

  it('is not begun at all after Ctrl-C', async () => {
    const controller = new AbortController();
    controller.abort('SIGINT');
    await expect(
      executePlan(plan, { ...ports({}), signal: controller.signal }, { terminationProtection: false }),
    ).rejects.toMatchObject({ code: 'run-interrupted', exitCode: 130 });
  });
});

describe('what is taken back', () => {
  it('never touches a change set that is being executed, though the stack still reads as an empty one', async () => {
    await discardPlan(plan, ports({ changeSet: () => Promise.resolve(changeSet('EXECUTE_IN_PROGRESS')) }));
  });

  it('leaves a stack that is not empty, and an empty one that was there before', async () => {
    const removed: string[] = [];
    const stacks: Partial<Stacks> = {
      changeSet: () => Promise.resolve(changeSet('AVAILABLE')),
      deleteChangeSet: (id) => Promise.resolve(void removed.push(id)),
      describe: () => Promise.resolve(stackWith({ id: rootId, status: 'CREATE_COMPLETE' })),
    };
    await discardPlan(plan, ports(stacks));
    await discardPlan({ ...plan, emptyStackCreated: false }, ports(stacks));
    expect(removed).toEqual([plan.changeSetId, plan.changeSetId]);
  });
});

describe('an empty stack this run made', () => {
  const clean = (
    left: readonly {
      readonly id: string;
      readonly name: string;
      readonly status: string;
      readonly executionStatus: string;
    }[],
    deleteChangeSet: Stacks['deleteChangeSet'],
  ) => {
    const calls: string[] = [];
    const stacks: Partial<Stacks> = {
      changeSet: () => Promise.resolve(changeSet('AVAILABLE')),
      deleteChangeSet,
      describe: () =>
        Promise.resolve(
          calls.length === 0 ? stackWith({ id: rootId, status: 'REVIEW_IN_PROGRESS' }) : undefined,
        ),
      changeSets: () => Promise.resolve(left),
      deleteStack: (id) => Promise.resolve(void calls.push(id)),
    };
    return discardPlan(plan, ports(stacks)).then(() => calls);
  };
  const listed = (id: string) => ({ id, name: 'x', status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' });

  it('goes though the change set deleted just now is listed still', async () => {
    expect(await clean([listed(plan.changeSetId)], () => Promise.resolve())).toEqual([rootId]);
  });
  it('stays when somebody else has put a change set into it', async () => {
    expect(await clean([listed('arn:theirs')], () => Promise.resolve())).toEqual([]);
  });
  it('goes though AWS throttles', async () => {
    let tries = 0;
    expect(
      await clean([], () => (tries++ === 0 ? Promise.reject(fault(awsCodes.throttled)) : Promise.resolve())),
    ).toEqual([rootId]);
  });
});

describe('making a plan', () => {
  const absent: Partial<Stacks> = { describe: () => Promise.resolve(undefined) };

  it('finds its own change set again where the first answer was lost', async () => {
    const made = await makePlan(
      request({ kind: 'create' }),
      ports({
        ...absent,
        createChangeSet: () => Promise.reject(refused('AlreadyExistsException: ChangeSet already exists')),
        changeSet: () => Promise.resolve(changeSet('AVAILABLE')),
        findings: () => Promise.resolve([]),
      }),
    );
    expect(made).toMatchObject({ kind: 'create', changeSetId: plan.changeSetId, emptyStackCreated: true });
  });

  it('names the change set that may be there where nothing answers any more', async () => {
    const emitted: Event[] = [];
    const unreachable = (): Promise<never> => Promise.reject(fault(awsCodes.unreachable));
    const silent = { ...absent, createChangeSet: unreachable, changeSet: unreachable };
    const made = makePlan(request({ kind: 'create' }), {
      ...ports(silent),
      emit: (event) => emitted.push(event),
    });
    await expect(made).rejects.toMatchObject({ code: awsCodes.unreachable });
    expect(emitted).toEqual([
      expect.objectContaining({
        type: 'note',
        level: 'warn',
        detail: [
          expect.stringMatching(
            /delete-change-set --stack-name quilt --change-set-name quilt-install-create-\S+ --region us-east-1$/,
          ),
        ],
      }),
    ]);
  });

  it('finds it by its name where the answer was empty, and takes it back when it comes to nothing', async () => {
    const calls: string[] = [];
    let made: ChangeSetRequest | undefined;
    const holder = ports({
      describe: () =>
        Promise.resolve(
          made === undefined ? undefined : stackWith({ id: rootId, status: 'REVIEW_IN_PROGRESS' }),
        ),
      createChangeSet: (wanted) => {
        made = wanted;
        return Promise.resolve({ id: '', stackId: '' });
      },
      changeSet: (id) =>
        Promise.resolve(
          id === made?.changeSetName || id === plan.changeSetId
            ? { ...changeSet('UNAVAILABLE', 'FAILED'), statusReason: 'no' }
            : undefined,
        ),
      findings: () => Promise.resolve([]),
      deleteChangeSet: (id) => {
        calls.push(`delete ${id}`);
        return Promise.resolve();
      },
      changeSets: () => Promise.resolve([]),
      deleteStack: (id) => {
        calls.push(`delete ${id}`);
        made = undefined;
        return Promise.resolve();
      },
    });
    await expect(makePlan(request({ kind: 'create' }), holder)).rejects.toMatchObject({
      code: 'plan-refused',
    });
    expect(calls).toEqual([`delete ${plan.changeSetId}`, `delete ${rootId}`]);
  });

  it('removes what an earlier run broke off from, once that has failed', async () => {
    const deleted: string[] = [];
    const left = (name: string, status: string) => ({
      ...{ id: `arn:${name}`, name, status },
      executionStatus: 'UNAVAILABLE',
    });
    const made = await makePlan(
      request(),
      ports({
        describe: () => Promise.resolve(stackWith({ id: rootId, status: 'CREATE_COMPLETE' })),
        changeSets: () =>
          Promise.resolve([
            left('quilt-install-update-late', 'CREATE_IN_PROGRESS'),
            left('quilt-install-update-living', 'CREATE_PENDING'),
            left('somebody', 'CREATE_PENDING'),
          ]),
        createChangeSet: () => Promise.resolve({ id: plan.changeSetId, stackId: rootId }),
        changeSet: (id) =>
          Promise.resolve({
            ...changeSet('UNAVAILABLE', id.endsWith('living') ? 'CREATE_COMPLETE' : 'FAILED'),
            statusReason: 'No updates are to be performed.',
          }),
        deleteChangeSet: (id) => {
          deleted.push(id);
          return Promise.resolve();
        },
      }),
    );
    expect(made.kind).toBe('unchanged');
    expect(deleted).toEqual([plan.changeSetId, 'arn:quilt-install-update-late']);
  });

  it('is unchanged where the service refuses to make a change set without changes, as moto does', async () => {
    const stack = stackWith({ id: rootId, status: 'CREATE_COMPLETE' });
    const made = await makePlan(
      request(),
      ports({
        describe: () => Promise.resolve(stack),
        changeSets: () => Promise.resolve([]),
        createChangeSet: () => Promise.reject(refused('ValidationError: No updates are to be performed.')),
        changeSet: () => Promise.resolve(undefined),
      }),
    );
    expect(made).toMatchObject({ kind: 'unchanged', stack, event: { kind: 'unchanged' } });
  });

  it('sweeps nothing while an operation runs', async () => {
    for (const status of [
      'CREATE_IN_PROGRESS',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'DELETE_IN_PROGRESS',
    ] as const)
      await expect(
        makePlan(
          request({ kind: 'create' }),
          ports({ describe: () => Promise.resolve(stackWith({ id: rootId, status })) }),
        ),
      ).rejects.toMatchObject({
        code: 'stack-busy',
        exitCode: 7,
        resume: 'quilt-install watch --region us-east-1',
      });
  });

  it('takes a stack that was there a moment ago for gone only after several looks', async () => {
    const stack = stackWith({ id: rootId, status: 'UPDATE_IN_PROGRESS' });
    const looking = (missing: number, before: Stack | undefined) => {
      let looks = 0;
      const describe = (): Promise<Stack | undefined> =>
        Promise.resolve(++looks > missing ? stack : undefined);
      const making = makePlan(request({ kind: 'update', stack: before }), ports({ describe }));
      return making.catch((error: unknown) => [(error as { code: string }).code, looks]);
    };
    expect(await looking(3, stack)).toEqual(['stack-busy', 4]);
    expect(await looking(4, stack)).toEqual(['stack-missing', 4]);
    expect(await looking(1, undefined)).toEqual(['stack-missing', 1]);
  });

  it('says that another run was quicker', async () => {
    const making = makePlan(
      request({ kind: 'create' }),
      ports({
        ...absent,
        createChangeSet: () =>
          Promise.reject(refused('Stack:arn is in CREATE_IN_PROGRESS state and can not be updated.')),
        changeSet: () => Promise.resolve(undefined),
      }),
    );
    await expect(making).rejects.toMatchObject({ code: 'stack-busy', exitCode: 7 });
  });

  it('removes what it made when CloudFormation finds the plan unfit, and names the finding', async () => {
    const calls: string[] = [];
    let looks = 0;
    const making = makePlan(
      request({ kind: 'create' }),
      ports({
        createChangeSet: () => Promise.resolve({ id: plan.changeSetId, stackId: rootId }),
        changeSet: () =>
          Promise.resolve({
            ...changeSet('UNAVAILABLE', 'FAILED'),
            statusReason:
              'The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck].',
          }),
        findings: () =>
          Promise.resolve([
            {
              logicalId: 'Data',
              resourceType: 'AWS::S3::Bucket',
              name: 'NAME_CONFLICT_VALIDATION',
              severity: 'fail' as const,
              reason: 'already exists',
            },
          ]),
        deleteChangeSet: (id) => Promise.resolve(void calls.push(id)),
        // Absent, then the empty stack that was made, then gone.
        describe: () =>
          Promise.resolve(
            looks++ === 1 ? stackWith({ id: rootId, status: 'REVIEW_IN_PROGRESS' }) : undefined,
          ),
        changeSets: () => Promise.resolve([]),
        deleteStack: (id) => Promise.resolve(void calls.push(id)),
      }),
    );
    await expect(making).rejects.toMatchObject({
      code: 'plan-refused',
      message: expect.stringContaining('Data (AWS::S3::Bucket): already exists') as string,
    });
    expect(calls).toEqual([plan.changeSetId, rootId]);
  });

  it('gives up on a change set that is never ready, and removes it', async () => {
    const calls: string[] = [];
    const making = makePlan(
      request({ kind: 'create' }),
      ports({
        ...absent,
        createChangeSet: () => Promise.resolve({ id: plan.changeSetId, stackId: rootId }),
        changeSet: () => Promise.resolve(changeSet('UNAVAILABLE', 'CREATE_IN_PROGRESS')),
        deleteChangeSet: (id) => Promise.resolve(void calls.push(id)),
      }),
    );
    await expect(making).rejects.toMatchObject({ code: 'plan-timeout' });
    expect(calls).toEqual([plan.changeSetId]);
  });

  it('reads nested change sets, each change with its path', async () => {
    const nested: ChangeSet = {
      ...changeSet('AVAILABLE'),
      changes: [change({ action: 'Add', logicalId: 'Inner' })],
    };
    const outer: ChangeSet = {
      ...changeSet('AVAILABLE'),
      changes: [
        change({
          action: 'Add',
          logicalId: 'Network',
          type: 'AWS::CloudFormation::Stack',
          nestedChangeSetId: 'nested',
        }),
      ],
    };
    const made = await makePlan(
      request({ kind: 'create' }),
      ports({
        ...absent,
        createChangeSet: () => Promise.resolve({ id: plan.changeSetId, stackId: rootId }),
        changeSet: (id) => Promise.resolve(id === 'nested' ? nested : outer),
        findings: () => Promise.resolve([]),
      }),
    );
    expect(made.event.changes.map(({ logicalId }) => logicalId)).toEqual(['Network', 'Network/Inner']);
  });
});
