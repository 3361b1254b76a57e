import { describe, expect, it, type TestContext } from 'vitest';
import type { StackOutcome } from '../../src/core/stack.ts';
import {
  collectBundle,
  deleteStack,
  diagnose,
  discardPlan,
  executePlan,
  inspectEmptyStack,
  makePlan,
  plannedWork,
  readStack,
  watchOperation,
  type PlanRequest,
  type ReadyPlan,
} from '../../src/stack/index.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { rehearsed, values, type Rehearsed } from './rehearsed.ts';

const template = (queueName: string, extra = ''): string => `
Parameters:
  Delay: { Type: Number, Default: 0 }
  Secret: { Type: String, NoEcho: true, Default: hush }
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: { QueueName: '${queueName}', DelaySeconds: !Ref Delay }
  Data:
    Type: AWS::S3::Bucket
    DependsOn: Queue
${extra}
Outputs:
  QueueArn: { Value: !GetAtt Queue.Arn }
`;
const role = (actions: string): string => `
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: p, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: [${actions}], Resource: '*' }] } }]
`;

const request = (over: Partial<PlanRequest> = {}): PlanRequest => ({
  kind: 'create',
  stackName: 'quilt',
  template: { text: template('quilt-q') },
  values: values({ Delay: '0' }),
  capabilities: [],
  ...over,
});

const account = async (
  { onTestFinished }: TestContext,
  ...options: Parameters<typeof rehearsed>
): Promise<Rehearsed> => {
  const ports = await rehearsed(...options);
  onTestFinished(ports.close);
  return ports;
};

const ready = async (ports: Rehearsed, over: Partial<PlanRequest> = {}): Promise<ReadyPlan> => {
  const plan = await makePlan(request(over), ports);
  if (plan.kind !== 'create' && plan.kind !== 'update') throw new Error(`no plan but ${plan.kind}`);
  return plan;
};

const apply = async (ports: Rehearsed, over: Partial<PlanRequest> = {}): Promise<StackOutcome> => {
  const plan = await ready(ports, over);
  const started = await executePlan(plan, ports, { terminationProtection: true });
  const text =
    'text' in (over.template ?? {}) ? (over.template as { text: string }).text : template('quilt-q');
  return watchOperation(
    {
      ...started,
      begun: true,
      intent: started.kind,
      resume: 'watch',
      ...plannedWork(plan.changes, parseTemplate(text)),
    },
    ports,
  );
};

// Side by side: they wait more than they work.
describe.concurrent('a plan', () => {
  it('that is declined leaves nothing behind', async (test) => {
    const ports = await account(test);
    const plan = await ready(ports);
    expect(plan.event).toMatchObject({
      kind: 'create',
      counts: { add: 2, modify: 0, replace: 0, remove: 0 },
    });
    await discardPlan(plan, ports);
    expect(await readStack('quilt', ports)).toBeUndefined();
  });

  it('that is interrupted leaves nothing behind', async (test) => {
    const ports: Rehearsed = await account(test, {
      // As soon as there is something to be left.
      onCall: (moment) => {
        const made = ports.account.calls().some(({ operation }) => operation === 'CreateChangeSet');
        if (moment === 'done' && made) ports.interrupt('SIGINT');
        return undefined;
      },
    });
    const begun = ports.clock.now();
    await expect(makePlan(request(), ports)).rejects.toMatchObject({ exitCode: 130 });
    expect(ports.clock.now() - begun).toBeLessThan(5_000);
    expect(await readStack('quilt', ports)).toBeUndefined();
  });

  it('keeps an empty stack that holds somebody else’s change set', async (test) => {
    const ports = await account(test);
    await ports.stacks.createChangeSet({
      stackName: 'quilt',
      changeSetName: 'theirs',
      type: 'CREATE',
      template: { body: template('theirs') },
      parameters: [],
      capabilities: [],
      description: '',
      token: 'theirs',
    });
    const plan = await ready(ports);
    await discardPlan(plan, ports);
    const emptyStack = await inspectEmptyStack(plan.stackId, ports);
    expect(emptyStack).toEqual({ ours: [], others: ['theirs'] });
  });

  it('takes over the empty stack that a killed run left, and sweeps its change set', async (test) => {
    const ports = await account(test);
    const killed = await ready(ports);
    const plan = await ready(ports);
    expect(plan.stackId).toBe(killed.stackId);
    expect((await inspectEmptyStack(plan.stackId, ports)).ours.map(({ id }) => id)).toEqual([
      plan.changeSetId,
    ]);
  });

  it('is refused with CloudFormation’s words for values it does not take', async (test) => {
    const ports = await account(test);
    await expect(makePlan(request({ values: values({ Delay: 'soon' }) }), ports)).rejects.toMatchObject({
      code: 'plan-refused',
      exitCode: 3,
      message: expect.stringMatching(/Delay.*number/i) as string,
    });
    expect(await readStack('quilt', ports)).toBeUndefined();
  });

  it('is thrown away when CloudFormation fetched another template than the one shown', async (test) => {
    const ports = await account(test);
    const { url } = await ports.templates.upload(template('swapped'), { key: 'quilt.yaml' });
    await expect(
      makePlan(request({ template: { text: template('shown'), url } }), ports),
    ).rejects.toMatchObject({ code: 'template-changed', exitCode: 3 });
    expect(await readStack('quilt', ports)).toBeUndefined();
    const text = template('quilt-ü-→'.replaceAll(/[^-a-z]/g, '')) + '# ü → 😀\n';
    const good = await ports.templates.upload(text, { key: 'good.yaml' });
    expect((await ready(ports, { template: { text, url: good.url } })).event.notes).toBeUndefined();
  });

  it('of an upgrade needs a stack', async (test) => {
    const ports = await account(test);
    await expect(makePlan(request({ kind: 'update' }), ports)).rejects.toMatchObject({
      code: 'stack-missing',
      exitCode: 2,
    });
  });
});

describe.concurrent('create, update, delete', () => {
  it('create, update and delete each reach their end', async (test) => {
    const ports = await account(test);
    expect(await apply(ports)).toMatchObject({ kind: 'succeeded', status: 'CREATE_COMPLETE' });
    const stack = await readStack('quilt', ports);
    expect(stack).toMatchObject({ terminationProtection: true });
    expect(stack?.outputs.get('QueueArn')).toBe('arn:aws:sqs:us-east-1:123456789012:quilt-q');
    const lines = ports.events.filter((event) => event.type === 'stack');
    expect(lines.at(-1)).toMatchObject({ done: 2, total: 2, root: true, status: 'CREATE_COMPLETE' });

    const same = await makePlan(request({ kind: 'update', stack }), ports);
    expect(same).toMatchObject({ kind: 'unchanged', event: { kind: 'unchanged' } });
    expect(await inspectEmptyStack(stack?.id ?? '', ports)).toEqual({ ours: [], others: [] });

    const changed = {
      kind: 'update' as const,
      template: { text: template('quilt-other', role('s3:GetObject')) },
      capabilities: ['CAPABILITY_IAM'],
    };
    const plan = await ready(ports, changed);
    expect(plan.event.counts).toEqual({ add: 1, modify: 0, replace: 1, remove: 0 });
    expect(plan.stateful).toEqual([]);
    expect(plan.widening.map(({ change }) => change.logicalId)).toEqual(['Reader']);
    await discardPlan(plan, ports);
    expect(await apply(ports, changed)).toMatchObject({ kind: 'succeeded', status: 'UPDATE_COMPLETE' });

    const wider = await ready(ports, {
      ...changed,
      template: { text: template('quilt-other', role("s3:GetObject, 's3:*'")) },
    });
    expect(wider.widening.map(({ text }) => text)).toEqual([
      expect.stringMatching(/Policies.*(s3:\*|cannot compare)/),
    ]);
    await discardPlan(wider, ports);

    const up = await readStack('quilt', ports);
    if (up === undefined) throw new Error('gone');
    await expect(deleteStack(up, { liftProtection: false }, ports)).rejects.toMatchObject({
      code: 'stack-protected',
    });
    const started = await deleteStack(up, { liftProtection: true }, ports);
    expect(
      await watchOperation({ ...started, begun: true, intent: 'delete', resume: 'watch' }, ports),
    ).toMatchObject({
      kind: 'succeeded',
      status: 'DELETE_COMPLETE',
    });
  });

  it('a stateful resource that goes needs the typed name', async (test) => {
    const ports = await account(test);
    await apply(ports);
    const bare = template('quilt-q').replace(/ {2}Data:[^]*DependsOn: Queue\n/, '');
    const plan = await ready(ports, { kind: 'update', template: { text: bare } });
    expect(plan.stateful.map(({ logicalId }) => logicalId)).toEqual(['Data']);
    expect(plan.event.changes).toEqual([
      expect.objectContaining({ logicalId: 'Data', action: 'Remove', stateful: true }),
    ]);
  });

  it('are followed by a second watcher just as well', async (test) => {
    const ports = await account(test);
    const plan = await ready(ports);
    const started = await executePlan(plan, ports, { terminationProtection: false });
    const watch = () => watchOperation({ ...started, begun: true, resume: 'watch' }, ports);
    const outcomes = await Promise.all([watch(), watch()]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['succeeded', 'succeeded']);
    expect(
      await watchOperation({ stackId: started.stackId, stackName: 'quilt', resume: 'watch' }, ports),
    ).toMatchObject({ kind: 'succeeded' });
  });

  it('a change set is executed once, however often it is asked', async (test) => {
    const ports = await account(test);
    const plan = await ready(ports);
    const [first, second] = await Promise.all(
      [1, 2].map(() => executePlan(plan, ports, { terminationProtection: false })),
    );
    expect(first?.stackId).toBe(second?.stackId);
    await discardPlan(plan, ports);
    expect(
      await watchOperation({ stackId: plan.stackId, stackName: 'quilt', resume: 'watch' }, ports),
    ).toMatchObject({ kind: 'succeeded' });
  });

  it('of two runs at once, one executes and the other is told so', async (test) => {
    const ports = await account(test);
    const plans = [await ready(ports)];
    plans.push(await ready(ports));
    const results = await Promise.allSettled(
      plans.map((plan) => executePlan(plan, ports, { terminationProtection: false })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({
      code: expect.stringMatching(/^(stack-busy|plan-gone)$/) as string,
    });
  });
});

describe.concurrent('a failure', () => {
  it('is told with its cause, and the stack that is left has one way on', async (test) => {
    const ports = await account(test, { fail: ['Data=Bucket name should not contain uppercase characters'] });
    const outcome = await apply(ports);
    expect(outcome).toMatchObject({
      kind: 'failed',
      status: 'ROLLBACK_COMPLETE',
      rootCause: { logicalId: 'Data' },
    });
    const blocked = await makePlan(request(), ports);
    expect(blocked).toMatchObject({
      kind: 'blocked',
      status: 'ROLLBACK_COMPLETE',
      recovery: { options: [{ id: 'delete', needsTypedName: true }] },
    });
    const stack = await readStack('quilt', ports);
    if (stack === undefined) throw new Error('gone');
    const diagnosis = await diagnose({ stack }, ports);
    expect(diagnosis.rootCause).toMatchObject({
      logicalId: 'Data',
      meaning: expect.stringMatching(/lower case/) as string,
    });
    expect(diagnosis.next).toBe('quilt-install install');
  });

  it('of one call in ten does not end the watch', async (test) => {
    const ports = await account(test, { fail: ['Throttling=0.1'] });
    expect(await apply(ports)).toMatchObject({ kind: 'succeeded' });
  });

  it('of the credentials ends it as still running, and a new login resumes it', async (test) => {
    const ports = await account(test, { fail: ['ExpiredToken@20s'] });
    const outcome = await apply(ports);
    expect(outcome).toMatchObject({ kind: 'running', reason: 'credentials' });
    ports.account.renewCredentials();
    const stack = await readStack('quilt', ports);
    expect(
      await watchOperation({ stackId: stack?.id ?? '', stackName: 'quilt', resume: 'watch' }, ports),
    ).toMatchObject({ kind: 'succeeded' });
  });
});

describe('a support bundle', () => {
  it('holds the facts and no NoEcho value', async (test) => {
    const ports = await account(test);
    await apply(ports, { values: values({ Delay: '5', Secret: 'canary-value-17' }) });
    const stack = await readStack('quilt', ports);
    if (stack === undefined) throw new Error('gone');
    const files = await collectBundle(
      {
        stack,
        noEcho: new Set(['Secret']),
        versions: { tool: '0.1.0' },
        preflight: [],
        includeLogs: true,
        secrets: ['canary-value-17'],
      },
      ports,
    );
    const all = files.map(({ text }) => text).join('\n');
    expect(files.map(({ path }) => path)).toEqual([
      'versions.json',
      'identity.json',
      'stack.json',
      'outputs.json',
      'parameters.json',
      'events.json',
      'resources.json',
      'drift.json',
      'preflight.json',
      'logs.txt',
    ]);
    expect(all).not.toContain('canary-value-17');
    expect(JSON.parse(files[4]?.text ?? '')).toEqual({ Delay: '5' });
    expect(all).toContain('CREATE_COMPLETE');
    expect(all).not.toContain('unreadable');
  });
});
