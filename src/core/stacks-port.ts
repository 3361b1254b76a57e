import type { ChangeSet, RollbackWatch, Stack, StackEvent, StackResource } from './stack.ts';

export interface ChangeSetRequest {
  readonly stackName: string;
  readonly changeSetName: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly template: { readonly body: string } | { readonly url: string } | { readonly previous: true };
  readonly parameters: readonly (
    { readonly key: string; readonly value: string } | { readonly key: string; readonly usePrevious: true }
  )[];
  readonly capabilities: readonly string[];
  readonly tags?: ReadonlyMap<string, string>;
  readonly notificationArns?: readonly string[];
  readonly roleArn?: string;
  /** Absent keeps what the stack has; given, it replaces all of it. */
  readonly rollback?: RollbackWatch;
  /** Compares with what the resources really are: what was changed by hand is changed back. */
  readonly revertDrift?: true;
  readonly description: string;
  /** Idempotency: the same token makes the same change set. */
  readonly token: string;
}

/** CloudFormation, one promise per call, never memoised. Rejects like `Facts`. */
export interface Stacks {
  /** undefined when there is none; a deleted one is found by its id for 90 days. */
  describe(nameOrId: string): Promise<Stack | undefined>;
  list(): Promise<
    readonly {
      readonly id: string;
      readonly name: string;
      readonly status: string;
      readonly parentId?: string;
      readonly rootId?: string;
    }[]
  >;
  /** One page, newest first. */
  events(
    stackId: string,
    nextToken?: string,
  ): Promise<{ readonly events: readonly StackEvent[]; readonly nextToken?: string }>;
  /** All pages. */
  resources(nameOrId: string): Promise<readonly StackResource[]>;
  /** The original text; every non-ASCII character reads back as `?`. */
  template(nameOrId: string, changeSetName?: string): Promise<string>;
  /** Names of the stacks that import the export. */
  importers(exportName: string): Promise<readonly string[]>;
  /** The text as the template's macros left it: what the stack's resources are. */
  processedTemplate(nameOrId: string): Promise<string>;
  createChangeSet(request: ChangeSetRequest): Promise<{ readonly id: string; readonly stackId: string }>;
  /** All pages, nested change sets not followed; undefined when there is none. */
  changeSet(id: string, stackId?: string): Promise<ChangeSet | undefined>;
  changeSets(stackId: string): Promise<
    readonly {
      readonly id: string;
      readonly name: string;
      readonly status: string;
      readonly executionStatus: string;
    }[]
  >;
  executeChangeSet(
    id: string,
    options: { readonly token: string; readonly disableRollback?: false },
  ): Promise<void>;
  deleteChangeSet(id: string): Promise<void>;
  deleteStack(
    stackId: string,
    options: {
      readonly token: string;
      readonly retain?: readonly string[];
      readonly force?: boolean;
      readonly roleArn?: string;
    },
  ): Promise<void>;
  protect(stackId: string, enabled: boolean): Promise<void>;
  cancelUpdate(stackId: string, token: string): Promise<void>;
  continueRollback(
    stackId: string,
    options: { readonly token: string; readonly skip: readonly string[]; readonly roleArn?: string },
  ): Promise<void>;
  /** For CREATE_FAILED and UPDATE_FAILED. */
  rollback(stackId: string, token: string): Promise<void>;
  /** Validation findings and failures that DescribeStackEvents hides (DescribeEvents). */
  findings(
    target:
      /** With what hooks said of it. */
      { readonly changeSetId: string } | { readonly stackId: string },
  ): Promise<readonly EarlyValidationFinding[]>;
}

export interface EarlyValidationFinding {
  readonly logicalId: string;
  readonly resourceType: string;
  /** `PROPERTY_VALIDATION`, `NAME_CONFLICT_VALIDATION`, … or empty. */
  readonly name: string;
  readonly severity: 'fail' | 'warn';
  readonly reason: string;
  readonly path?: string;
}
