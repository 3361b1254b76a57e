import { describe, expect, it, type TestContext } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { Stack, StackOutcome } from '../../../src/core/stack.ts';
import {
  cancelUpdate,
  continueRollback,
  deleteStack,
  diagnose,
  executePlan,
  makePlan,
  readStack,
  rollBack,
  skippable,
  watchOperation,
  type PlanRequest,
  type StartedOperation,
} from '../../../src/stack/index.ts';
import { addBucketOf } from '../../rehearsal/bucket-of-templates.ts';
import { briefStacks } from '../../helpers/account.ts';
import { rootId } from '../histories.ts';
import { onlyThese, stackWith } from '../recorded-stacks.ts';
import { rehearsed, values, type Rehearsed } from '../rehearsed.ts';
import { VirtualClock } from '../virtual-clock.ts';

const template = (delay: number, rest = ''): string => `
Resources:
  Queue: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: ${delay} } }
  Data: { Type: AWS::S3::Bucket, Properties: { BucketName: quilt-recover-data } }
${rest}
`;
const broken = '  Broken: { Type: AWS::SNS::Topic, DependsOn: Queue }\n';

const account = async ({ onTestFinished }: TestContext, fail: readonly string[] = []): Promise<Rehearsed> => {
  const ports = await rehearsed({ ...briefStacks, fail });
  onTestFinished(ports.close);
  return ports;
};

const begin = async (ports: Rehearsed, over: Partial<PlanRequest> = {}): Promise<StartedOperation> => {
  const plan = await makePlan(
    {
      kind: 'create',
      stackName: 'quilt',
      template: { text: template(0) },
      values: values({}),
      capabilities: [],
      ...over,
    },
    ports,
  );
  if (plan.kind !== 'create' && plan.kind !== 'update') throw new Error(`no plan but ${plan.kind}`);
  return executePlan(plan, ports, { terminationProtection: false });
};
const end = (ports: Rehearsed, started: StartedOperation): Promise<StackOutcome> =>
  watchOperation({ ...started, begun: true, intent: started.kind, resume: 'watch' }, ports);
const stackIn = async (ports: Rehearsed): Promise<Stack> => {
  const stack = await readStack('quilt', ports);
  if (stack === undefined) throw new Error('gone');
  return stack;
};

// Side by side: they wait more than they work.
describe.concurrent('the way out of', () => {
  it('a stack that another run is deleting already is to watch that', async (test) => {
    const ports = await account(test);
    const { stackId } = await begin(ports);
    await end(ports, { kind: 'create', stackId, stackName: 'quilt' });
    await ports.stacks.protect(stackId, true);
    const seen = await stackIn(ports);
    const first = await deleteStack(seen, { liftProtection: true }, ports);
    await expect(deleteStack(seen, { liftProtection: true }, ports)).rejects.toMatchObject({
      code: 'stack-busy',
      exitCode: 7,
    });
    expect(await end(ports, first)).toMatchObject({ kind: 'succeeded', status: 'DELETE_COMPLETE' });
  });

  it('a stack whose delete by another run has ended meanwhile is done', async (test) => {
    const ports = await account(test);
    const { stackId } = await begin(ports);
    await end(ports, { kind: 'create', stackId, stackName: 'quilt' });
    await ports.stacks.protect(stackId, true);
    const seen = await stackIn(ports);
    await end(ports, await deleteStack(seen, { liftProtection: true }, ports));
    const second = await deleteStack(seen, { liftProtection: true }, ports);
    expect(await end(ports, second)).toMatchObject({ kind: 'succeeded', status: 'DELETE_COMPLETE' });
  });

  it.each(['Stack with id quilt does not exist', 'Stack [quilt] does not exist'])(
    'a stack of which AWS says "%s" is done, whichever call is told so',
    async (words) => {
      const gone = (): Promise<never> =>
        Promise.reject(
          new InstallError({ code: awsCodes.refused, message: words, hint: 'none', exitCode: 3 }),
        );
      const clock = new VirtualClock();
      const ports = {
        stacks: onlyThese({
          events: gone,
          protect: gone,
          deleteStack: gone,
          describe: () => Promise.resolve(undefined),
          findings: () => Promise.resolve([]),
        }),
        clock,
        signal: new AbortController().signal,
        emit: () => undefined,
      };
      const stack = stackWith({ id: rootId, status: 'CREATE_COMPLETE', terminationProtection: true });
      const started = await deleteStack(stack, { liftProtection: true }, ports);
      const outcome = await watchOperation(
        { ...started, begun: true, intent: 'delete', resume: 'watch' },
        ports,
      );
      expect(outcome).toMatchObject({ kind: 'succeeded', status: 'DELETE_COMPLETE' });
    },
  );

  it('UPDATE_ROLLBACK_FAILED is to let the rollback go on without what sticks', async (test) => {
    const ports = await account(test, ['Broken', 'Queue@rollback=Cannot modify it now']);
    expect(await end(ports, await begin(ports))).toMatchObject({ kind: 'succeeded' });
    const outcome = await end(
      ports,
      await begin(ports, { kind: 'update', template: { text: template(9, broken) } }),
    );
    expect(outcome).toMatchObject({
      kind: 'failed',
      status: 'UPDATE_ROLLBACK_FAILED',
      rootCause: { logicalId: 'Broken' },
    });
    const stuck = await stackIn(ports);
    const diagnosis = await diagnose({ stack: stuck }, ports);
    expect(diagnosis.blockers.map(({ logicalId }) => logicalId)).toEqual(['Queue']);
    expect(await skippable(stuck, ports)).toEqual([
      { id: 'Queue', reason: expect.stringContaining('Cannot modify it now') as string },
    ]);
    expect(await end(ports, await continueRollback(stuck, ['Queue'], ports))).toMatchObject({
      kind: 'succeeded',
      status: 'UPDATE_ROLLBACK_COMPLETE',
    });
  });

  it('UPDATE_ROLLBACK_FAILED in a nested stack is to leave what sticks there, named by that stack', async (test) => {
    const ports = await account(test, ['Broken', 'Queue@rollback=Cannot modify it now']);
    addBucketOf(ports.account.state, { '1.yaml': template(0), '2.yaml': template(9, broken) });
    const outer = (version: number) => ({
      template: {
        text: `Resources: { Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: 'https://templates.s3.amazonaws.com/${version}.yaml' } } }`,
      },
    });
    await end(ports, await begin(ports, outer(1)));
    await end(ports, await begin(ports, { kind: 'update', ...outer(2) }));
    const stuck = await stackIn(ports);
    expect(stuck.status).toBe('UPDATE_ROLLBACK_FAILED');
    const found = (await skippable(stuck, ports)).map(({ id }) => id);
    expect(found).toEqual([expect.stringMatching(/^quilt-Child-[A-Z0-9]+\.Queue$/)]);
    expect(await end(ports, await continueRollback(stuck, found, ports))).toMatchObject({
      kind: 'succeeded',
      status: 'UPDATE_ROLLBACK_COMPLETE',
    });
  });

  it('DELETE_FAILED is to keep what is not empty', async (test) => {
    const ports = await account(test);
    await end(ports, await begin(ports));
    const stack = await stackIn(ports);
    await expect(deleteStack(stack, { retain: ['Data'], liftProtection: true }, ports)).rejects.toMatchObject(
      { code: 'retain-refused', exitCode: 2 },
    );
    ports.account.state.buckets.get('quilt-recover-data')?.objects.set('a.csv', {
      key: 'a.csv',
      body: new Uint8Array([1]),
      etag: 'e',
      modifiedAt: 0,
      versionId: 'null',
    } as never);
    const outcome = await end(ports, await deleteStack(stack, { liftProtection: true }, ports));
    expect(outcome).toMatchObject({
      kind: 'failed',
      status: 'DELETE_FAILED',
      rootCause: { logicalId: 'Data' },
    });
    const left = await stackIn(ports);
    expect(
      await end(ports, await deleteStack(left, { retain: ['Data'], liftProtection: true }, ports)),
    ).toMatchObject({ kind: 'succeeded' });
    expect(ports.account.state.buckets.has('quilt-recover-data')).toBe(true);
  });

  it('a running update is to cancel it', async (test) => {
    const ports = await account(test);
    await end(ports, await begin(ports));
    const started = await begin(ports, { kind: 'update', template: { text: template(9) } });
    const busy = await stackIn(ports);
    expect(busy.status).toBe('UPDATE_IN_PROGRESS');
    await cancelUpdate(busy, ports);
    expect(await end(ports, started)).toMatchObject({ kind: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    await expect(cancelUpdate(await stackIn(ports), ports)).rejects.toMatchObject({
      code: 'cancel-refused',
      exitCode: 7,
    });
  });

  it('a running update is to cancel it once more where the network fails at that moment', async () => {
    const tokens: string[] = [];
    const stacks = onlyThese({
      cancelUpdate: (_, token) => {
        tokens.push(token);
        if (tokens.length > 1) return Promise.resolve();
        return Promise.reject(
          new InstallError({ code: awsCodes.unreachable, message: 'no way', hint: 'none', exitCode: 10 }),
        );
      },
    });
    const ports = { stacks, clock: new VirtualClock(), signal: new AbortController().signal };
    await cancelUpdate({ id: rootId, name: 'quilt' }, ports);
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(1);
  });

  it('a create that is no longer wanted is to delete it', async (test) => {
    const ports = await account(test);
    const started = await begin(ports);
    await deleteStack(await stackIn(ports), { liftProtection: true }, ports);
    expect(await end(ports, started)).toMatchObject({ kind: 'failed', status: 'DELETE_COMPLETE' });
  });

  it('ROLLBACK_COMPLETE is to delete it and create anew', async (test) => {
    const ports = await account(test, ['Data=first try']);
    expect(await end(ports, await begin(ports))).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
    expect(
      await end(ports, await deleteStack(await stackIn(ports), { liftProtection: true }, ports)),
    ).toMatchObject({ kind: 'succeeded', status: 'DELETE_COMPLETE' });
    expect(await readStack('quilt', ports)).toBeUndefined();
  });

  it('a rollback that was asked for where none is possible is CloudFormation’s refusal', async (test) => {
    const ports = await account(test);
    await end(ports, await begin(ports));
    await expect(rollBack(await stackIn(ports), ports)).rejects.toMatchObject({ code: 'aws-refused' });
  });
});

describe.concurrent('a watch', () => {
  it('is not misled by a stale DescribeStacks', async (test) => {
    const ports = await account(test, ['Stale=0.3']);
    expect(await end(ports, await begin(ports))).toMatchObject({ kind: 'succeeded' });
    const outcome = await end(ports, await begin(ports, { kind: 'update', template: { text: template(9) } }));
    expect(outcome).toMatchObject({ kind: 'succeeded', status: 'UPDATE_COMPLETE' });
  });

  it('needs no leave for events', async (test) => {
    const ports = await account(test, ['Deny=cloudformation:DescribeStackEvents']);
    expect(await end(ports, await begin(ports))).toMatchObject({
      kind: 'succeeded',
      status: 'CREATE_COMPLETE',
    });
  });

  it('of a failure without leave for events tells the status at least', async (test) => {
    const ports = await account(test, ['Deny=cloudformation:DescribeStackEvents', 'Data']);
    expect(await end(ports, await begin(ports))).toMatchObject({
      kind: 'failed',
      status: 'ROLLBACK_COMPLETE',
    });
  });
});
