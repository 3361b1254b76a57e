import type { OperationProgress } from '../../core/events.ts';
import { isRollback, type StackStatus } from '../../core/stack-status.ts';

type Times = Pick<OperationProgress, 'elapsedSeconds' | 'etaSeconds'>;

/**
 * The share of the estimated time that is over, whole, 0 to 99.
 * Never backwards, whatever becomes of the estimate; and not all of it before the end is known.
 * @param before what was shown last
 */
export function percentComplete({ etaSeconds, elapsedSeconds }: Times, before = 0): number {
  if (etaSeconds === undefined || elapsedSeconds === undefined) return before;
  const whole = elapsedSeconds + Math.max(0, etaSeconds);
  const reached = whole <= 0 ? 0 : Math.floor((100 * elapsedSeconds) / whole);
  return Math.min(99, Math.max(before, reached));
}

/** What may be shown of it: nothing without an estimate, nor while what was done is being undone. */
export const percentShown = ({
  percent,
  etaSeconds,
  status,
}: Times & { readonly percent?: number; readonly status?: StackStatus }): number | undefined =>
  etaSeconds === undefined || (status !== undefined && isRollback(status)) ? undefined : percent;
