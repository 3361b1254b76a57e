import { describe, expect, it, type TestContext } from 'vitest';
import type { StackOutcome } from '../../src/core/stack.ts';
import {
  diagnose,
  executePlan,
  explain,
  makePlan,
  plannedWork,
  watchOperation,
} from '../../src/stack/index.ts';
import { rehearsed, values, type Rehearsed } from './rehearsed.ts';

const arn = (name: string): string => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;

const account = async (
  { onTestFinished }: TestContext,
  goesOffAfter: number | undefined,
): Promise<Rehearsed> => {
  const ports = await rehearsed({
    prepare: ({ alarms, region }) => {
      for (const name of ['errors', 'quiet'])
        alarms.set(arn(name), {
          region,
          name,
          arn: arn(name),
          composite: name === 'quiet',
          state: 'OK',
          since: 0,
          alarmAfter: name === 'quiet' ? undefined : goesOffAfter,
          alarmAt: undefined,
        });
    },
  });
  onTestFinished(ports.close);
  return ports;
};

/** A create that both alarms guard. */
const create = async (ports: Rehearsed): Promise<StackOutcome> => {
  const plan = await makePlan(
    {
      kind: 'create',
      stackName: 'quilt',
      template: { text: 'Resources: { Queue: { Type: AWS::SQS::Queue } }' },
      values: values({}),
      capabilities: [],
      rollback: {
        alarms: [
          { arn: arn('errors'), type: 'AWS::CloudWatch::Alarm' },
          { arn: arn('quiet'), type: 'AWS::CloudWatch::CompositeAlarm' },
        ],
        monitoringMinutes: 10,
      },
    },
    ports,
  );
  if (plan.kind !== 'create') throw new Error(`no plan but ${plan.kind}`);
  const started = await executePlan(plan, ports, { terminationProtection: false });
  return watchOperation(
    {
      ...started,
      begun: true,
      intent: 'create',
      resume: 'watch',
      guards: [arn('errors'), arn('quiet')],
      explain: (cause) => explain(cause, { stackName: 'quilt' }),
      ...plannedWork(plan.changes),
    },
    ports,
  );
};

// Side by side: they wait more than they work.
describe.concurrent('an operation that alarms guard', () => {
  it('is rolled back by the one that goes off, which is the cause that is told', async (test) => {
    const ports = await account(test, 300_000);
    const outcome = await create(ports);
    expect(outcome).toMatchObject({
      kind: 'failed',
      status: 'ROLLBACK_COMPLETE',
      rootCause: {
        reason: expect.stringMatching(/^Alarm errors went off: Threshold Crossed/) as string,
        remedy: expect.stringContaining('--alarm-name errors') as string,
        docs: 'quilt-install help stack.rollback-alarms',
      },
    });
    const stack = await ports.stacks.describe('quilt');
    if (stack === undefined) throw new Error('no stack');
    expect((await diagnose({ stack }, ports)).rootCause?.reason).toContain('Alarm errors went off');
  });

  it('comes to its end where they stay quiet, and the stack keeps them', async (test) => {
    const ports = await account(test, undefined);
    expect(await create(ports)).toMatchObject({ kind: 'succeeded' });
    expect((await ports.stacks.describe('quilt'))?.rollback).toEqual({
      alarms: [
        { arn: arn('errors'), type: 'AWS::CloudWatch::Alarm' },
        { arn: arn('quiet'), type: 'AWS::CloudWatch::CompositeAlarm' },
      ],
      monitoringMinutes: 10,
    });
    const found = await ports.facts.alarms(['errors', 'quiet', 'none']);
    expect(found.map(({ name, composite, state }) => [name, composite, state])).toEqual([
      ['errors', false, 'OK'],
      ['quiet', true, 'OK'],
    ]);
  });

  it('is told in the stack’s own words where the alarms may not be looked at', async (test) => {
    const ports = await account(test, 300_000);
    const blind = { ...ports, facts: { ...ports.facts, alarms: () => Promise.reject(new Error('denied')) } };
    expect(await create(blind)).toMatchObject({
      kind: 'failed',
      rootCause: {
        resourceType: 'AWS::CloudFormation::Stack',
        reason: expect.stringContaining('errors') as string,
      },
    });
  });
});
