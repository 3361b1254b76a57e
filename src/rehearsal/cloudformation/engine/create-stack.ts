import { Deployment, type DeploymentResult } from './provision.ts';
import { beginOperation, endOperation, stackEvent } from '../model/events.ts';
import { missingValues } from '../model/parameter-existence.ts';
import { exportTaken, outputsOrReason } from '../model/outputs.ts';
import { failedToDelete, failedToProvision } from '../model/reasons.ts';
import { remove } from './resource-removal.ts';
import type {
  Definition,
  OperationEvent,
  OutputRecord,
  StackRecord,
  ValidationFinding,
} from '../model/stack-record.ts';
import type { Timer } from '../time/timeline.ts';
import type { World } from '../model/world.ts';

export interface CreateRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly definition: Definition;
  readonly findings?: readonly ValidationFinding[];
  /** Called at the very end, whatever the end. */
  readonly settled?: () => void;
}

/** From "User Initiated" to CREATE_COMPLETE, or back by way of the stack's OnFailure. */
export const createStack = (request: CreateRequest): void => {
  const { world, stack, definition } = request;
  stack.definition = definition;
  beginOperation(world, stack, 'CREATE_STACK', { id: world.identifiers.uuidV1() });
  stackEvent(world, stack, 'CREATE_IN_PROGRESS', { reason: 'User Initiated' });
  const timers: Timer[] = [];
  world.running.set(stack.id, { abandon: () => timers.forEach((timer) => timer.cancel()) });
  // DescribeStacks shows the reason for the first seconds only.
  timers.push(world.timeline.after(1500, () => (stack.reason = undefined)));
  const refused = request.findings?.filter(({ mode }) => mode === 'FAIL') ?? [];
  if (refused.length > 0) {
    timers.push(world.timeline.after(3200, () => failValidation(request, refused)));
    return;
  }
  timers.push(
    world.timeline.after(world.identifiers.between(2000, 3600), () => {
      const missing = missingValues(world, stack, definition);
      if (missing === undefined) provision(request);
      else turnBack(request, missing);
    }),
  );
};

const provision = (request: CreateRequest): void => {
  const { world, stack, definition } = request;
  const deployment = new Deployment({
    world,
    stack,
    definition,
    phase: 'create',
    keepGoing: stack.onFailure === 'DO_NOTHING',
    configured: () => world.timeline.after(33, () => announceConfigured(world, stack)),
    settled: (result) => {
      clock?.cancel();
      world.timeline.after(world.identifiers.between(300, 1200), () => finish(request, result));
    },
  });
  const clock =
    stack.timeoutMinutes === undefined
      ? undefined
      : world.timeline.after(stack.timeoutMinutes * 60_000, () => {
          deployment.abandon();
          turnBack(request, 'Stack creation time exceeded the specified timeout');
        });
  world.running.set(stack.id, {
    abandon: () => {
      clock?.cancel();
      deployment.abandon();
    },
  });
  deployment.begin();
};

/** The root stack says so too once every resource is usable; it is neither an end nor a new operation. */
const announceConfigured = (world: World, stack: StackRecord): void => {
  if (stack.status !== 'CREATE_IN_PROGRESS') return;
  const detail = { reason: 'Eventual consistency check initiated', detailedStatus: 'CONFIGURATION_COMPLETE' };
  stackEvent(world, stack, 'CREATE_IN_PROGRESS', detail);
  stack.reason = undefined;
};

const finish = (request: CreateRequest, result: DeploymentResult): void => {
  const { world, stack } = request;
  if (result.created.length + result.updated.length > 0) {
    turnBack(request, failedToProvision(result.created, result.updated).trimEnd());
    return;
  }
  const outputs = outputsOf(request);
  if (typeof outputs === 'string') {
    turnBack(request, outputs);
    return;
  }
  stack.outputs = outputs;
  stackEvent(world, stack, 'CREATE_COMPLETE');
  endOperation(world, stack, 'SUCCEEDED');
  end(request);
};

/** The outputs, or why the create fails after all resources succeeded. */
const outputsOf = ({ world, stack, definition }: CreateRequest): readonly OutputRecord[] | string => {
  const outputs = outputsOrReason(world, stack, definition);
  const taken = typeof outputs === 'string' ? undefined : exportTaken(world, stack, outputs);
  return taken === undefined
    ? outputs
    : `Export with name ${taken.name} is already exported by stack ${taken.by}`;
};

/** What follows a failure: rollback, delete, or nothing. */
const turnBack = (request: CreateRequest, cause: string): void => {
  const { world, stack } = request;
  const text = cause.endsWith('.') ? cause : `${cause}.`;
  switch (stack.onFailure) {
    case 'DO_NOTHING':
      stackEvent(world, stack, 'CREATE_FAILED', { reason: `${text} ` });
      endOperation(world, stack, 'FAILED');
      end(request);
      return;
    case 'DELETE':
      endOperation(world, stack, 'FAILED');
      beginOperation(world, stack, 'DELETE_STACK', { after: true });
      stack.deletedAt = world.timeline.now();
      stackEvent(world, stack, 'DELETE_IN_PROGRESS', { reason: `${text} Delete requested by user.` });
      undo(request, 'DELETE_COMPLETE', 'DELETE_FAILED');
      return;
    case 'ROLLBACK':
      endOperation(world, stack, 'FAILED');
      rollBackCreate(request, `${text} Rollback requested by user.`);
  }
};

/** Also RollbackStack's way from CREATE_FAILED. */
export const rollBackCreate = (request: CreateRequest, reason: string): void => {
  const { world, stack } = request;
  beginOperation(world, stack, 'ROLLBACK', { after: true });
  stack.deletedAt = world.timeline.now();
  stackEvent(world, stack, 'ROLLBACK_IN_PROGRESS', { reason });
  undo(request, 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED');
};

const undo = (
  request: CreateRequest,
  done: 'ROLLBACK_COMPLETE' | 'DELETE_COMPLETE',
  stuck: 'ROLLBACK_FAILED' | 'DELETE_FAILED',
): void => {
  const { world, stack } = request;
  world.running.set(stack.id, { abandon: () => undefined });
  // Nothing is heard for a while before the first delete, longer when nothing was made.
  const silence = stack.resources.size === 0 ? 18_000 : world.identifiers.between(2000, 4000);
  world.timeline.after(silence, () =>
    remove({
      world,
      stack,
      resources: [...stack.resources.values()],
      phase: 'rollback',
      settled: (failed) =>
        world.timeline.after(300, () => {
          if (failed.length === 0) stackEvent(world, stack, done);
          else stackEvent(world, stack, stuck, { reason: failedToDelete(failed) });
          endOperation(world, stack, failed.length === 0 ? 'SUCCEEDED' : 'FAILED');
          end(request);
        }),
    }),
  );
};

/** Early validation on CreateStack: the findings are in DescribeEvents only, and it is over within seconds. */
const failValidation = (request: CreateRequest, findings: readonly ValidationFinding[]): void => {
  const { world, stack } = request;
  const operation = stack.operations[0];
  const at = world.timeline.now();
  for (const finding of findings)
    stack.operationEvents.push({
      id: world.identifiers.uuid(),
      at,
      eventType: 'VALIDATION_ERROR',
      operationId: operation?.id ?? '',
      operationType: 'CREATE_STACK',
      finding,
    });
  stack.operationEvents.push(refusedEvent(world, stack, findings.length));
  endOperation(world, stack, 'FAILED');
  world.timeline.after(230, () => {
    beginOperation(world, stack, 'ROLLBACK', { after: true });
    stack.deletedAt = world.timeline.now();
    const reason = "Validation failure detected. See the operation's FAILED event for details.";
    stackEvent(world, stack, 'ROLLBACK_IN_PROGRESS', { reason, detailedStatus: 'VALIDATION_FAILED' });
    world.timeline.after(1440, () => {
      stackEvent(world, stack, 'ROLLBACK_COMPLETE');
      endOperation(world, stack, 'SUCCEEDED');
      end(request);
    });
  });
};

/** Told by DescribeEvents only. */
const refusedEvent = (world: World, stack: StackRecord, errors: number): OperationEvent => ({
  id: world.identifiers.uuid(),
  at: world.timeline.now(),
  eventType: 'PROVISIONING_ERROR',
  operationId: stack.operations[0]?.id ?? '',
  operationType: 'CREATE_STACK',
  event: {
    id: '',
    at: world.timeline.now(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status: 'CREATE_FAILED',
    reason: `Validation failed with ${errors} error(s). Call DescribeEvents to retrieve the full list of issues.`,
    detailedStatus: 'VALIDATION_FAILED',
  },
});

const end = ({ world, stack, settled }: CreateRequest): void => {
  world.running.delete(stack.id);
  stack.token = undefined;
  settled?.();
};
