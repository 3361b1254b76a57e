import { ServiceError } from '../../service.ts';
import type { ChangeSetRecord, PlannedChange } from '../model/change-set-record.ts';
import { stackEvent } from '../model/events.ts';
import { properties, scopeOf } from '../model/scope.ts';
import type { StackRecord } from '../model/stack-record.ts';
import { newStack, type World } from '../model/world.ts';
import type { Story } from '../time/story.ts';
import { isNestedStack } from '../../../template/index.ts';
import { newChangeSet } from './change-sets.ts';
import { nestedDefinition } from './nested-definition.ts';

export const noChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

interface ParentPlan {
  readonly world: World;
  readonly stack: StackRecord;
  readonly changeSet: ChangeSetRecord;
  /** Plans a nested stack's change set in turn. */
  readonly plan: (world: World, child: StackRecord, changeSet: ChangeSetRecord) => Story;
}

/**
 * IncludeNestedStacks: each nested stack that is added or visited gets a change set of its own; one without changes
 * is then left out of its parent's.
 * @returns why it failed
 */
export function* planNested(parent: ParentPlan): Story<string | undefined> {
  const nested = parent.changeSet.changes.filter(
    ({ type, action }) => isNestedStack(type) && action !== 'Remove',
  );
  const failures: string[] = [];
  for (const change of nested) {
    const failure = yield* planOne(parent, change);
    if (failure !== undefined) failures.push(failure);
  }
  return failures[0];
}

function* planOne(parent: ParentPlan, change: PlannedChange): Story<string | undefined> {
  const { world, stack, changeSet, plan } = parent;
  const raw = changeSet.definition.template.resources.get(change.logicalId);
  const { known } = properties(raw?.properties ?? {}, scopeOf(world, stack, changeSet.definition));
  const existing = world.stacks.get(change.physicalId ?? '');
  const holder = { region: stack.region, definition: changeSet.definition };
  const definition = yield* nestedDefinition(world, holder, known, existing?.definition);
  // Parameters that wait for other resources make the child unknowable before the deployment.
  if (definition instanceof ServiceError && /must have values/.test(definition.message)) return undefined;
  if (definition instanceof Error) return definition.message;
  const child = existing ?? newEmptyChild(parent, change.logicalId);
  const inner = newChangeSet(world, child, {
    name: `${changeSet.name}-${change.logicalId}-${world.identifiers.upperSuffix()}`.slice(-128),
    type: existing === undefined ? 'CREATE' : 'UPDATE',
    description: undefined,
    definition,
    onStackFailure: undefined,
    includeNested: true,
    clientToken: undefined,
    parentId: changeSet.id,
    rootId: changeSet.rootId ?? changeSet.id,
  });
  yield* plan(world, child, inner);
  return takeOver(parent, change, inner);
}

/** The parent's change set refers to its child's, or leaves the child out. @returns why that failed */
const takeOver = (
  { changeSet, world }: ParentPlan,
  change: PlannedChange,
  inner: ChangeSetRecord,
): string | undefined => {
  if (inner.status === 'CREATE_COMPLETE') {
    change.nestedChangeSetId = inner.id;
    return undefined;
  }
  if (inner.reason !== noChanges)
    return `Nested change set ${inner.id} was not successfully created: ${inner.reason ?? ''}`;
  world.changeSets.delete(inner.id);
  const idle = change.details.every(({ source }) => source === 'Automatic');
  if (idle) changeSet.changes = changeSet.changes.filter((one) => one !== change);
  return undefined;
};

/** A change set for a stack that is not there makes it, empty, in REVIEW_IN_PROGRESS. */
export function tellEmptyStack(world: World, stack: StackRecord): void {
  stackEvent(world, stack, 'REVIEW_IN_PROGRESS', { reason: 'User Initiated' });
}

/** A child that is not there yet waits as an empty stack; the create takes it up. */
const newEmptyChild = ({ world, stack }: ParentPlan, logicalId: string): StackRecord => {
  const child = newStack(world, {
    name: childName(world, stack, logicalId),
    region: stack.region,
    parentId: stack.id,
    rootId: stack.rootId ?? stack.id,
  });
  tellEmptyStack(world, child);
  return child;
};

/** Nested stacks' names still end in capitals and digits. */
export const childName = (world: World, parent: StackRecord, logicalId: string): string =>
  `${parent.name}-${logicalId}-${world.identifiers.upperSuffix()}`.slice(-128);

/** The empty stack that a nested change set left for this resource. */
export const emptyChild = (world: World, parent: StackRecord, logicalId: string): StackRecord | undefined =>
  [...world.stacks.values()].find(
    ({ parentId, status, name }) =>
      parentId === parent.id &&
      status === 'REVIEW_IN_PROGRESS' &&
      name.startsWith(`${parent.name}-${logicalId}-`),
  );
