import type { ChangeSet } from '../../core/stack.ts';

/**
 * CloudFormation's three ways to say that there is nothing to do. An empty list of changes is not one of them:
 * a change of outputs or of an SSM parameter's value lists none and is a change all the same.
 */
const texts: readonly RegExp[] = [
  /The submitted information didn't contain changes/i,
  /No updates are to be performed/i,
  /There are no changes to be performed/i,
];

export const saysNoChanges = (changeSet: Pick<ChangeSet, 'status' | 'statusReason'>): boolean =>
  changeSet.status === 'FAILED' && texts.some((text) => text.test(changeSet.statusReason ?? ''));
