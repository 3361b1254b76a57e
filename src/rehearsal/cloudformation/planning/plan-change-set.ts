import type { ChangeSetRecord, ImportTarget, PlannedChange } from '../model/change-set-record.ts';
import { failedHooks, hookOutcome, hooksFor } from './hooks.ts';
import { missingExports } from '../model/outputs.ts';
import type { StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import type { Story } from '../time/story.ts';
import { changesOf, hasChanges } from './changes.ts';
import { findingsOf, validationReason } from './early-validation.ts';
import { warningsOf } from './early-warnings.ts';
import { existingTargets, importFault } from './imports/existing.ts';
import { importObstacle } from './imports/targets.ts';
import { noChanges, planNested } from './nested-change-sets.ts';

/** Works the changes out, some seconds after the change set was asked for. */
export function* prepareChangeSet(world: World, stack: StackRecord, changeSet: ChangeSetRecord): Story {
  const begun = world.identifiers.between(300, 700);
  const planned = world.identifiers.between(3000, 6000);
  yield begun;
  if (changeSet.status === 'CREATE_PENDING') changeSet.status = 'CREATE_IN_PROGRESS';
  yield planned - begun;
  if (!world.changeSets.has(changeSet.id)) return;
  yield* planChangeSet(world, stack, changeSet);
}

/** From the definition to the changes, or to the reason why there are none. */
function* planChangeSet(world: World, stack: StackRecord, changeSet: ChangeSetRecord): Story {
  const failure = yield* failureOf(world, stack, changeSet);
  if (failure === undefined) {
    changeSet.status = 'CREATE_COMPLETE';
    changeSet.executionStatus = 'AVAILABLE';
  } else {
    changeSet.status = 'FAILED';
    changeSet.reason = failure;
  }
}

function* failureOf(world: World, stack: StackRecord, changeSet: ChangeSetRecord): Story<string | undefined> {
  const { definition, type, imports } = changeSet;
  const impossible = definition.fault ?? missingExports(world, stack, definition);
  if (impossible !== undefined) return impossible;
  const missing = imports.map((target) => importObstacle(world, stack, target)).find(Boolean);
  if (missing !== undefined) return missing;
  try {
    if (type === 'IMPORT') changeSet.changes = imports.map(importing);
    else changeSet.changes = changesOf(world, stack, definition);
    if (changeSet.importExisting) {
      const found = takeInExisting(world, stack, changeSet);
      if (found !== undefined) return found;
    }
    changeSet.findings = [
      ...findingsOf(world, stack, definition, changeSet.changes),
      ...warningsOf(world, stack, changeSet.changes),
    ];
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  record(world, stack, changeSet);
  const refused = changeSet.findings.filter(({ mode }) => mode === 'FAIL');
  if (refused.length > 0) return validationReason(refused);
  const failure = changeSet.includeNested
    ? yield* planNested({ world, stack, changeSet, plan: planChangeSet })
    : undefined;
  if (failure !== undefined) return failure;
  const idle = type === 'UPDATE' && !hasChanges(world, stack, definition, changeSet.changes.length);
  return idle ? noChanges : lookedAt(world, stack, changeSet);
}

/** @returns why what is there cannot be taken in */
const takeInExisting = (world: World, stack: StackRecord, changeSet: ChangeSetRecord): string | undefined => {
  const { changes, definition } = changeSet;
  changeSet.imports = existingTargets(world, stack, definition, changes);
  const found = new Map(changeSet.imports.map((target) => [target.logicalId, importing(target)]));
  changeSet.changes = changes.map((change) => found.get(change.logicalId) ?? change);
  return importFault(definition, changeSet.imports);
};

const importing = ({ logicalId, type, physicalId }: ImportTarget): PlannedChange => ({
  action: 'Import',
  logicalId,
  type,
  physicalId,
  scope: [],
  details: [],
});

/** Only ListHookResults tells what each had to say. */
const lookedAt = (world: World, stack: StackRecord, changeSet: ChangeSetRecord): string | undefined => {
  const looking = hooksFor(world, stack).filter(({ changeSets }) => changeSets === true);
  changeSet.hooks = looking.map((hook) => ({
    id: world.identifiers.uuid(),
    type: hook.type,
    mode: hook.mode,
    ...hookOutcome(hook),
  }));
  const failed = failedHooks(looking);
  return failed === undefined ? undefined : `Change set creation failed. ${failed}`;
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
