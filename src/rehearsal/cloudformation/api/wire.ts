import type { Template } from '../../../core/template.ts';
import { noEchoMask } from '../../../core/parameter.ts';
import type {
  EventRecord,
  HookInvocation,
  OperationEvent,
  ParameterValue,
  ResourceRecord,
  StackRecord,
} from '../model/stack-record.ts';
import type { World } from '../model/world.ts';

/** Records in the shapes that CloudFormation answers with; what is empty is absent unless AWS sends it empty. */

const dateOf = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));

export const parametersOf = (
  template: Template,
  parameters: ReadonlyMap<string, ParameterValue>,
): readonly object[] | undefined =>
  parameters.size === 0
    ? undefined
    : [...parameters].map(([key, { value, resolved }]) => ({
        ParameterKey: key,
        ParameterValue: template.parameters.get(key)?.noEcho === true ? noEchoMask : value,
        ResolvedValue: resolved,
      }));

export const notEmpty = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length === 0 ? undefined : list;

const operationsOf = (stack: StackRecord): readonly object[] | undefined =>
  notEmpty(stack.operations.map(({ type, id }) => ({ OperationType: type, OperationId: id })));

/** An empty stack knows next to nothing, not even the tags its change set was given. */
const isEmpty = (stack: StackRecord): boolean => stack.status === 'REVIEW_IN_PROGRESS';
const isDeleted = (stack: StackRecord): boolean => stack.status === 'DELETE_COMPLETE';

export function stackShape(world: World, stack: StackRecord): object {
  const { definition } = stack;
  const shown = isEmpty(stack) ? undefined : definition;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: isDeleted(stack) ? undefined : stack.changeSetId,
    Description: shown?.template.description,
    Parameters: shown === undefined ? undefined : parametersOf(shown.template, shown.parameters),
    CreationTime: new Date(stack.createdAt),
    DeletionTime: dateOf(stack.deletedAt),
    LastUpdatedTime: dateOf(stack.updatedAt),
    RollbackConfiguration: shown?.rollback ?? {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DetailedStatus: stack.detailedStatus,
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    TimeoutInMinutes: stack.timeoutMinutes,
    NotificationARNs: shown?.notificationArns ?? [],
    Capabilities: shown === undefined ? undefined : notEmpty(shown.capabilities),
    Outputs: isDeleted(stack) ? undefined : notEmpty(outputsOf(stack)),
    RoleARN: shown?.roleArn,
    DeploymentConfig: shown?.express === true ? { Mode: 'EXPRESS' } : undefined,
    Tags: shown?.tags ?? [],
    EnableTerminationProtection: isDeleted(stack) ? undefined : stack.terminationProtection,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: {
      StackDriftStatus: stack.driftStatus,
      LastCheckTimestamp: dateOf(stack.driftCheckedAt),
    },
    LastOperations: operationsOf(stack),
  };
}

const outputsOf = (stack: StackRecord): readonly object[] =>
  stack.outputs.map(({ key, value, description, exportName }) => ({
    OutputKey: key,
    OutputValue: value,
    Description: description,
    ExportName: exportName,
  }));

export const summaryShape = (stack: StackRecord): object => ({
  StackId: stack.id,
  StackName: stack.name,
  TemplateDescription: stack.definition?.template.description,
  CreationTime: new Date(stack.createdAt),
  LastUpdatedTime: dateOf(stack.updatedAt),
  DeletionTime: dateOf(stack.deletedAt),
  StackStatus: stack.status,
  StackStatusReason: stack.reason,
  ParentId: stack.parentId,
  RootId: stack.rootId,
  DriftInformation: { StackDriftStatus: stack.driftStatus, LastCheckTimestamp: dateOf(stack.driftCheckedAt) },
  LastOperations: operationsOf(stack),
});

const hookShape = (hook: HookInvocation | undefined): object =>
  hook === undefined
    ? {}
    : {
        HookType: hook.type,
        HookStatus: hook.status,
        HookStatusReason: hook.reason,
        HookInvocationPoint: 'PRE_PROVISION',
        HookInvocationId: hook.id,
        HookFailureMode: hook.mode,
      };

const eventShapes = new WeakMap<EventRecord, object>();

const makeEventShape = (stack: StackRecord, event: EventRecord): object => ({
  StackId: stack.id,
  EventId: event.id,
  StackName: stack.name,
  OperationId: event.operationId,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId,
  ResourceType: event.type,
  Timestamp: new Date(event.at),
  ResourceStatus: event.status,
  ResourceStatusReason: event.reason,
  ResourceProperties: event.properties,
  ClientRequestToken: event.token,
  DetailedStatus: event.detailedStatus,
  ...hookShape(event.hook),
});

/** An event never changes. */
export function eventShape(stack: StackRecord, event: EventRecord): object {
  const shape = eventShapes.get(event) ?? Object.freeze(makeEventShape(stack, event));
  eventShapes.set(event, shape);
  return shape;
}

const driftInformation = (resource: ResourceRecord, stack: StackRecord): object => ({
  StackResourceDriftStatus:
    stack.driftCheckedAt === undefined ? 'NOT_CHECKED' : resource.drift.length > 0 ? 'MODIFIED' : 'IN_SYNC',
});

export const resourceSummaryShape = (stack: StackRecord, resource: ResourceRecord): object => ({
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  LastUpdatedTimestamp: new Date(resource.updatedAt),
  ResourceStatus: resource.status,
  ResourceStatusReason: resource.reason,
  DriftInformation: driftInformation(resource, stack),
});

export const resourceShape = (stack: StackRecord, resource: ResourceRecord): object => ({
  StackName: stack.name,
  StackId: stack.id,
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  Timestamp: new Date(resource.updatedAt),
  ResourceStatus: resource.status,
  ResourceStatusReason: resource.reason,
  DriftInformation: driftInformation(resource, stack),
});

export const resourceDetailShape = (stack: StackRecord, resource: ResourceRecord): object => ({
  ...resourceShape(stack, resource),
  Timestamp: undefined,
  LastUpdatedTimestamp: new Date(resource.updatedAt),
  Metadata: resource.metadata === undefined ? undefined : JSON.stringify(resource.metadata),
});

export const operationEventShape = (stack: StackRecord, item: OperationEvent): object => ({
  EventId: item.id,
  StackId: stack.id,
  OperationId: item.operationId,
  OperationType: item.operationType,
  OperationStatus: item.operationStatus,
  EventType: item.eventType,
  Timestamp: new Date(item.at),
  StartTime: dateOf(item.startedAt),
  EndTime: dateOf(item.endedAt),
  LogicalResourceId: item.event?.logicalId ?? item.finding?.logicalId,
  PhysicalResourceId: item.event?.physicalId ?? (item.finding === undefined ? undefined : ''),
  ResourceType: item.event?.type ?? item.finding?.type,
  ResourceStatus: item.event?.status,
  ResourceStatusReason: item.event?.reason,
  ResourceProperties: item.event?.properties,
  ClientRequestToken: item.event?.token,
  DetailedStatus: item.event?.detailedStatus,
  ...hookShape(item.event?.hook),
  ValidationName: item.finding?.name,
  ValidationFailureMode: item.finding?.mode,
  ValidationStatus: item.finding === undefined ? undefined : 'FAILED',
  ValidationStatusReason: item.finding?.reason,
  ValidationPath: item.finding?.path,
});
