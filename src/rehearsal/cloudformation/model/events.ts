import type { StackStatus } from '../../../core/stack-status.ts';
import type {
  EventRecord,
  OperationRecord,
  HookInvocation,
  OperationType,
  ResourceRecord,
  StackRecord,
} from './stack-record.ts';
import type { World } from './world.ts';

interface Detail {
  readonly reason?: string | undefined;
  readonly detailedStatus?: string | undefined;
  /** The physical id at that moment, where it is not the live one (an old resource being removed). */
  readonly physicalId?: string | undefined;
  /** A hook's look at the resource, told beside its status. */
  readonly hook?: HookInvocation | undefined;
  /** Deletes of a clean-up phase, consistency checks and hooks carry a random id and no properties. */
  readonly bare?: true | undefined;
}

const isoMilliseconds = (at: number): string => new Date(at).toISOString();

/** Sets the stack's status and tells it. Only the latest status' reason stays on the stack. */
export function stackEvent(
  world: World,
  stack: StackRecord,
  status: StackStatus,
  detail: Pick<Detail, 'reason' | 'detailedStatus'> = {},
): EventRecord {
  stack.status = status;
  stack.reason = detail.reason;
  stack.detailedStatus = detail.detailedStatus;
  return record(world, stack, {
    id: world.identifiers.uuidV1(),
    at: world.timeline.now(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status,
    ...detailOf(detail),
  });
}

/** A hook's look at the whole stack, told beside its status. */
export const stackHookEvent = (world: World, stack: StackRecord, hook: HookInvocation): EventRecord =>
  record(world, stack, {
    id: `${stack.name}-${world.identifiers.uuid()}`,
    at: world.timeline.now(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status: stack.status,
    hook,
  });

/** Tells of a resource and keeps its status. */
export function resourceEvent(
  world: World,
  stack: StackRecord,
  resource: ResourceRecord,
  status: string,
  detail: Detail = {},
): void {
  resource.status = status;
  resource.reason = detail.reason;
  resource.updatedAt = world.timeline.now();
  tell(world, stack, resource, status, detail);
}

/** Tells of a physical resource that is no longer the live one; the record keeps its status. */
export function tell(
  world: World,
  stack: StackRecord,
  resource: ResourceRecord,
  status: string,
  detail: Detail = {},
): void {
  const at = world.timeline.now();
  record(world, stack, {
    id:
      detail.bare === true
        ? `${resource.logicalId}-${world.identifiers.uuid()}`
        : `${resource.logicalId}-${status}-${isoMilliseconds(at)}`,
    at,
    logicalId: resource.logicalId,
    physicalId: detail.physicalId ?? resource.physicalId,
    type: resource.type,
    status,
    ...(detail.bare === true || resource.shown === '' ? {} : { properties: resource.shown }),
    ...detailOf(detail),
  });
}

/** Only what is there: an event has no empty keys. */
const detailOf = (detail: Detail): Pick<EventRecord, 'reason' | 'detailedStatus' | 'hook'> => ({
  reason: detail.reason,
  detailedStatus: detail.detailedStatus,
  hook: detail.hook,
});

const record = (world: World, stack: StackRecord, bare: EventRecord): EventRecord => {
  const operation = stack.operations[0];
  const event: EventRecord = {
    ...bare,
    id: taken(stack.events, bare) ? `${bare.logicalId}-${world.identifiers.uuid()}` : bare.id,
    token: stack.token,
    operationId: operation === undefined ? undefined : operation.id,
  };
  stack.events.push(event);
  if (operation !== undefined && (event.hook !== undefined || event.type !== 'AWS::CloudFormation::Stack'))
    stack.operationEvents.push({
      id: world.identifiers.uuid(),
      at: event.at,
      eventType: event.hook?.status === 'HOOK_COMPLETE_FAILED' ? 'HOOK_INVOCATION_ERROR' : 'PROGRESS',
      operationId: operation.id,
      operationType: operation.type,
      event,
    });
  return event;
};

/** Two events of one resource and status within a millisecond would share their id. */
const taken = (events: readonly EventRecord[], event: EventRecord): boolean => {
  for (let index = events.length - 1; index >= 0 && events[index]?.at === event.at; index--)
    if (events[index]?.id === event.id) return true;
  return false;
};

/** Begins an operation; an automatic rollback goes before the call that caused it. */
export function beginOperation(
  world: World,
  stack: StackRecord,
  type: OperationType,
  options: { readonly after?: true; readonly id?: string } = {},
): OperationRecord {
  const operation = { type, id: options.id ?? world.identifiers.uuid(), startedAt: world.timeline.now() };
  stack.operations = options.after === true ? [operation, ...stack.operations] : [operation];
  operationStep(world, stack, operation, 'IN_PROGRESS');
  return operation;
}

export function endOperation(world: World, stack: StackRecord, status: 'SUCCEEDED' | 'FAILED'): void {
  const operation = stack.operations[0];
  if (operation !== undefined) operationStep(world, stack, operation, status);
}

const operationStep = (
  world: World,
  stack: StackRecord,
  operation: OperationRecord,
  status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED',
): void => {
  const at = world.timeline.now();
  stack.operationEvents.push({
    id: world.identifiers.uuid(),
    at,
    eventType: 'STACK_EVENT',
    operationId: operation.id,
    operationType: operation.type,
    operationStatus: status,
    startedAt: operation.startedAt,
    ...(status === 'IN_PROGRESS' ? {} : { endedAt: at }),
  });
};
