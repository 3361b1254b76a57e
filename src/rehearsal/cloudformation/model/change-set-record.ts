import type { Definition, HookInvocation, ValidationFinding } from './stack-record.ts';

export interface ChangeDetail {
  readonly attribute: 'Properties' | 'Metadata' | 'Tags' | 'DeletionPolicy' | 'UpdateReplacePolicy';
  readonly name?: string;
  readonly recreation: 'Never' | 'Conditionally' | 'Always';
  readonly evaluation: 'Static' | 'Dynamic';
  readonly source:
    'DirectModification' | 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute' | 'Automatic';
  readonly cause?: string;
  readonly before?: string;
  readonly after?: string;
}

export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Dynamic' | 'Import';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  /** It was changed by hand: told where the change set reverts that. */
  readonly drifted?: true | undefined;
  readonly replacement?: 'True' | 'False' | 'Conditional';
  readonly policyAction?: string;
  readonly scope: readonly string[];
  readonly details: readonly ChangeDetail[];
  /** JSON texts, for IncludePropertyValues. */
  readonly beforeContext?: string;
  readonly afterContext?: string;
  /** The nested stack's own change set. */
  nestedChangeSetId?: string;
}

/** A resource that is there and is to become the stack's. */
export interface ImportTarget {
  readonly logicalId: string;
  readonly type: string;
  /** The identifier's values, joined by `|`. */
  readonly physicalId: string;
  readonly identifier: Readonly<Record<string, string>>;
}

export interface ChangeSetRecord {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly type: 'CREATE' | 'UPDATE' | 'IMPORT';
  /** Of an import what was asked for, else what was found to be there. */
  imports: readonly ImportTarget[];
  /** What is there already is not made again. */
  readonly importExisting: boolean;
  readonly createdAt: number;
  readonly description: string | undefined;
  readonly definition: Definition;
  readonly onStackFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING' | undefined;
  readonly includeNested: boolean;
  readonly parentId: string | undefined;
  readonly rootId: string | undefined;
  readonly operationId: string;
  readonly clientToken: string | undefined;
  status: string;
  reason: string | undefined;
  /** `EXECUTE_…` once it was executed: gone by its name, readable by its ARN. */
  executionStatus: string;
  changes: readonly PlannedChange[];
  findings: readonly ValidationFinding[];
  /** What hooks said of it as a whole. */
  hooks: readonly HookInvocation[];
}
