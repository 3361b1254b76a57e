import { ServiceError } from '../../service.ts';
import type { ChangeSetRecord, PlannedChange } from '../model/change-set-record.ts';
import { makeShell, newChangeSet, work } from './change-sets.ts';
import { embeddedDefinition } from './nested-definition.ts';
import { isNested } from '../engine/nested-stacks.ts';
import type { StackRecord } from '../model/stack-record.ts';
import { properties, scopeOf } from '../model/scope.ts';
import { newStack, type World } from '../model/world.ts';

interface Parent {
  readonly world: World;
  readonly stack: StackRecord;
  readonly changeSet: ChangeSetRecord;
}

/**
 * IncludeNestedStacks: each nested stack that is added or visited gets a change set of its own; one without changes
 * is then left out of its parent's. `done` hears why it failed.
 */
export const planNested = (parent: Parent, done: (failure?: string) => void): void => {
  const { changeSet } = parent;
  const nested = changeSet.changes.filter(({ type, action }) => isNested(type) && action !== 'Remove');
  let left = nested.length;
  if (left === 0) return done();
  const failures: string[] = [];
  for (const change of nested)
    planOne(parent, change, (failure) => {
      if (failure !== undefined) failures.push(failure);
      left -= 1;
      if (left === 0) done(failures[0]);
    });
};

const planOne = (parent: Parent, change: PlannedChange, done: (failure?: string) => void): void => {
  const { world, stack, changeSet } = parent;
  const raw = changeSet.definition.template.resources.get(change.logicalId);
  const { known } = properties(raw?.properties ?? {}, scopeOf(world, stack, changeSet.definition));
  const existing = world.stacks.get(change.physicalId ?? '');
  const holder = { region: stack.region, definition: changeSet.definition };
  void embeddedDefinition(world, holder, known, existing?.definition, (definition) => {
    // Parameters that wait for other resources make the child unknowable before the deployment.
    if (definition instanceof ServiceError && /must have values/.test(definition.message)) return done();
    if (definition instanceof Error) return done(definition.message);
    const child = existing ?? shellFor(parent, change.logicalId);
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
    work(world, child, inner, () => settle(parent, change, inner, done));
  });
};

const settle = (
  { changeSet, world }: Parent,
  change: PlannedChange,
  inner: ChangeSetRecord,
  done: (failure?: string) => void,
): void => {
  if (inner.status === 'CREATE_COMPLETE') {
    change.nestedChangeSetId = inner.id;
    return done();
  }
  if (!inner.reason?.startsWith("The submitted information didn't contain changes"))
    return done(`Nested change set ${inner.id} was not successfully created: ${inner.reason ?? ''}`);
  world.changeSets.delete(inner.id);
  const idle = change.details.every(({ source }) => source === 'Automatic');
  if (idle) changeSet.changes = changeSet.changes.filter((one) => one !== change);
  done();
};

/** A child that is not there yet waits as a shell; the create takes it up. */
const shellFor = ({ world, stack }: Parent, logicalId: string): StackRecord => {
  const child = newStack(world, {
    name: childName(world, stack, logicalId),
    region: stack.region,
    parentId: stack.id,
    rootId: stack.rootId ?? stack.id,
  });
  makeShell(world, child);
  return child;
};

/** Nested stacks' names still end in capitals and digits. */
export const childName = (world: World, parent: StackRecord, logicalId: string): string =>
  `${parent.name}-${logicalId}-${world.identifiers.upperSuffix()}`.slice(-128);

/** The shell a nested change set left for this resource. */
export const waitingShell = (world: World, parent: StackRecord, logicalId: string): StackRecord | undefined =>
  [...world.stacks.values()].find(
    ({ parentId, status, name }) =>
      parentId === parent.id &&
      status === 'REVIEW_IN_PROGRESS' &&
      name.startsWith(`${parent.name}-${logicalId}-`),
  );
