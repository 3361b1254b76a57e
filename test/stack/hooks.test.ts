import { describe, expect, it, type TestContext } from 'vitest';
import type { Hook } from '../../src/rehearsal/account/state.ts';
import {
  executePlan,
  explain,
  makePlan,
  plannedWork,
  watchOperation,
  type Plan,
} from '../../src/stack/index.ts';
import { rehearsed, values, type Rehearsed } from './rehearsed.ts';

const account = async ({ onTestFinished }: TestContext, ...hooks: readonly Hook[]): Promise<Rehearsed> => {
  const ports = await rehearsed({ prepare: (state) => void (state.hooks = hooks) });
  onTestFinished(ports.close);
  return ports;
};

const plan = (ports: Rehearsed): Promise<Plan> =>
  makePlan(
    {
      kind: 'create',
      stackName: 'quilt',
      template: { text: 'Resources: { Queue: { Type: AWS::SQS::Queue } }' },
      values: values({}),
      capabilities: [],
    },
    ports,
  );

const create = async (ports: Rehearsed) => {
  const made = await plan(ports);
  if (made.kind !== 'create') throw new Error(`no plan but ${made.kind}`);
  const started = await executePlan(made, ports, { terminationProtection: false });
  const outcome = await watchOperation(
    {
      ...started,
      begun: true,
      intent: 'create',
      resume: 'watch',
      explain: (cause) => explain(cause, { stackName: 'quilt' }),
      ...plannedWork(made.changes),
    },
    ports,
  );
  const hookLines = ports.events.flatMap((event) =>
    event.type === 'stack' && event.logicalId === 'Queue' && event.reason?.startsWith('Hook') === true
      ? [event.reason]
      : [],
  );
  return { outcome, hookLines };
};

const looks = (type: string, mode: Hook['mode'], finds?: string): Hook => ({
  type,
  mode,
  resources: ['AWS::SQS::Queue'],
  ...(finds === undefined ? {} : { finds }),
});

// Side by side: they wait more than they work.
describe.concurrent('a hook of the account', () => {
  it('that refuses a resource is the cause by its name, with its own words; others are not', async (test) => {
    const ports = await account(
      test,
      looks('Acme::Guard::Encryption', 'FAIL', 'no key is set'),
      looks('Acme::Guard::Names', 'WARN', 'has no name'),
      looks('Acme::Guard::Tags', 'FAIL'),
    );
    const { outcome, hookLines } = await create(ports);
    expect(outcome).toMatchObject({
      kind: 'failed',
      rootCause: {
        logicalId: 'Queue',
        reason: 'Hook Acme::Guard::Encryption: no key is set',
        meaning: expect.stringContaining('Acme::Guard::Encryption') as string,
        remedy: expect.stringContaining('Acme::Guard::Encryption') as string,
      },
    });
    expect(hookLines).toEqual([
      'Hook Acme::Guard::Encryption looks at it',
      'Hook Acme::Guard::Names looks at it',
      'Hook Acme::Guard::Tags looks at it',
      'Hook Acme::Guard::Encryption refuses: no key is set',
      'Hook Acme::Guard::Names warns: has no name',
      'Hook Acme::Guard::Tags lets it pass',
    ]);
  });

  it('that warns stops nothing', async (test) => {
    const { outcome } = await create(await account(test, looks('Acme::Guard::Names', 'WARN', 'has no name')));
    expect(outcome.kind).toBe('succeeded');
  });

  it('that refuses the stack as a whole is the cause, with its own words', async (test) => {
    const ports = await account(test, {
      type: 'Acme::Guard::Tags',
      mode: 'FAIL',
      wholeStacks: true,
      finds: 'no tag says who pays',
    });
    const { outcome } = await create(ports);
    expect(outcome).toMatchObject({
      kind: 'failed',
      status: 'ROLLBACK_COMPLETE',
      rootCause: {
        logicalId: 'quilt',
        reason: 'Hook Acme::Guard::Tags: no tag says who pays',
        remedy: expect.stringContaining('Acme::Guard::Tags') as string,
      },
    });
  });

  it('that only warns of a plan is told with it', async (test) => {
    const ports = await account(test, {
      type: 'Acme::Guard::Plans',
      mode: 'WARN',
      changeSets: true,
      finds: 'no ticket is named',
    });
    expect(await plan(ports)).toMatchObject({
      kind: 'create',
      findings: [{ severity: 'warn', reason: 'Hook Acme::Guard::Plans: no ticket is named' }],
      event: { notes: ['CloudFormation warns: Hook Acme::Guard::Plans: no ticket is named'] },
    });
  });

  it('that refuses the plan is named in its refusal, with its own words', async (test) => {
    const ports = await account(test, {
      type: 'Acme::Guard::Plans',
      mode: 'FAIL',
      changeSets: true,
      finds: 'too much at once',
    });
    await expect(plan(ports)).rejects.toMatchObject({
      code: 'plan-refused',
      message: 'CloudFormation refused the plan for quilt: Hook Acme::Guard::Plans: too much at once',
      hint: expect.stringContaining('hooks of this account') as string,
    });
  });
});
