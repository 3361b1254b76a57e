import { succeededStatus } from '../../../core/stack-status.ts';
import { createStack } from '../engine/create-stack.ts';
import { importStack } from '../engine/import-stack.ts';
import { startOperation } from '../engine/operation.ts';
import { updateStack } from '../engine/update-stack.ts';
import type { ChangeSetRecord } from '../model/change-set-record.ts';
import type { StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { changeSetsOf, discardChangeSet } from '../planning/change-sets.ts';
import type { Story } from '../time/story.ts';

/** Starts what the change set describes; all other change sets of the stack are gone with it. */
export function executeChangeSet(
  world: World,
  stack: StackRecord,
  changeSet: ChangeSetRecord,
  disableRollback: boolean,
): void {
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
  for (const other of changeSetsOf(world, stack)) discardChangeSet(world, other);
  for (const inner of world.changeSets.values())
    if (inner.rootId === changeSet.id) inner.executionStatus = 'EXECUTE_COMPLETE';
  stack.changeSetId = changeSet.id;
  const story = execution(world, stack, changeSet, disableRollback);
  startOperation(world, stack, story, changeSet.type === 'UPDATE' ? { stoppable: true } : {});
}

function* execution(
  world: World,
  stack: StackRecord,
  changeSet: ChangeSetRecord,
  disableRollback: boolean,
): Story {
  const { definition, findings, imports } = changeSet;
  if (changeSet.type === 'UPDATE') yield* updateStack({ world, stack, definition, disableRollback, imports });
  else if (changeSet.type === 'IMPORT') yield* importStack({ world, stack, definition, imports });
  else {
    stack.onFailure = changeSet.onStackFailure ?? (disableRollback ? 'DO_NOTHING' : 'ROLLBACK');
    stack.updatedAt = world.timeline.now();
    yield* createStack({ world, stack, definition, findings, imports });
  }
  changeSet.executionStatus = succeededStatus(stack.status) ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED';
}
