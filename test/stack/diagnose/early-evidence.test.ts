import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/core/ports.ts';
import type { StackEvent } from '../../../src/core/stack.ts';
import { EarlyEvidence, evidenceMeaning } from '../../../src/stack/index.ts';
import { rootId } from '../histories.ts';
import { onlyThese } from '../recorded-stacks.ts';

const failed = (logicalId: string, over: Partial<StackEvent> = {}): StackEvent => ({
  id: logicalId,
  stackId: rootId,
  stackName: 'quilt',
  path: [],
  at: 1,
  logicalId,
  physicalId: `arn:aws:ecs:us-east-1:123456789012:service/cluster/${logicalId}`,
  resourceType: 'AWS::ECS::Service',
  status: 'CREATE_FAILED',
  reason: 'Exceeded attempts to wait',
  ...over,
});
const reading = (stoppedTasks: Evidence['stoppedTasks']) =>
  new EarlyEvidence(rootId, { stacks: onlyThese({}), evidence: { stoppedTasks } as Evidence });
const nothing = { evidence: [], unreadable: [] };

describe('evidence read when the failure comes', () => {
  it('is kept though nothing can be read any more at the end', async () => {
    const early = reading((cluster, service) => Promise.resolve([`${cluster} ${service} stopped`]));
    early.add(failed('Web'));
    const late = { evidence: ['Other: later'], unreadable: ['The tasks could not be read just now.'] };
    expect(await early.merge(late)).toEqual({
      evidence: ['Web: cluster Web stopped', 'Other: later'],
      unreadable: [],
    });
  });

  it('never stops a watch, whatever the reading does', async () => {
    const early = reading(() => Promise.reject(new Error('a bug')));
    early.add(failed('Web', { at: NaN }));
    expect(await early.merge(nothing)).toEqual({
      evidence: [],
      unreadable: ['Why tasks of Web stopped could not be read just now.'],
    });
  });

  it('is read for the first failures only, and for what a rollback takes away', async () => {
    const asked: string[] = [];
    const early = reading((_, service) => Promise.resolve([String(asked.push(service))]));
    early.add(failed('Queue', { resourceType: 'AWS::SQS::Queue' }));
    early.add(failed('Neighbour', { reason: 'Resource creation cancelled' }));
    early.add(failed('Busy', { status: 'CREATE_IN_PROGRESS' }));
    for (const id of ['A', 'B', 'C', 'D']) early.add(failed(id));
    await early.merge(nothing);
    expect(asked).toEqual(['A', 'B', 'C']);
  });
});

describe('what the evidence means', () => {
  const cause = {
    logicalId: 'Web',
    resourceType: 'AWS::ECS::Service',
    reason: 'ECS Deployment Circuit Breaker was triggered',
  };
  const meaning = (evidence: readonly string[]) =>
    evidenceMeaning({ evidence, unreadable: [] }, cause, { stackName: 'quilt' });

  it('is said where it is known, for the resource that failed', () => {
    const [pull, other] = ['Web: CannotPullContainerError: not found', 'Other: CannotPullContainerError'];
    expect(meaning([pull])).toMatchObject({ message: expect.stringMatching(/image of Web/) as string });
    expect(meaning([other])).toBeUndefined();
    expect(meaning(['Web: exit code 1'])).toBeUndefined();
    expect(
      evidenceMeaning({ evidence: [pull], unreadable: [] }, undefined, { stackName: 'x' }),
    ).toBeUndefined();
  });
});
