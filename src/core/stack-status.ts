import { exitCodes, type ExitCode } from './exit-codes.ts';

/** All 23 stack statuses CloudFormation knows. */
export const stackStatuses = [
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'CREATE_COMPLETE',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
  'DELETE_COMPLETE',
  'UPDATE_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE',
  'REVIEW_IN_PROGRESS',
  'IMPORT_IN_PROGRESS',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_IN_PROGRESS',
  'IMPORT_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_COMPLETE',
] as const;
export type StackStatus = (typeof stackStatuses)[number];

/** What a person can do with a stack in this status. */
export type StackCondition =
  /** No stack, or one that is gone. */
  | 'absent'
  /** An empty stack left by a change set (REVIEW_IN_PROGRESS). */
  | 'empty'
  /** An operation runs. */
  | 'busy'
  /** Usable and updatable. */
  | 'healthy'
  /** Only a decision leads on: `recover`. */
  | 'stuck';

const stuck: readonly StackStatus[] = [
  'CREATE_FAILED',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
  'DELETE_FAILED',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_FAILED',
];

export function conditionOf(status: StackStatus | undefined): StackCondition {
  if (status === undefined || status === 'DELETE_COMPLETE') return 'absent';
  if (status === 'REVIEW_IN_PROGRESS') return 'empty';
  if (status.endsWith('_IN_PROGRESS')) return 'busy';
  return stuck.includes(status) ? 'stuck' : 'healthy';
}

/** True while CloudFormation still works; REVIEW_IN_PROGRESS is at rest though its name says otherwise. */
export const inProgress = (status: StackStatus): boolean => conditionOf(status) === 'busy';

const onlyDeletable: readonly StackStatus[] = [
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'CREATE_FAILED',
  'DELETE_FAILED',
];

/** Nothing can be updated in it again: the way on is to delete what is left and create anew. */
export const onlyDelete = (status: StackStatus): boolean => onlyDeletable.includes(status);

/** What was asked of CloudFormation. `rollback`: RollbackStack or ContinueUpdateRollback, asked for by a person. */
export type OperationKind = 'create' | 'update' | 'delete' | 'rollback' | 'import';

const starts: Readonly<Partial<Record<StackStatus, OperationKind>>> = {
  CREATE_IN_PROGRESS: 'create',
  UPDATE_IN_PROGRESS: 'update',
  DELETE_IN_PROGRESS: 'delete',
  IMPORT_IN_PROGRESS: 'import',
  ROLLBACK_IN_PROGRESS: 'rollback',
  UPDATE_ROLLBACK_IN_PROGRESS: 'rollback',
};

/** The operation that may begin with a stack's entering this status; undefined: none does. */
export const operationBegunIn = (status: StackStatus): OperationKind | undefined => starts[status];

/** The operation a stack in this status is in, or was in last, as far as the status alone tells. */
export function operationOf(status: StackStatus): Exclude<OperationKind, 'rollback'> | undefined {
  if (status.startsWith('CREATE_') || status.startsWith('ROLLBACK_')) return 'create';
  if (status.startsWith('DELETE_')) return 'delete';
  if (status.startsWith('IMPORT_')) return 'import';
  return status.startsWith('UPDATE_') ? 'update' : undefined;
}

/** The update has succeeded; CloudFormation removes what it replaced. */
export const updateCleanup: StackStatus = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';

const succeeded = {
  create: ['CREATE_COMPLETE'],
  update: ['UPDATE_COMPLETE', updateCleanup],
  import: ['IMPORT_COMPLETE'],
  delete: ['DELETE_COMPLETE'],
} satisfies Partial<Record<OperationKind, readonly StackStatus[]>>;

const rolledBack: readonly StackStatus[] = [
  'ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'IMPORT_ROLLBACK_COMPLETE',
  // A create whose failure policy is to delete, or a create that was called off.
  'DELETE_COMPLETE',
];

const endsWell: Readonly<Record<OperationKind, readonly StackStatus[]>> = {
  ...succeeded,
  rollback: rolledBack,
};

/** True where the status is what the operation was for. Going back is a success only if that was asked for. */
export const reachedItsEnd = (kind: OperationKind, status: StackStatus): boolean =>
  endsWell[kind].includes(status);

const up: readonly StackStatus[] = [...succeeded.create, ...succeeded.update, ...succeeded.import];

/** The operation's outcome is already a success (the clean-up that may follow cannot undo it). */
export const succeededStatus = (status: StackStatus): boolean => up.includes(status);

/** True for a stack that goes back, or has gone back, to what was there before. */
export const isRollback = (status: StackStatus): boolean => status.includes('ROLLBACK');

/** True for a stack at work on going back, the clean-up behind it included. */
export const goesBack = (status: string): boolean => /ROLLBACK_(COMPLETE_CLEANUP_)?IN_PROGRESS$/.test(status);

/** True where an operation turns back: to what was there before, or by deleting what it made. */
export const turnsBack = (status: string): boolean =>
  /ROLLBACK_IN_PROGRESS$|^DELETE_IN_PROGRESS$/.test(status);

/** Exit code of an operation that failed and ended with this status. */
export const failedExitCode = (status: StackStatus): ExitCode =>
  rolledBack.includes(status) ? exitCodes.rolledBack : exitCodes.needsPerson;

/** True for a resource that CloudFormation is at work on. @param status a resource's, of which there are more than a stack has */
export const resourceInProgress = (status: string): boolean => status.endsWith('_IN_PROGRESS');

/** True for a resource that is no longer the stack's: deleted, or kept by its deletion policy. */
export const resourceGone = (status: string): boolean => /^DELETE_(COMPLETE|SKIPPED)$/.test(status);

export const resourceFailed = (status: string): boolean => status.endsWith('_FAILED');
