import { reachedItsEnd, type OperationKind } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';

/** So many readings in a row that may be stale decide nothing: DescribeStacks has been seen to lag behind that often. */
export const toleratedReadings = 3;

/**
 * What a reading of DescribeStacks is worth for one operation. `stale`: it is of the time before; `unknown`:
 * there is nothing to compare it with; `missing`: the stack was not there.
 */
export type Freshness = 'fresh' | 'stale' | 'unknown' | 'missing';

/** What is known of the operation that a reading is compared with. */
export interface KnownOperation {
  readonly kind?: OperationKind;
  /** AWS's time of the newest event before the operation. */
  readonly before?: number;
  /** AWS's time of the operation's first event. */
  readonly startedAt?: number;
}

/** A stack's own times may be this much earlier than its first event, milliseconds. */
const leadMs = 5_000;

const changedAt = ({ createdAt, updatedAt = 0, deletedAt = 0 }: Stack): number =>
  Math.max(createdAt, updatedAt, deletedAt);

/** True for a terminal status that a stack cannot have had before the operation. */
const onlyAfter = (kind: OperationKind | undefined, { status }: Stack): boolean =>
  status === 'DELETE_COMPLETE' ||
  kind === 'create' ||
  ((kind === 'delete' || kind === 'rollback') && reachedItsEnd(kind, status));

/** @param stack in a terminal status, as it was described; undefined: it was said not to exist. */
export function freshnessOf(
  stack: Stack | undefined,
  { kind, before, startedAt }: KnownOperation,
): Freshness {
  if (stack === undefined) return 'missing';
  if (onlyAfter(kind, stack)) return 'fresh';
  if (before !== undefined) return changedAt(stack) > before ? 'fresh' : 'stale';
  if (startedAt === undefined) return 'unknown';
  return changedAt(stack) >= startedAt - leadMs ? 'fresh' : 'stale';
}
