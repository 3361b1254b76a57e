import { expect } from 'vitest';
import { conditionOf, inProgress, type StackStatus } from '../../../../../src/core/stack-status.ts';
import type { startEngine, TestStackEvent } from '../../account.ts';

type Engine = ReturnType<typeof startEngine>;

interface Summary {
  readonly StackId: string;
  readonly StackStatus: StackStatus;
  readonly ParentId?: string;
}
interface Resource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
}

export const summaries = async (engine: Engine): Promise<readonly Summary[]> =>
  (await engine.call<{ StackSummaries: readonly Summary[] }>('ListStacks')).StackSummaries;

const final = /_(COMPLETE|FAILED|SKIPPED)$/;

/** What a client can see of every stack once nothing is under way. */
export async function checkAllAtRest(engine: Engine): Promise<void> {
  const all = await summaries(engine);
  const byId = new Map(all.map((one) => [one.StackId, one]));
  for (const stack of all) {
    const parent = byId.get(stack.ParentId ?? '');
    // A nested stack waits in its clean-up for a root that failed to get to its own.
    const waits = parent !== undefined && /_FAILED$|CLEANUP/.test(parent.StackStatus);
    if (!waits) expect(inProgress(stack.StackStatus), `${stack.StackId} ${stack.StackStatus}`).toBe(false);
    const { StackResources } = await engine.call<{ StackResources: readonly Resource[] }>(
      'DescribeStackResources',
      { StackName: stack.StackId },
    );
    const events = await engine.events(stack.StackId);
    expect(new Set(events.map(({ EventId }) => EventId)).size).toBe(events.length);
    checkOrderOfTime(events);
    for (const resource of StackResources) {
      expect(resource.ResourceStatus, resource.LogicalResourceId).toMatch(final);
      checkLastWord(resource, events);
      checkNested(resource, byId);
    }
  }
}

const checkOrderOfTime = (events: readonly TestStackEvent[]): void => {
  const times = events.map(({ Timestamp }) => Timestamp.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
};

/** Stack and events say the same of a resource. */
const checkLastWord = (resource: Resource, events: readonly TestStackEvent[]): void => {
  const itsEvents = events.filter(
    ({ LogicalResourceId, PhysicalResourceId }) =>
      LogicalResourceId === resource.LogicalResourceId &&
      PhysicalResourceId === (resource.PhysicalResourceId ?? ''),
  );
  expect(itsEvents.at(-1)?.ResourceStatus, resource.LogicalResourceId).toBe(resource.ResourceStatus);
};

const checkNested = (resource: Resource, byId: ReadonlyMap<string, Summary>): void => {
  const child = byId.get(resource.PhysicalResourceId ?? '');
  if (resource.ResourceType !== 'AWS::CloudFormation::Stack' || child === undefined) return;
  const description = `${resource.LogicalResourceId} ${resource.ResourceStatus}, the stack ${child.StackStatus}`;
  if (resource.ResourceStatus === 'DELETE_COMPLETE')
    expect(child.StackStatus, description).toBe('DELETE_COMPLETE');
  else if (resource.ResourceStatus.endsWith('_COMPLETE'))
    expect(['healthy', 'busy'], description).toContain(conditionOf(child.StackStatus));
};
