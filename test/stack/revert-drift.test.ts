import { describe, expect, it, type TestContext } from 'vitest';
import {
  executePlan,
  makePlan,
  plannedWork,
  watchOperation,
  type Plan,
  type PlanRequest,
} from '../../src/stack/index.ts';
import { briefStacks } from '../helpers/account.ts';
import { rehearsed, values, type Rehearsed } from './rehearsed.ts';

const request = (over: Partial<PlanRequest>): PlanRequest => ({
  kind: 'create',
  stackName: 'quilt',
  template: { text: 'Resources: { Queue: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 5 } } }' },
  values: values({}),
  capabilities: [],
  ...over,
});

const apply = async (plan: Plan, ports: Rehearsed): Promise<void> => {
  if (plan.kind !== 'create' && plan.kind !== 'update') throw new Error(`no plan but ${plan.kind}`);
  const started = await executePlan(plan, ports, { terminationProtection: false });
  const watched = { ...started, begun: true, intent: started.kind, resume: 'watch' };
  const outcome = await watchOperation({ ...watched, ...plannedWork(plan.changes) }, ports);
  expect(outcome.kind).toBe('succeeded');
};

/** A stack whose queue somebody has changed by hand. */
const drifted = async ({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<Rehearsed> => {
  const ports = await rehearsed(briefStacks);
  onTestFinished(ports.close);
  await apply(await makePlan(request({}), ports), ports);
  const difference = { path: '/DelaySeconds', expected: '5', actual: '900' };
  ports.account.cloudformation.markDrift('quilt', 'Queue', difference);
  return ports;
};

const update = (ports: Rehearsed, over: Partial<PlanRequest> = {}): Promise<Plan> =>
  makePlan(request({ kind: 'update', ...over }), ports);

// Side by side: they wait more than they work.
describe.concurrent('what was changed by hand', () => {
  it('is no change of a plan as it usually is', async (test) => {
    expect((await update(await drifted(test))).kind).toBe('unchanged');
  });

  const ways: readonly (readonly [string, Partial<PlanRequest>])[] = [
    ['the same template', {}],
    ['the template the stack has', { template: { previous: true } }],
  ];
  for (const [name, over] of ways)
    it(`is undone, with ${name}, by a plan that reverts drift, and shown as that`, async (test) => {
      const ports = await drifted(test);
      const plan = await update(ports, { ...over, revertDrift: true });
      expect(plan.event.changes).toEqual([
        expect.objectContaining({
          action: 'Modify',
          logicalId: 'Queue',
          drifted: true,
          properties: ['DelaySeconds'],
        }),
      ]);
      await apply(plan, ports);
      expect((await update(ports, { revertDrift: true })).kind).toBe('unchanged');
    });
});
