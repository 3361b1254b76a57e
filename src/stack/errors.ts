import { awsCodes, InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { EarlyValidationFinding } from '../core/ports.ts';
import type { Stack } from '../core/stack.ts';
import { shortText } from '../core/text.ts';
import { commandOn } from '../products/index.ts';
import { saysHooksFailed } from './aws-texts.ts';
import { parseReason } from './diagnose/reason.ts';
import { validationRemedy } from './diagnose/validation.ts';

/** Stopped before anything was executed; what this run had made is removed by whoever made it. */
export const interrupted = (): InstallError =>
  new InstallError({
    code: 'run-interrupted',
    message: 'Stopped before anything was executed; what this run had prepared was removed.',
    hint: 'Run the same command again when you are ready.',
    exitCode: exitCodes.interrupted,
  });

/** Somebody else's operation runs on the stack: watch it, then go on. @param stack its `id` tells the region */
export function stackBusy(
  { name, id }: { readonly name: string; readonly id?: string },
  cause?: unknown,
): InstallError {
  const region = id?.split(':')[3];
  const resume = `${commandOn('watch', name)}${region === undefined ? '' : ` --region ${region}`}`;
  return new InstallError({
    code: 'stack-busy',
    message: `Another operation is running on stack ${name}; this run has started nothing.`,
    hint: `Follow it with ${resume}, then run this command again.`,
    exitCode: exitCodes.stillRunning,
    resume,
    cause,
  });
}

export const stackMissing = (stackName: string): InstallError =>
  new InstallError({
    code: 'stack-missing',
    message: `There is no stack named ${stackName} in this account and region.`,
    hint: 'Check --stack-name, --region and --profile; to make a new stack run quilt-install install.',
    exitCode: exitCodes.usage,
  });

/** AWS answered CreateChangeSet and named no change set. */
export const answerEmpty = (stackName: string): InstallError =>
  new InstallError({
    code: awsCodes.unreachable,
    message: `AWS answered the plan for ${stackName} with nothing, and no such plan is found.`,
    hint: 'Check what stands between this machine and AWS, such as a proxy; then run the command again.',
    exitCode: exitCodes.noAccess,
  });

/** CloudFormation did not finish computing a change set. */
export const planTimeout = (): InstallError =>
  new InstallError({
    code: 'plan-timeout',
    message: 'CloudFormation did not finish computing the change set within 15 minutes; nothing was changed.',
    hint: 'Run the same command again; if it happens again, look at AWS Health for CloudFormation in this region.',
    exitCode: exitCodes.checkFailed,
  });

/** Somebody else's plan was executed, or ours was deleted, while it was being looked at. */
export const planGone = (stackName: string, cause?: unknown): InstallError =>
  new InstallError({
    code: 'plan-gone',
    message:
      'The change set that was planned is no longer there: another run or person executed or removed it.',
    hint: `Run ${commandOn('status', stackName)} to see what happened, then the same command again.`,
    exitCode: exitCodes.checkFailed,
    cause,
  });

/** A finding of early validation as one line. */
export const findingLine = ({ logicalId, resourceType, reason }: EarlyValidationFinding): string =>
  `${logicalId === '' ? '' : `${logicalId} (${resourceType}): `}${shortText(parseReason(reason).text, 300)}`;

const refusalRemedy = (reason: string, failed: readonly EarlyValidationFinding[]): string => {
  if (saysHooksFailed(reason))
    return 'Show this to whoever keeps the hooks of this account: they can exempt the stack, or say what would pass.';
  const remedies = [...new Set(failed.flatMap((finding) => validationRemedy(finding) ?? []))];
  return remedies.length > 0
    ? remedies.join(' ')
    : 'Fix what it names (a parameter, the template, or a resource that is in the way) and run the command again.';
};

/** CloudFormation looked at the plan and said no; nothing was changed. */
export function planRefused(
  stackName: string,
  reason: string,
  findings: readonly EarlyValidationFinding[],
  cause?: unknown,
): InstallError {
  const failed = findings.filter(({ severity }) => severity === 'fail').slice(0, 10);
  const words =
    failed.length > 0 ? failed.map(findingLine).join('; ') : shortText(parseReason(reason).text, 500);
  return new InstallError({
    code: 'plan-refused',
    message: `CloudFormation refused the plan for ${stackName}: ${words}`,
    hint: `Nothing was changed. ${refusalRemedy(reason, failed)}`,
    exitCode: exitCodes.checkFailed,
    cause,
  });
}

/** CloudFormation fetched another template than the one that was shown. */
export const templateChanged = (): InstallError =>
  new InstallError({
    code: 'template-changed',
    message:
      'The template that CloudFormation fetched differs from the one shown here; the plan was thrown away.',
    hint: 'Somebody changed the file at that address meanwhile, or it answers differently to AWS. Run the command again and look at the plan anew.',
    exitCode: exitCodes.checkFailed,
  });

export const unclearCode = 'operation-unclear';

/**
 * AWS was told to begin and never said whether it did. Neither "started" nor "not started" would be true, so nothing
 * that was made for it is removed, and the way to find out is named.
 * @param interrupted a Ctrl-C ended the waiting
 */
export const operationUnclear = (
  stackName: string,
  resume: string,
  interrupted: boolean,
  cause: unknown,
): InstallError =>
  new InstallError({
    code: unclearCode,
    message: `AWS was asked to carry out the plan for stack ${stackName} and has not answered whether it began; it may be running.`,
    hint: `Once AWS answers again, find out with: ${resume}`,
    exitCode: interrupted ? exitCodes.interrupted : exitCodes.stillRunning,
    resume,
    cause,
  });

export const notStartedCode = 'operation-not-started';

/** An empty stack on which no operation has begun. */
export const notStarted = (stackName: string): InstallError =>
  new InstallError({
    code: notStartedCode,
    message: `Stack ${stackName} is empty (REVIEW_IN_PROGRESS): no operation has begun on it.`,
    hint: `Run ${commandOn('install', stackName)} again to make a plan and execute it, or ${commandOn('recover', stackName)} to remove the empty stack.`,
    exitCode: exitCodes.needsPerson,
  });

export const stackProtected = (stackName: string, cause?: unknown): InstallError =>
  new InstallError({
    code: 'stack-protected',
    message: `Stack ${stackName} has termination protection: CloudFormation will not delete it.`,
    hint: `Say that it may go: type the stack's name when asked, or give --confirm ${stackName}; the protection is then lifted first.`,
    exitCode: exitCodes.usage,
    cause,
  });

export const retainRefused = (stack: Stack): InstallError =>
  new InstallError({
    code: 'retain-refused',
    message: `Stack ${stack.name} is in ${stack.status}: CloudFormation takes --retain and --force only after a delete has failed.`,
    hint: 'Run the delete without them first; if it fails, they say what to do with what is left.',
    exitCode: exitCodes.usage,
  });

export const cancelRefused = (stackName: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'cancel-refused',
    message: `The update of stack ${stackName} is past the point where it could be cancelled.`,
    hint: 'Watch it to its end; a finished update is taken back by another one.',
    exitCode: exitCodes.stillRunning,
    cause,
  });
