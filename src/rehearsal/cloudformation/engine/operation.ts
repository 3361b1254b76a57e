import type { StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { Signal, type Story, type Task } from '../time/story.ts';
import { checkAtRest } from './invariants.ts';

/** Why an operation does not come to its good end: thrown by its own steps, or into it when it is stopped. */
export class OperationFailed extends Error {
  override readonly name = 'OperationFailed';
}

/** Why a resource could not be made or changed, in the words of its event. */
export class ResourceFailed extends Error {
  override readonly name = 'ResourceFailed';
}

/** Begins an operation on a stack. One that is under way is given up: only a delete comes upon another. */
export function startOperation<Result>(
  world: World,
  stack: StackRecord,
  story: Story<Result>,
  options: { readonly stoppable?: true } = {},
): Task<Result> {
  world.running.get(stack.id)?.task.cancel();
  const task = world.timeline.prepare(toItsEnd(world, stack, story));
  world.running.set(stack.id, { task, stoppable: options.stoppable === true });
  task.begin();
  return task;
}

function* toItsEnd<Result>(world: World, stack: StackRecord, story: Story<Result>): Story<Result> {
  const first = stack.events.length;
  const result = yield* story;
  world.running.delete(stack.id);
  stack.token = undefined;
  checkAtRest(world, stack, first);
  return result;
}

/** Turns an update round, for CancelUpdateStack or a parent's rollback. False when it is too late for that. */
export function stopUpdate(world: World, stack: StackRecord, reason: string): boolean {
  const operation = world.running.get(stack.id);
  if (operation?.stoppable !== true) return false;
  operation.stoppable = false;
  operation.task.interrupt(new OperationFailed(reason));
  return true;
}

/** A nested stack waits in its clean-up phase until its root reaches its own. */
export function* waitForRoot(world: World, stack: StackRecord): Story {
  const reached = new Signal();
  world.waitingForRoot.set(stack.id, reached);
  try {
    yield* reached.wait();
  } finally {
    world.waitingForRoot.delete(stack.id);
  }
}
