import { Deployment, type DeploymentResult } from './provision.ts';
import { beginOperation, endOperation, stackEvent } from '../model/events.ts';
import { missingValues } from '../model/parameter-existence.ts';
import { exportInUse, exportTaken, outputsOrReason } from '../model/outputs.ts';
import { failedToProvision } from '../model/reasons.ts';
import { remove } from './resource-removal.ts';
import { nestedOf, releaseAll, retreat, type Touch } from './update-rollback.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';

export interface UpdateRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly definition: Definition;
  /** A failed update then stays where it failed. */
  readonly disableRollback: boolean;
  /** Waits in its clean-up phase until the root reaches its own. */
  readonly nested?: true;
  readonly settled?: () => void;
}

/** From UPDATE_IN_PROGRESS through the clean-up, or back. */
export const updateStack = (request: UpdateRequest): void => {
  const { world, stack, definition } = request;
  remember(stack);
  beginOperation(world, stack, 'UPDATE_STACK', { id: world.identifiers.uuidV1() });
  stack.updatedAt = world.timeline.now();
  stackEvent(world, stack, 'UPDATE_IN_PROGRESS', { reason: 'User Initiated' });
  stack.definition = definition;
  const check = world.timeline.after(world.identifiers.between(2000, 3200), () => {
    const obstacle = missingValues(world, stack, definition);
    if (obstacle === undefined) provision(request);
    else goBack(request, `${obstacle}.`, undefined);
  });
  world.running.set(stack.id, {
    abandon: () => check.cancel(),
    cancel: () => {
      check.cancel();
      goBack(request, cancelled, undefined);
      return true;
    },
  });
};

const cancelled = 'Stack update cancelled';

/** What the rollback goes back to; an update of a failed update still goes back to the last good state. */
const remember = (stack: StackRecord): void => {
  if (stack.status === 'UPDATE_FAILED' && stack.before !== undefined) return;
  if (stack.definition === undefined) return;
  stack.before = {
    definition: stack.definition,
    resources: new Map([...stack.resources].map(([id, resource]) => [id, { ...resource }])),
    outputs: stack.outputs,
  };
};

const provision = (request: UpdateRequest): void => {
  const { world, stack, definition, disableRollback } = request;
  let asked = false;
  const deployment: Deployment = new Deployment({
    world,
    stack,
    definition,
    phase: 'update',
    keepGoing: disableRollback,
    settled: (result) =>
      world.timeline.after(world.identifiers.between(300, 900), () =>
        asked ? goBack(request, cancelled, deployment) : finish(request, deployment, result),
      ),
  });
  world.running.set(stack.id, {
    abandon: () => deployment.abandon(),
    cancel: () => {
      asked = deployment.cancel();
      return asked;
    },
  });
  deployment.begin();
};

const finish = (request: UpdateRequest, deployment: Deployment, result: DeploymentResult): void => {
  const { world, stack, definition, disableRollback } = request;
  const summary = failedToProvision(result.created, result.updated);
  if (summary !== '' && disableRollback) {
    stackEvent(world, stack, 'UPDATE_FAILED', { reason: summary });
    endOperation(world, stack, 'FAILED');
    end(request);
    return;
  }
  if (summary !== '') {
    goBack(request, summary, deployment);
    return;
  }
  const outputs = outputsOrReason(world, stack, definition);
  if (typeof outputs === 'string') {
    goBack(request, outputs, deployment);
    return;
  }
  const used = exportInUse(world, stack, outputs);
  const taken = exportTaken(world, stack, outputs);
  if (used !== undefined)
    goBack(
      request,
      `Update canceled. Cannot update export ${used.name} as it is in use by ${used.by}.`,
      deployment,
    );
  else if (taken !== undefined)
    goBack(request, `Export with name ${taken.name} is already exported by stack ${taken.by}.`, deployment);
  else {
    stack.outputs = outputs;
    cleanUp(request, deployment);
  }
};

/** Always happens, even with nothing to clean. */
const cleanUp = (request: UpdateRequest, deployment: Deployment): void => {
  const { world, stack, nested } = request;
  stackEvent(world, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  world.running.set(stack.id, { abandon: () => undefined });
  if (nested !== true) {
    sweep(request, deployment);
    return;
  }
  world.held.set(stack.id, {
    release: () => {
      world.held.delete(stack.id);
      sweep(request, deployment);
    },
    rollBack: () => {
      world.held.delete(stack.id);
      goBack(request, 'Rollback requested by the parent stack.', deployment);
    },
  });
};

const sweep = (request: UpdateRequest, deployment: Deployment): void => {
  const { world, stack } = request;
  const kept = new Set(deployment.active);
  const removed = [...stack.resources.values()].filter(({ logicalId }) => !kept.has(logicalId));
  world.timeline.after(world.identifiers.between(500, 1000), () => {
    for (const { logicalId } of removed) stack.resources.delete(logicalId);
    const children = nestedOf(stack, deployment.touched);
    releaseAll(world, stack, children, () =>
      remove({
        world,
        stack,
        resources: [...removed, ...deployment.replaced],
        phase: 'cleanup',
        settled: (failed) => complete(request, failed),
      }),
    );
  });
};

/** Shown when a clean-up left something behind: the update itself succeeded. */
const leftBehind = 'Update successful. One or more resources could not be deleted.';

const complete = (request: UpdateRequest, failed: readonly string[]): void => {
  const { world, stack } = request;
  stack.before = undefined;
  stackEvent(world, stack, 'UPDATE_COMPLETE', failed.length === 0 ? {} : { reason: leftBehind });
  endOperation(world, stack, 'SUCCEEDED');
  end(request);
};

/** Also the way of a nested stack whose parent failed. */
const goBack = (request: UpdateRequest, reason: string, deployment: Deployment | undefined): void => {
  const { world, stack, nested } = request;
  endOperation(world, stack, 'FAILED');
  beginOperation(world, stack, 'ROLLBACK', { after: true });
  stack.changeSetId = undefined;
  stackEvent(world, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason });
  world.running.set(stack.id, { abandon: () => undefined });
  retreat({
    world,
    stack,
    touched: deployment?.touched ?? new Map(),
    skip: new Set(),
    ...(nested === true ? { nested } : {}),
    settled: () => end(request),
  });
};

/** RollbackStack's way from UPDATE_FAILED. */
export const rollBackUpdate = (world: World, stack: StackRecord, settled: () => void): void => {
  beginOperation(world, stack, 'ROLLBACK');
  stackEvent(world, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' });
  retreat({ world, stack, touched: differing(stack), skip: new Set(), settled });
};

/** What is not as it was before the update, and how it got there. */
export const differing = (stack: StackRecord): Map<string, Touch> => {
  const before: ReadonlyMap<string, ResourceRecord> = stack.before?.resources ?? new Map();
  const touched = new Map<string, Touch>();
  for (const [id, resource] of stack.resources) {
    const old = before.get(id);
    if (old === undefined) touched.set(id, 'created');
    else if (old.physicalId !== resource.physicalId) touched.set(id, 'replaced');
    else if (old.shown !== resource.shown || resource.status === 'UPDATE_FAILED') touched.set(id, 'updated');
  }
  return touched;
};

const end = ({ world, stack, settled }: UpdateRequest): void => {
  world.running.delete(stack.id);
  stack.token = undefined;
  settled?.();
};
