import { inProgress, type StackStatus } from '../../../core/stack-status.ts';
import { removeFromAccount } from '../account-effects/index.ts';
import { beginOperation, endOperation, resourceEvent, stackEvent } from '../model/events.ts';
import { failedToDelete, failedToProvision, handlerReason } from '../model/reasons.ts';
import type { OperationType, OutputRecord, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import type { Story } from '../time/story.ts';
import { startOperation } from './operation.ts';
import { rememberBefore } from './resources/update-effect.ts';

/** How a stack got into a status: what began, what was told on the way, what became of its resources. */
interface StatusHistory {
  readonly operation: OperationType;
  readonly begins: StackStatus;
  /** Told between the beginning and the status itself. */
  readonly by?: readonly StackStatus[];
  readonly resources: 'stay' | 'one-create-failed' | 'one-update-failed' | 'one-delete-failed' | 'gone';
}

const create = { operation: 'CREATE_STACK', begins: 'CREATE_IN_PROGRESS' } as const;
const update = { operation: 'UPDATE_STACK', begins: 'UPDATE_IN_PROGRESS' } as const;
const back = ['UPDATE_ROLLBACK_IN_PROGRESS'] as const;
const imports = { operation: 'UPDATE_STACK', begins: 'IMPORT_IN_PROGRESS' } as const;

const histories: Readonly<Record<StackStatus, StatusHistory>> = {
  REVIEW_IN_PROGRESS: { ...create, begins: 'REVIEW_IN_PROGRESS', resources: 'gone' },
  CREATE_IN_PROGRESS: { ...create, resources: 'stay' },
  CREATE_FAILED: { ...create, resources: 'one-create-failed' },
  CREATE_COMPLETE: { ...create, resources: 'stay' },
  ROLLBACK_IN_PROGRESS: { ...create, resources: 'one-create-failed' },
  ROLLBACK_FAILED: { ...create, by: ['ROLLBACK_IN_PROGRESS'], resources: 'one-delete-failed' },
  ROLLBACK_COMPLETE: { ...create, by: ['ROLLBACK_IN_PROGRESS'], resources: 'gone' },
  DELETE_IN_PROGRESS: { operation: 'DELETE_STACK', begins: 'DELETE_IN_PROGRESS', resources: 'stay' },
  DELETE_FAILED: { operation: 'DELETE_STACK', begins: 'DELETE_IN_PROGRESS', resources: 'one-delete-failed' },
  DELETE_COMPLETE: { operation: 'DELETE_STACK', begins: 'DELETE_IN_PROGRESS', resources: 'gone' },
  UPDATE_IN_PROGRESS: { ...update, resources: 'stay' },
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: { ...update, resources: 'stay' },
  UPDATE_COMPLETE: { ...update, by: ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'], resources: 'stay' },
  UPDATE_FAILED: { ...update, resources: 'one-update-failed' },
  UPDATE_ROLLBACK_IN_PROGRESS: { ...update, resources: 'one-update-failed' },
  UPDATE_ROLLBACK_FAILED: { ...update, by: back, resources: 'one-update-failed' },
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: { ...update, by: back, resources: 'stay' },
  UPDATE_ROLLBACK_COMPLETE: {
    ...update,
    by: [...back, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
    resources: 'stay',
  },
  IMPORT_IN_PROGRESS: { ...imports, resources: 'stay' },
  IMPORT_COMPLETE: { ...imports, resources: 'stay' },
  IMPORT_ROLLBACK_IN_PROGRESS: { ...imports, resources: 'stay' },
  IMPORT_ROLLBACK_FAILED: { ...imports, by: ['IMPORT_ROLLBACK_IN_PROGRESS'], resources: 'stay' },
  IMPORT_ROLLBACK_COMPLETE: { ...imports, by: ['IMPORT_ROLLBACK_IN_PROGRESS'], resources: 'stay' },
};

/** What an operation found under way comes to. */
const comesTo: Partial<Readonly<Record<StackStatus, readonly StackStatus[]>>> = {
  CREATE_IN_PROGRESS: ['CREATE_COMPLETE'],
  ROLLBACK_IN_PROGRESS: ['ROLLBACK_COMPLETE'],
  DELETE_IN_PROGRESS: ['DELETE_COMPLETE'],
  UPDATE_IN_PROGRESS: ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: ['UPDATE_COMPLETE'],
  UPDATE_ROLLBACK_IN_PROGRESS: ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['UPDATE_ROLLBACK_COMPLETE'],
  IMPORT_IN_PROGRESS: ['IMPORT_COMPLETE'],
  IMPORT_ROLLBACK_IN_PROGRESS: ['IMPORT_ROLLBACK_COMPLETE'],
};

/**
 * Takes a finished stack to any of the 23 statuses, with the events that lead there; one under way goes on to its
 * end, a minute for each further status.
 */
export function bringTo(world: World, stack: StackRecord, status: StackStatus): void {
  if (status === 'REVIEW_IN_PROGRESS') return makeEmpty(world, stack);
  const history = histories[status];
  // What never was up has given nothing out.
  const outputs = stack.outputs;
  if (history.operation === 'CREATE_STACK') stack.outputs = [];
  beginOperation(world, stack, history.operation);
  if (history.begins !== status) stackEvent(world, stack, history.begins, { reason: 'User Initiated' });
  const summary = leaveAsAfter(world, stack, history);
  const turns = history.by ?? [];
  for (const [index, one] of turns.entries())
    stackEvent(world, stack, one, index === 0 && summary !== undefined ? { reason: summary } : {});
  const reason =
    history.begins === status ? 'User Initiated' : turns.length === 0 ? summary : lastReason(stack, status);
  stackEvent(world, stack, status, reason === undefined ? {} : { reason });
  if (history.operation === 'DELETE_STACK' || status.startsWith('ROLLBACK'))
    stack.deletedAt = world.timeline.now();
  if (status === 'CREATE_COMPLETE') stack.outputs = outputs;
  if (inProgress(status))
    startOperation(world, stack, comeToItsEnd(world, stack, comesTo[status] ?? [], outputs));
  else endOperation(world, stack, status.endsWith('FAILED') ? 'FAILED' : 'SUCCEEDED');
}

/** An empty stack holds nothing, has nothing to tell but its own making, and is protected by nobody. */
const makeEmpty = (world: World, stack: StackRecord): void => {
  removeAll(world, stack);
  stack.resources.clear();
  stack.definition = undefined;
  stack.terminationProtection = false;
  stack.events.length = 0;
  stackEvent(world, stack, 'REVIEW_IN_PROGRESS', { reason: 'User Initiated' });
};

const lastReason = (stack: StackRecord, status: StackStatus): string | undefined => {
  const failed = [...stack.resources.values()].find((resource) => resource.status.endsWith('_FAILED'));
  if (failed === undefined || !status.endsWith('FAILED')) return undefined;
  return failed.status === 'DELETE_FAILED'
    ? failedToDelete([failed.logicalId])
    : failedToProvision([], [failed.logicalId]);
};

/** An operation found under way, to its end: a minute for each further status. */
function* comeToItsEnd(
  world: World,
  stack: StackRecord,
  left: readonly StackStatus[],
  outputs: readonly OutputRecord[],
): Story {
  for (const next of left) {
    yield 60_000;
    if (next === 'DELETE_COMPLETE' || next === 'ROLLBACK_COMPLETE') removeAll(world, stack);
    if (next === 'CREATE_COMPLETE') stack.outputs = outputs;
    stackEvent(world, stack, next);
  }
  forgetFailures(stack, left.at(-1));
  endOperation(world, stack, 'SUCCEEDED');
}

/** An update that has come to its end has nothing more to go back to, and nothing failed. */
const forgetFailures = (stack: StackRecord, status: StackStatus | undefined): void => {
  if (status === 'UPDATE_COMPLETE' || status === 'UPDATE_ROLLBACK_COMPLETE') stack.before = undefined;
  for (const resource of stack.resources.values())
    if (resource.status === 'UPDATE_FAILED') resource.status = 'UPDATE_COMPLETE';
};

/** Leaves the resources as such an operation does; gives the stack's summary of what failed. */
const leaveAsAfter = (world: World, stack: StackRecord, history: StatusHistory): string | undefined => {
  const last = [...stack.resources.values()].at(-1);
  const fail = (resource: ResourceRecord, verb: string): void =>
    resourceEvent(world, stack, resource, `${verb}_FAILED`, {
      reason: handlerReason(world, resource.type, 'Found failed', 'GeneralServiceException'),
    });
  switch (history.resources) {
    case 'stay':
      return undefined;
    case 'gone':
      removeAll(world, stack);
      return history.operation === 'CREATE_STACK' ? 'Rollback requested by user.' : undefined;
    case 'one-create-failed':
      if (last !== undefined) fail(last, 'CREATE');
      return failedToProvision([last?.logicalId ?? ''], []);
    case 'one-update-failed':
      rememberBefore(stack);
      if (last !== undefined) fail(last, 'UPDATE');
      return failedToProvision([], [last?.logicalId ?? '']);
    case 'one-delete-failed':
      for (const resource of stack.resources.values())
        if (resource !== last) deleteAtOnce(world, stack, resource);
      if (last !== undefined) fail(last, 'DELETE');
      return failedToDelete([last?.logicalId ?? '']);
  }
};

const deleteAtOnce = (world: World, stack: StackRecord, resource: ResourceRecord): void => {
  removeFromAccount(world, stack, resource);
  resourceEvent(world, stack, resource, 'DELETE_COMPLETE');
};

const removeAll = (world: World, stack: StackRecord): void => {
  for (const resource of stack.resources.values())
    if (resource.status !== 'DELETE_COMPLETE') deleteAtOnce(world, stack, resource);
  stack.outputs = [];
};
