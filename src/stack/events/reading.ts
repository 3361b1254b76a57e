import type { Stack } from '../../core/stack.ts';
import { reachedItsEnd, type OperationKind } from '../../core/stack-status.ts';

/** So many readings in a row that may be stale decide nothing: DescribeStacks has been seen to lag behind that often. */
export const borne = 3;

/**
 * What a reading of DescribeStacks is worth for one operation. `stale`: it tells of the time before; `unknown`:
 * nothing is known to tell it by; `missing`: the stack was not there.
 */
export type Reading = 'fresh' | 'stale' | 'unknown' | 'missing';

/** What is known of the operation that a reading is to tell of. */
export interface Bounds {
  readonly kind?: OperationKind;
  /** AWS's time of the newest event before the operation. */
  readonly before?: number;
  /** AWS's time of the operation's first event. */
  readonly startedAt?: number;
}

/** A stack's own times run a little ahead of its first event, milliseconds. */
const ahead = 5_000;

const changedAt = ({ createdAt, updatedAt = 0, deletedAt = 0 }: Stack): number =>
  Math.max(createdAt, updatedAt, deletedAt);

/** True for a status at rest that a stack cannot have had before the operation. */
const onlyAfter = (kind: OperationKind | undefined, { status }: Stack): boolean =>
  status === 'DELETE_COMPLETE' ||
  kind === 'create' ||
  ((kind === 'delete' || kind === 'rollback') && reachedItsEnd(kind, status));

/** @param stack at rest, as it was described; undefined: it was said not to exist. */
export const readingOf = (stack: Stack | undefined, { kind, before, startedAt }: Bounds): Reading => {
  if (stack === undefined) return 'missing';
  if (onlyAfter(kind, stack)) return 'fresh';
  if (before !== undefined) return changedAt(stack) > before ? 'fresh' : 'stale';
  if (startedAt === undefined) return 'unknown';
  return changedAt(stack) >= startedAt - ahead ? 'fresh' : 'stale';
};
