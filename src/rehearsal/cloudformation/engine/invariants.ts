import { inProgress } from '../../../core/stack-status.ts';
import type { EventRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { isNestedStack } from '../../../template/index.ts';
import type { Needs } from './dependency-walk.ts';

/** The engine told something that CloudFormation never tells: a fault of ours, which no rehearsal may hide. */
class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';
}

const ended = (status: string): boolean => /_(COMPLETE|FAILED|SKIPPED)$/.test(status);

/**
 * What holds whenever an operation says that it has ended: nothing of it is still in progress, nested stacks
 * included, and the last word about every resource is a final one.
 * @param first index of the operation's first event
 */
export function checkAtRest(world: World, stack: StackRecord, first: number): void {
  if (inProgress(stack.status)) broken(stack, 'though its operation has ended');
  for (const { logicalId, status } of stack.resources.values())
    if (!ended(status)) broken(stack, `while ${logicalId} is ${status || 'not begun'}`);
  const last = new Map(stack.events.slice(first).map(({ logicalId, status }) => [logicalId, status]));
  last.delete(stack.name);
  for (const [logicalId, status] of last)
    if (!ended(status)) broken(stack, `while the last event of ${logicalId} is ${status}`);
  for (const { logicalId, type, status, physicalId } of stack.resources.values()) {
    // One that was cancelled or given up may still be on its way somewhere.
    const child =
      isNestedStack(type) && status.endsWith('_COMPLETE') ? world.stacks.get(physicalId) : undefined;
    // Nor need one be done that waits for a root which itself failed to get there.
    const waits = stack.status.endsWith('_FAILED') && world.waitingForRoot.has(physicalId);
    if (child !== undefined && status === 'DELETE_COMPLETE' && child.status !== 'DELETE_COMPLETE')
      broken(stack, `while the nested stack of ${logicalId}, which it calls deleted, is ${child.status}`);
    if (child !== undefined && inProgress(child.status) && !waits)
      broken(stack, `while the nested stack of ${logicalId} is ${child.status}`);
  }
}

const broken = (stack: StackRecord, text: string): never => {
  throw new InvariantBroken(`${stack.name} is ${stack.status} ${text}`);
};

/**
 * Every resource began only after all it needs could be used, or, in a removal, was gone.
 * @param events those of the walk
 * @param passed whether what waits for the event's resource may go on
 */
export function checkOrder(
  events: readonly EventRecord[],
  needs: Needs,
  passed: (event: EventRecord) => boolean,
): void {
  const all = new Set(events.map(({ logicalId }) => logicalId));
  const begun = new Set<string>();
  const free = new Set<string>();
  for (const event of events) {
    const id = event.logicalId;
    if (!begun.has(id))
      for (const need of needs.get(id) ?? [])
        if (need !== id && all.has(need) && !free.has(need))
          throw new InvariantBroken(`${id} is ${event.status} before ${need} is ready for it`);
    begun.add(id);
    if (passed(event)) free.add(id);
  }
}
