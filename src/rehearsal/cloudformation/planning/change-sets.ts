import type { ChangeSetRecord } from '../model/change-set-record.ts';
import { stackEvent } from '../model/events.ts';
import type { StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';

export function newChangeSet(
  world: World,
  stack: StackRecord,
  fields: Pick<
    ChangeSetRecord,
    'name' | 'type' | 'description' | 'definition' | 'onStackFailure' | 'includeNested' | 'clientToken'
  > &
    Partial<Pick<ChangeSetRecord, 'parentId' | 'rootId' | 'imports' | 'importExisting'>>,
): ChangeSetRecord {
  const { partition, id: account } = world.account;
  const changeSet: ChangeSetRecord = {
    parentId: undefined,
    rootId: undefined,
    imports: [],
    importExisting: false,
    ...fields,
    id: `arn:${partition}:cloudformation:${stack.region}:${account}:changeSet/${fields.name}/${world.identifiers.uuid()}`,
    stackId: stack.id,
    createdAt: world.timeline.now(),
    operationId: world.identifiers.uuid(),
    status: 'CREATE_PENDING',
    reason: undefined,
    executionStatus: 'UNAVAILABLE',
    changes: [],
    findings: [],
    hooks: [],
  };
  world.changeSets.set(changeSet.id, changeSet);
  return changeSet;
}

export const wasExecuted = ({ executionStatus }: Pick<ChangeSetRecord, 'executionStatus'>): boolean =>
  executionStatus.startsWith('EXECUTE_');

/** Change sets of the stack that can be found by name. */
export const changeSetsOf = (world: World, stack: StackRecord): readonly ChangeSetRecord[] =>
  [...world.changeSets.values()].filter((one) => one.stackId === stack.id && !wasExecuted(one));

/** Nested ones go with their root, and so do the empty stacks they waited in. */
export function discardChangeSet(world: World, changeSet: ChangeSetRecord): void {
  world.changeSets.delete(changeSet.id);
  const holder = world.stacks.get(changeSet.stackId);
  if (holder?.parentId !== undefined && holder.status === 'REVIEW_IN_PROGRESS')
    stackEvent(world, holder, 'DELETE_COMPLETE');
  for (const other of [...world.changeSets.values()])
    if (other.parentId === changeSet.id) discardChangeSet(world, other);
}
