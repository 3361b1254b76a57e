import { beginOperation, stackEvent } from '../model/events.ts';
import { rollBackCreate } from './create-stack.ts';
import { retreat } from './update-rollback.ts';
import type { StackRecord } from '../model/stack-record.ts';
import { differing, rollBackUpdate } from './update-stack.ts';
import type { World } from '../model/world.ts';

/** ContinueUpdateRollback: takes up the rollback where it failed; skipped resources stay as they are. */
export const continueRollback = (world: World, stack: StackRecord, skip: ReadonlySet<string>): void => {
  beginOperation(world, stack, 'CONTINUE_ROLLBACK');
  stackEvent(world, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' });
  world.running.set(stack.id, { abandon: () => undefined });
  retreat({ world, stack, touched: differing(stack), skip, settled: () => finished(world, stack) });
};

/** RollbackStack, for CREATE_FAILED and UPDATE_FAILED. */
export const rollBack = (world: World, stack: StackRecord): void => {
  world.running.set(stack.id, { abandon: () => undefined });
  const settled = (): void => finished(world, stack);
  if (stack.status === 'UPDATE_FAILED') rollBackUpdate(world, stack, settled);
  else if (stack.definition !== undefined)
    rollBackCreate({ world, stack, definition: stack.definition, settled }, 'User Initiated');
};

const finished = (world: World, stack: StackRecord): void => {
  world.running.delete(stack.id);
  stack.token = undefined;
};
