import type { ChangeDetail, ChangeSetRecord, PlannedChange } from '../model/change-set-record.ts';
import type { StackRecord } from '../model/stack-record.ts';
import { notEmpty, parametersOf } from './wire.ts';

const detailShape = ({ attribute, name, ...detail }: ChangeDetail, values: boolean): object => ({
  Target: {
    Attribute: attribute,
    Name: name,
    RequiresRecreation: detail.recreation,
    ...(values && name !== undefined
      ? {
          Path: `/Properties/${name}`,
          BeforeValue: detail.before,
          AfterValue: detail.after,
          AttributeChangeType: changeType(detail),
        }
      : {}),
  },
  Evaluation: detail.evaluation,
  ChangeSource: detail.source,
  CausingEntity: detail.cause,
});

const changeType = ({ before, after }: Pick<ChangeDetail, 'before' | 'after'>): string =>
  before === undefined ? 'Add' : after === undefined ? 'Remove' : 'Modify';

export const changeShape = (change: PlannedChange, values: boolean): object => ({
  Type: 'Resource',
  ResourceChange: {
    PolicyAction: change.policyAction,
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId,
    ResourceType: change.type,
    Replacement: change.replacement,
    ResourceDriftStatus: change.drifted === true ? 'MODIFIED' : undefined,
    Scope: change.scope,
    Details: change.details.map((detail) => detailShape(detail, values)),
    ChangeSetId: change.nestedChangeSetId,
    ...(values ? { BeforeContext: change.beforeContext, AfterContext: change.afterContext } : {}),
  },
});

export const changeSetShape = (stack: StackRecord, changeSet: ChangeSetRecord): object => ({
  ...changeSetSummaryShape(stack, changeSet),
  Parameters: parametersOf(changeSet.definition.template, changeSet.definition.parameters),
  DeploymentMode: changeSet.definition.revertsDrift ? 'REVERT_DRIFT' : undefined,
  NotificationARNs: changeSet.definition.notificationArns,
  RollbackConfiguration: changeSet.definition.rollback,
  Capabilities: changeSet.definition.capabilities,
  Tags: notEmpty(changeSet.definition.tags),
  OnStackFailure: changeSet.onStackFailure,
});

export const changeSetSummaryShape = (stack: StackRecord, changeSet: ChangeSetRecord): object => ({
  StackId: stack.id,
  StackName: stack.name,
  ChangeSetId: changeSet.id,
  ChangeSetName: changeSet.name,
  Description: changeSet.description,
  CreationTime: new Date(changeSet.createdAt),
  ExecutionStatus: changeSet.executionStatus,
  Status: changeSet.status,
  StatusReason: changeSet.reason,
  IncludeNestedStacks: changeSet.includeNested,
  ImportExistingResources: changeSet.importExisting ? true : undefined,
  ParentChangeSetId: changeSet.parentId,
  RootChangeSetId: changeSet.rootId,
});
