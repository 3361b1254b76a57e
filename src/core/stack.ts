import type { StackStatus } from './stack-status.ts';

/** What DescribeStacks says, with AWS's own field names where they exist. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  /** `CONFIGURATION_COMPLETE` (not done yet) or `VALIDATION_FAILED`. */
  readonly detailedStatus?: string;
  readonly description?: string;
  /** NoEcho values read back as `****`. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  readonly exports: readonly string[];
  readonly tags: ReadonlyMap<string, string>;
  readonly notificationArns: readonly string[];
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
  readonly terminationProtection: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt?: number;
  /** When its delete began (DeletionTime). */
  readonly deletedAt?: number;
  readonly changeSetId?: string;
  readonly parentId?: string;
  /** Its last operation went out in express mode: complete was told before its resources could be used. */
  readonly express?: true;
  /** Absent: no alarms and no monitoring. */
  readonly rollback?: RollbackWatch;
  readonly lastOperations: readonly { readonly type: string; readonly id: string }[];
  /** What the last drift detection found (DescribeStacks' DriftInformation); absent: never detected. */
  readonly drift?: { readonly status: string; /** Milliseconds since 1970. */ readonly checkedAt?: number };
}

interface RollbackAlarm {
  readonly arn: string;
  readonly type: 'AWS::CloudWatch::Alarm' | 'AWS::CloudWatch::CompositeAlarm';
}

/** Alarms that roll an operation back when they go off (RollbackConfiguration). */
export interface RollbackWatch {
  readonly alarms: readonly RollbackAlarm[];
  /** So long they are watched on once all is in place; 0 to 180. */
  readonly monitoringMinutes: number;
}

export interface StackResource {
  readonly logicalId: string;
  /** Empty until AWS has given one. */
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  /** `MODIFIED`, `DELETED`, `IN_SYNC`, `NOT_CHECKED`: from the last drift detection. */
  readonly drift?: string;
}

/** One event as CloudFormation tells it; `id` (EventId) is what tells two events apart. */
export interface StackEvent {
  readonly id: string;
  /** Milliseconds since 1970, by AWS's clock: use differences of these, never now minus one. */
  readonly at: number;
  readonly stackId: string;
  readonly stackName: string;
  /** Logical ids from the root to this resource's stack; empty in the root stack. */
  readonly path: readonly string[];
  readonly logicalId: string;
  readonly physicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly detailedStatus?: string;
  readonly reason?: string;
  readonly token?: string;
  readonly operationId?: string;
  /** For hook events. */
  readonly hook?: {
    readonly type: string;
    readonly status: string;
    /** `WARN` lets pass what it finds. */
    readonly mode?: string;
    readonly reason?: string;
  };
}

export type Replacement = 'True' | 'False' | 'Conditional';

export interface Change {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import' | 'Dynamic' | 'SyncWithActual';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly replacement?: Replacement;
  readonly policyAction?: string;
  /** Property paths (`Properties.Name`) that change. */
  readonly properties: readonly ChangedProperty[];
  /** Logical ids from the root for a change inside a nested stack. */
  readonly path: readonly string[];
  /** It was changed by hand, or is gone; told by change sets that revert drift only. */
  readonly drifted?: true;
  /** The nested change set's ARN, where the resource is a stack. */
  readonly nestedChangeSetId?: string;
}

export interface ChangedProperty {
  readonly name: string;
  readonly requiresRecreation: 'Never' | 'Conditionally' | 'Always';
  readonly before?: string;
  readonly after?: string;
  readonly causedBy?: string;
}

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly executionStatus: string;
  /** `quilt-install-…` in the name does not prove whose it is; the description is shown to people. */
  readonly description?: string;
  readonly createdAt?: number;
  readonly changes: readonly Change[];
}

/** The prefix of every change set this tool makes; others' are never touched. */
export const changeSetPrefix = 'quilt-install-';

export interface RootCause {
  readonly logicalId: string;
  readonly resourceType: string;
  /** AWS's own words, cleaned of request ids. Untrusted text. */
  readonly reason: string;
  readonly path?: readonly string[];
  /** What it means for this product. */
  readonly meaning?: string;
  /** What to do now. */
  readonly remedy?: string;
  readonly docs?: string;
  /** The resource handler's own code, such as `AlreadyExists`. */
  readonly handlerCode?: string;
  /** As the reason names it: `Sqs`, `AmazonEC2`. */
  readonly service?: string;
}

export type StackOutcome =
  | {
      readonly kind: 'succeeded';
      readonly status: StackStatus;
      /** Those that may be shown: none where nobody said which of them are secret. */
      readonly outputs: ReadonlyMap<string, string>;
      /** What DNS records follow from. */
      readonly allOutputs: ReadonlyMap<string, string>;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'failed'; readonly status: StackStatus; readonly rootCause?: RootCause }
  | { readonly kind: 'running'; readonly reason: string; readonly resume: string };
