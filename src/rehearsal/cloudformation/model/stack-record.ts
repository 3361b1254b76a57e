import type { StackStatus } from '../../../core/stack-status.ts';
import type { Template, TemplateValue } from '../../../core/template.ts';
import type { Properties } from './values.ts';

export type OperationType =
  'CREATE_STACK' | 'UPDATE_STACK' | 'DELETE_STACK' | 'ROLLBACK' | 'CONTINUE_ROLLBACK' | 'CREATE_CHANGESET';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A parameter as the stack keeps it: what was sent, and what an SSM-typed one resolved to. */
export interface ParameterValue {
  readonly value: string;
  readonly resolved?: string;
}

/** What a template and its values come to: enough to provision, and to go back to. */
export interface Definition {
  readonly text: string;
  /** As it was sent. */
  readonly declared: Template;
  /** As its macros leave it; the declared one where there are none. */
  readonly template: Template;
  /** Why its macros, or what they made, cannot be used; told once the operation is under way. */
  readonly fault?: string;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  readonly tags: readonly Tag[];
  readonly notificationArns: readonly string[];
  readonly capabilities: readonly string[];
  readonly roleArn: string | undefined;
  readonly rollback: RollbackSettings;
  /** The update that goes by it also undoes what was changed by hand. */
  readonly revertsDrift: boolean;
  /** Its end is told once all is configured, whether it can be used or not. */
  readonly express: boolean;
}

/** As sent and shown: RollbackConfiguration. */
export interface RollbackSettings {
  readonly RollbackTriggers?: readonly { readonly Arn?: string; readonly Type?: string }[];
  readonly MonitoringTimeInMinutes?: number;
}

/** The physical resource behind a logical id. */
export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  physicalId: string;
  status: string;
  reason: string | undefined;
  updatedAt: number;
  /** Evaluated; what `update` compares with. */
  properties: Properties;
  /** As events show them: NoEcho masked. */
  shown: string;
  metadata: TemplateValue | undefined;
  attributes: ReadonlyMap<string, string | readonly string[]>;
  deletionPolicy: string | undefined;
  updateReplacePolicy: string | undefined;
  /** Logical ids it was made from, for deleting in reverse. */
  needs: ReadonlySet<string>;
  /** Property names that no longer match the template, for drift detection. */
  drift: readonly { readonly path: string; readonly expected: string; readonly actual: string }[];
}

/** One look of a hook, as the events around a resource tell of it. */
export interface HookInvocation {
  readonly id: string;
  readonly type: string;
  readonly mode: 'FAIL' | 'WARN';
  readonly status: 'HOOK_IN_PROGRESS' | 'HOOK_COMPLETE_SUCCEEDED' | 'HOOK_COMPLETE_FAILED';
  readonly reason: string;
}

export interface EventRecord {
  readonly id: string;
  readonly at: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly properties?: string;
  readonly token?: string;
  readonly operationId?: string;
  readonly detailedStatus?: string;
  readonly hook?: HookInvocation;
}

/** What DescribeEvents tells and DescribeStackEvents does not. */
export interface OperationEvent {
  readonly id: string;
  readonly at: number;
  readonly eventType:
    'STACK_EVENT' | 'PROGRESS' | 'VALIDATION_ERROR' | 'PROVISIONING_ERROR' | 'HOOK_INVOCATION_ERROR';
  readonly operationId: string;
  readonly operationType: OperationType;
  readonly operationStatus?: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly event?: EventRecord;
  readonly finding?: ValidationFinding;
}

export interface ValidationFinding {
  /** `PROPERTY_VALIDATION`, `NAME_CONFLICT_VALIDATION`, `BUCKET_EMPTINESS_VALIDATION`, … */
  readonly name: string;
  readonly mode: 'FAIL' | 'WARN';
  readonly logicalId: string;
  readonly type: string;
  readonly path: string;
  readonly reason: string;
}

export interface OperationRecord {
  readonly type: OperationType;
  readonly id: string;
  readonly startedAt: number;
}

export interface OutputRecord {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

interface Before {
  readonly definition: Definition;
  readonly resources: ReadonlyMap<string, ResourceRecord>;
  readonly outputs: readonly OutputRecord[];
}

export interface StackRecord {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  status: StackStatus;
  reason: string | undefined;
  detailedStatus: string | undefined;
  /** Undefined on an empty stack (REVIEW_IN_PROGRESS). */
  definition: Definition | undefined;
  resources: Map<string, ResourceRecord>;
  outputs: readonly OutputRecord[];
  readonly createdAt: number;
  updatedAt: number | undefined;
  deletedAt: number | undefined;
  changeSetId: string | undefined;
  terminationProtection: boolean;
  onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  timeoutMinutes: number | undefined;
  policy: string | undefined;
  readonly parentId: string | undefined;
  readonly rootId: string | undefined;
  /** Oldest first. */
  readonly events: EventRecord[];
  readonly operationEvents: OperationEvent[];
  /** Newest first: the last call, after its automatic rollback where there was one. */
  operations: readonly OperationRecord[];
  /** Tokens seen, with what each asked for. */
  readonly tokens: Map<string, string>;
  /** The token of the running operation. */
  token: string | undefined;
  /** What an update began from; what its rollback goes back to. */
  before: Before | undefined;
  /** New physical resources a rollback has yet to remove; kept when the rollback fails. */
  leftovers: ResourceRecord[];
  driftStatus: 'NOT_CHECKED' | 'IN_SYNC' | 'DRIFTED';
  driftCheckedAt: number | undefined;
}
