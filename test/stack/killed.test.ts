import { describe, expect, it } from 'vitest';
import { conditionOf, inProgress } from '../../src/core/stack-status.ts';
import {
  executePlan,
  inspectEmptyStack,
  makePlan,
  readStack,
  watchOperation,
  type PlanRequest,
} from '../../src/stack/index.ts';
import { briefStacks } from '../helpers/account.ts';
import { rehearsed, values, type Rehearsed } from './rehearsed.ts';

class Killed extends Error {}

/** Stops the run at its nth write to AWS: before the call is made, or after it was made but before its answer. */
const killedAt = (ports: Rehearsed, nth: number, answered: boolean): Rehearsed => {
  let writes = 0;
  const stacks = new Proxy(ports.stacks, {
    get:
      (target, name) =>
      async (...given: unknown[]) => {
        const call = Reflect.get(target, name) as (...all: unknown[]) => Promise<unknown>;
        if (
          !['createChangeSet', 'deleteChangeSet', 'executeChangeSet', 'protect', 'deleteStack'].includes(
            String(name),
          )
        )
          return call(...given);
        writes++;
        if (writes === nth && answered) await call(...given);
        if (writes >= nth) throw new Killed();
        return call(...given);
      },
  });
  return { ...ports, stacks };
};

const template = (seconds: number): string =>
  `Resources:\n  Queue: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: ${seconds} } }\n`;
const request = (kind: 'create' | 'update', seconds: number): PlanRequest => ({
  kind,
  stackName: 'quilt',
  template: { text: template(seconds) },
  values: values({}),
  capabilities: [],
});

/** What install and upgrade do with a stack as they find it, without any question. */
const deploy = async (ports: Rehearsed, kind: 'create' | 'update', seconds: number): Promise<string> => {
  const found = await readStack('quilt', ports);
  if (found !== undefined && inProgress(found.status)) {
    const outcome = await watchOperation({ stackId: found.id, stackName: 'quilt', resume: '' }, ports);
    if (outcome.kind !== 'succeeded') return outcome.kind;
  }
  const up = conditionOf((await readStack('quilt', ports))?.status) === 'healthy';
  const plan = await makePlan(request(up ? 'update' : kind, seconds), ports);
  if (plan.kind === 'unchanged' || plan.kind === 'blocked') return plan.kind;
  const started = await executePlan(plan, ports, { terminationProtection: true });
  return (await watchOperation({ ...started, begun: true, intent: started.kind, resume: '' }, ports)).kind;
};

describe.concurrent('a run killed at a write, then run again', () => {
  const moments = [1, 2, 3].flatMap((nth) => [false, true].map((answered) => ({ nth, answered })));

  it.each(moments)(
    'creates one stack and leaves nothing of ours (write $nth, answered $answered)',
    async ({ nth, answered }) => {
      const ports = await rehearsed(briefStacks);
      try {
        await deploy(killedAt(ports, nth, answered), 'create', 0).catch((error: unknown) =>
          expect(error).toBeInstanceOf(Killed),
        );
        expect(await deploy(ports, 'create', 0)).toMatch(/^(succeeded|unchanged)$/);
        const stack = await readStack('quilt', ports);
        expect(stack?.status).toBe('CREATE_COMPLETE');
        expect(await inspectEmptyStack(stack?.id ?? '', ports)).toEqual({ ours: [], others: [] });
        const living = (await ports.stacks.list()).filter(({ status }) => status !== 'DELETE_COMPLETE');
        expect(living.map(({ id }) => id)).toEqual([stack?.id]);
      } finally {
        await ports.close();
      }
    },
  );

  it.each(moments)(
    'updates as if nothing had been (write $nth, answered $answered)',
    async ({ nth, answered }) => {
      const ports = await rehearsed(briefStacks);
      try {
        expect(await deploy(ports, 'create', 0)).toBe('succeeded');
        await deploy(killedAt(ports, nth, answered), 'update', 9).catch((error: unknown) =>
          expect(error).toBeInstanceOf(Killed),
        );
        expect(await deploy(ports, 'update', 9)).toMatch(/^(succeeded|unchanged)$/);
        const stack = await readStack('quilt', ports);
        expect(stack?.status).toBe('UPDATE_COMPLETE');
        expect(await inspectEmptyStack(stack?.id ?? '', ports)).toEqual({ ours: [], others: [] });
      } finally {
        await ports.close();
      }
    },
  );
});
