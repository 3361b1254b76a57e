import type { ChangeSet } from '../core/stack.ts';
import { stripControl } from '../core/text.ts';

/** Longest text of AWS's that is read or shown: an error may echo a whole template. */
const limit = 4_096;

/** What AWS itself said, from an error of `aws/` and all its causes, one line each. Untrusted text. */
export function awsWords(error: unknown): string {
  const lines: string[] = [];
  for (let at: unknown = error; at instanceof Error && lines.length < 5; at = at.cause)
    lines.push(at.name === 'Error' || at.name === 'InstallError' ? at.message : `${at.name}: ${at.message}`);
  return stripControl(lines.join('\n')).slice(0, limit);
}

/** AWS has two texts for it and no error code of its own. */
export const saysGone = (error: unknown): boolean =>
  /does not exist|ChangeSetNotFound|StackNotFound/.test(awsWords(error));

const cancellations: readonly RegExp[] = [
  /^Resource (creation|update|deletion|import) cancell?ed/i,
  /^The following resource\(s\) failed to (create|update|delete|import)/,
  /^Embedded stack .* was not successfully/,
  // Nothing else said: somebody took it back, and nobody wrote down why.
  /^(Rollback|Delete) requested by user\.?$/,
];

/** True where a reason tells of a failure elsewhere and is never the cause itself. */
export const saysCancelled = (reason = ''): boolean =>
  cancellations.some((pattern) => pattern.test(reason.trim()));

/**
 * CloudFormation's three ways to say that there is nothing to do. An empty list of changes is not one of them:
 * a change of outputs or of an SSM parameter's value lists none and is a change all the same.
 */
const noChanges: readonly RegExp[] = [
  /The submitted information didn't contain changes/i,
  /No updates are to be performed/i,
  /There are no changes to be performed/i,
];

export const tellsNoChanges = (text: string): boolean => noChanges.some((pattern) => pattern.test(text));

export const saysNoChanges = (changeSet: Pick<ChangeSet, 'status' | 'statusReason'>): boolean =>
  changeSet.status === 'FAILED' && tellsNoChanges(changeSet.statusReason ?? '');

/** The same of a resource and of a change set; early validation says `hook(s)/validation failed`. */
export const saysHooksFailed = (reason: string): boolean => /hook\(s\) failed/i.test(reason);
