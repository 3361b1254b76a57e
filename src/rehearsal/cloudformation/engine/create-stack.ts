import { beginOperation, endOperation, stackEvent } from '../model/events.ts';
import { exportTaken, missingExports, outputsOrReason } from '../model/outputs.ts';
import { missingValues } from '../model/parameters/parameter-existence.ts';
import { failedToDelete, failedToProvision } from '../model/reasons.ts';
import type { ImportTarget } from '../model/change-set-record.ts';
import type { Definition, OutputRecord, StackRecord, ValidationFinding } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { Signal, type Story } from '../time/story.ts';
import { invokeStackHooks } from './hook-invocations.ts';
import { OperationFailed } from './operation.ts';
import type { Provisioned } from './resources/provision-state.ts';
import { provision } from './resources/provision.ts';
import { removeResources } from './resources/resource-removal.ts';
import { alarmFault, monitor, watchAlarms } from './rollback-alarms.ts';
import { failValidation } from './validation-failure.ts';

export interface CreateRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly definition: Definition;
  readonly findings?: readonly ValidationFinding[];
  /** What is there already and is taken in. */
  readonly imports?: readonly ImportTarget[];
}

/** From "User Initiated" to CREATE_COMPLETE, or back by way of the stack's OnFailure. */
export function* createStack(request: CreateRequest): Story {
  const { world, stack, definition, findings = [] } = request;
  stack.definition = definition;
  beginOperation(world, stack, 'CREATE_STACK', { id: world.identifiers.uuidV1() });
  stackEvent(world, stack, 'CREATE_IN_PROGRESS', { reason: 'User Initiated' });
  const refused = findings.filter(({ mode }) => mode === 'FAIL');
  const silence = refused.length > 0 ? 3200 : world.identifiers.between(2000, 3600);
  // DescribeStacks shows the reason for the first seconds only.
  yield 1500;
  stack.reason = undefined;
  yield silence - 1500;
  if (refused.length > 0) return yield* failValidation(world, stack, refused);
  try {
    stack.outputs = yield* makeEverything(request);
  } catch (error) {
    if (!(error instanceof OperationFailed)) throw error;
    return yield* turnBack(request, error.message);
  }
  stackEvent(world, stack, 'CREATE_COMPLETE');
  endOperation(world, stack, 'SUCCEEDED');
}

/** All resources, and what the stack then gives out. @throws OperationFailed */
function* makeEverything(request: CreateRequest): Story<readonly OutputRecord[]> {
  const { world, stack, definition } = request;
  const missing =
    definition.fault ??
    missingExports(world, stack, definition) ??
    missingValues(world, stack, definition) ??
    alarmFault(world, definition);
  if (missing !== undefined) throw new OperationFailed(missing);
  const stoppedByHook = yield* invokeStackHooks(world, stack, 'CREATE');
  if (stoppedByHook !== undefined) throw new OperationFailed(stoppedByHook);
  const { failed, stopped } = yield* provisionInTime(request);
  if (stopped !== undefined) throw stopped;
  yield world.identifiers.between(300, 1200);
  const summary = failedToProvision(failed.created, failed.updated);
  if (summary !== '') throw new OperationFailed(summary.trimEnd());
  const outputs = outputsOrReason(world, stack, definition);
  if (typeof outputs === 'string') throw new OperationFailed(outputs);
  const taken = exportTaken(world, stack, outputs);
  if (taken !== undefined)
    throw new OperationFailed(`Export with name ${taken.name} is already exported by stack ${taken.by}`);
  yield* monitor(world, definition);
  return outputs;
}

/** Within TimeoutInMinutes, where the stack has one. */
function* provisionInTime({ world, stack, definition, imports }: CreateRequest): Story<Provisioned> {
  const { timeline } = world;
  const usable = new Signal();
  timeline.run(announceUsable(world, stack, usable));
  const keepGoing = stack.onFailure === 'DO_NOTHING';
  const making = timeline.prepare(provision({ world, stack, definition, keepGoing, usable, imports }));
  const limit =
    stack.timeoutMinutes === undefined
      ? undefined
      : timeline.after(stack.timeoutMinutes * 60_000, () =>
          making.interrupt(new OperationFailed('Stack creation time exceeded the specified timeout')),
        );
  const alarm = watchAlarms(world, definition, (failure) => making.interrupt(failure));
  try {
    making.begin();
    return yield* making.result();
  } finally {
    limit?.cancel();
    alarm?.cancel();
    making.cancel();
  }
}

/** The root stack says so too once every resource can be used; it is neither an end nor a new operation. */
function* announceUsable(world: World, stack: StackRecord, usable: Signal): Story {
  yield* usable.wait();
  yield 33;
  if (stack.status !== 'CREATE_IN_PROGRESS') return;
  const detail = { reason: 'Eventual consistency check initiated', detailedStatus: 'CONFIGURATION_COMPLETE' };
  stackEvent(world, stack, 'CREATE_IN_PROGRESS', detail);
  stack.reason = undefined;
}

/** What follows a failure: rollback, delete, or nothing. */
function* turnBack({ world, stack }: CreateRequest, cause: string): Story {
  const text = cause.endsWith('.') ? cause : `${cause}.`;
  switch (stack.onFailure) {
    case 'DO_NOTHING':
      stackEvent(world, stack, 'CREATE_FAILED', { reason: `${text} ` });
      endOperation(world, stack, 'FAILED');
      return;
    case 'DELETE':
      endOperation(world, stack, 'FAILED');
      beginOperation(world, stack, 'DELETE_STACK', { after: true });
      stack.deletedAt = world.timeline.now();
      stackEvent(world, stack, 'DELETE_IN_PROGRESS', { reason: `${text} Delete requested by user.` });
      return yield* removeWhatWasMade(world, stack, 'DELETE_COMPLETE', 'DELETE_FAILED');
    case 'ROLLBACK':
      endOperation(world, stack, 'FAILED');
      return yield* rollBackCreate(world, stack, `${text} Rollback requested by user.`);
  }
}

/** Also RollbackStack's way from CREATE_FAILED. */
export function* rollBackCreate(world: World, stack: StackRecord, reason: string): Story {
  beginOperation(world, stack, 'ROLLBACK', { after: true });
  stack.deletedAt = world.timeline.now();
  stackEvent(world, stack, 'ROLLBACK_IN_PROGRESS', { reason });
  yield* removeWhatWasMade(world, stack, 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED');
}

function* removeWhatWasMade(
  world: World,
  stack: StackRecord,
  done: 'ROLLBACK_COMPLETE' | 'DELETE_COMPLETE',
  stuck: 'ROLLBACK_FAILED' | 'DELETE_FAILED',
): Story {
  // Nothing is heard for a while before the first delete, longer when nothing was made.
  yield stack.resources.size === 0 ? 18_000 : world.identifiers.between(2000, 4000);
  const resources = [...stack.resources.values()];
  const failed = yield* removeResources({ world, stack, resources, phase: 'rollback' });
  yield 300;
  if (failed.length === 0) stackEvent(world, stack, done);
  else stackEvent(world, stack, stuck, { reason: failedToDelete(failed) });
  endOperation(world, stack, failed.length === 0 ? 'SUCCEEDED' : 'FAILED');
}
