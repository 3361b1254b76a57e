import { succeededStatus } from '../../../core/stack.ts';
import { changesOf } from './changes.ts';
import type { ChangeSetRecord } from '../model/change-set-record.ts';
import { createStack } from '../engine/create-stack.ts';
import { findingsOf, validationReason } from './early-validation.ts';
import { stackEvent } from '../model/events.ts';
import { planNested } from './nested-change-sets.ts';
import { outputsOf } from '../model/outputs.ts';
import type { Definition, StackRecord } from '../model/stack-record.ts';
import { updateStack } from '../engine/update-stack.ts';
import { same, type Plain } from '../model/values.ts';
import type { World } from '../model/world.ts';

export const noChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Whether an operation would do anything: an output alone is enough, and shows in no list of changes. */
export const hasChanges = (
  world: World,
  stack: StackRecord,
  definition: Definition,
  changeCount: number,
): boolean => {
  if (changeCount > 0 || stack.definition === undefined) return true;
  const outputs = outputsOf(world, stack, definition);
  return (
    !same(outputs as unknown as Plain, stack.outputs as unknown as Plain) ||
    !same(definition.tags as unknown as Plain, stack.definition.tags as unknown as Plain)
  );
};

export const newChangeSet = (
  world: World,
  stack: StackRecord,
  fields: Pick<
    ChangeSetRecord,
    'name' | 'type' | 'description' | 'definition' | 'onStackFailure' | 'includeNested' | 'clientToken'
  > &
    Partial<Pick<ChangeSetRecord, 'parentId' | 'rootId'>>,
): ChangeSetRecord => {
  const { partition, id: account } = world.account;
  const changeSet: ChangeSetRecord = {
    parentId: undefined,
    rootId: undefined,
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
    hidden: false,
  };
  world.changeSets.set(changeSet.id, changeSet);
  return changeSet;
};

/** A new stack's change set makes an empty shell first. */
export const makeShell = (world: World, stack: StackRecord): void => {
  stackEvent(world, stack, 'REVIEW_IN_PROGRESS', { reason: 'User Initiated' });
};

/** Works the changes out, some seconds later. */
export const prepare = (world: World, stack: StackRecord, changeSet: ChangeSetRecord): void => {
  const { timeline, identifiers } = world;
  timeline.after(identifiers.between(300, 700), () => {
    if (changeSet.status === 'CREATE_PENDING') changeSet.status = 'CREATE_IN_PROGRESS';
  });
  timeline.after(identifiers.between(3000, 6000), () => {
    if (!world.changeSets.has(changeSet.id) || changeSet.hidden) return;
    work(world, stack, changeSet, () => undefined);
  });
};

/** From the definition to the changes, or to the reason why there are none. */
export const work = (
  world: World,
  stack: StackRecord,
  changeSet: ChangeSetRecord,
  done: () => void,
): void => {
  const fail = (reason: string): void => {
    changeSet.status = 'FAILED';
    changeSet.reason = reason;
    done();
  };
  try {
    changeSet.changes = changesOf(world, stack, changeSet.definition);
    changeSet.findings = findingsOf(world, stack, changeSet.definition, changeSet.changes);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  record(world, stack, changeSet);
  const refused = changeSet.findings.filter(({ mode }) => mode === 'FAIL');
  if (refused.length > 0) return fail(validationReason(refused));
  const finish = (failure?: string): void => {
    if (failure !== undefined) return fail(failure);
    const { type, definition, changes } = changeSet;
    if (type === 'UPDATE' && !hasChanges(world, stack, definition, changes.length)) return fail(noChanges);
    changeSet.status = 'CREATE_COMPLETE';
    changeSet.executionStatus = 'AVAILABLE';
    done();
  };
  if (changeSet.includeNested) planNested({ world, stack, changeSet }, finish);
  else finish();
};

const record = (world: World, stack: StackRecord, changeSet: ChangeSetRecord): void => {
  for (const finding of changeSet.findings)
    stack.operationEvents.push({
      id: world.identifiers.uuid(),
      at: world.timeline.now(),
      eventType: 'VALIDATION_ERROR',
      operationId: changeSet.operationId,
      operationType: 'CREATE_CHANGESET',
      finding,
    });
};

/** Change sets of the stack that can be found by name. */
export const changeSetsOf = (world: World, stack: StackRecord): readonly ChangeSetRecord[] =>
  [...world.changeSets.values()].filter((one) => one.stackId === stack.id && !one.hidden);

/** Starts what the change set describes; all other change sets of the stack are gone with it. */
export const execute = (
  world: World,
  stack: StackRecord,
  changeSet: ChangeSetRecord,
  disableRollback: boolean,
): void => {
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
  for (const other of changeSetsOf(world, stack)) {
    other.hidden = true;
    if (other !== changeSet) world.changeSets.delete(other.id);
  }
  for (const inner of world.changeSets.values())
    if (inner.rootId === changeSet.id) {
      inner.hidden = true;
      inner.executionStatus = 'EXECUTE_COMPLETE';
    }
  const settled = (): void => {
    changeSet.executionStatus = succeededStatus(stack.status) ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED';
  };
  stack.changeSetId = changeSet.id;
  const { definition, findings } = changeSet;
  if (changeSet.type === 'UPDATE') {
    updateStack({ world, stack, definition, disableRollback, settled });
    return;
  }
  stack.onFailure = changeSet.onStackFailure ?? (disableRollback ? 'DO_NOTHING' : 'ROLLBACK');
  stack.updatedAt = world.timeline.now();
  createStack({
    world,
    stack,
    definition,
    settled,
    findings: findings.filter(({ mode }) => mode === 'FAIL'),
  });
};
