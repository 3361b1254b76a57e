import type { StackEvent } from '../../core/stack.ts';
import {
  inProgress,
  operationBegunIn,
  type OperationKind,
  type StackStatus,
} from '../../core/stack-status.ts';

/**
 * CloudFormation's own words for going back by itself; a person's request says `User Initiated`. After failed
 * early validation a stack even says CREATE_FAILED and begins its rollback 0.2 s later.
 */
const automatic =
  /Validation failure detected|requested by user|failed to (create|update|delete)|cancell?ed/i;

const askedFor = /^User Initiated/i;

/** A stack speaks of itself with its own ARN as the physical id; a nested one is a resource of its parent. */
export const isOwnEvent = (event: StackEvent): boolean =>
  event.resourceType === 'AWS::CloudFormation::Stack' && event.physicalId === event.stackId;

/**
 * The operation that this event of the stack itself begins; undefined when it belongs to the one before.
 * @param before the stack's status by its event before this one, if any is known.
 */
export function operationBegunBy(
  event: StackEvent,
  before: StackStatus | undefined,
): OperationKind | undefined {
  const kind = operationBegunIn(event.status as StackStatus);
  // The stack repeats CREATE_IN_PROGRESS once every resource is configured: no new operation.
  if (kind === undefined || event.detailedStatus === 'CONFIGURATION_COMPLETE') return undefined;
  const byItself = automatic.test(event.reason ?? '');
  // OnFailure DELETE shows DELETE_IN_PROGRESS in the middle of the create that failed.
  if (byItself && (kind === 'delete' || kind === 'rollback')) return undefined;
  // Only a delete may begin while another operation runs.
  if (before !== undefined && inProgress(before))
    return kind === 'delete' && before !== 'DELETE_IN_PROGRESS' ? kind : undefined;
  // A page cut off before the attempt must not make its rollback look like an operation of its own.
  if (kind === 'rollback' && before === undefined)
    return askedFor.test(event.reason ?? '') ? kind : undefined;
  return kind;
}

/** Where the newest operation begins among a stack's events, oldest first; -1: nowhere. */
export function newestStart(events: readonly StackEvent[]): number {
  let before: StackStatus | undefined;
  let found = -1;
  for (const [index, event] of events.entries()) {
    if (!isOwnEvent(event)) continue;
    if (operationBegunBy(event, before) !== undefined) found = index;
    before = event.status as StackStatus;
  }
  return found;
}
