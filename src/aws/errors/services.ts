import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';

export const certificateRecordsMissing = (arn: string): InstallError =>
  new InstallError({
    code: 'certificate-records-missing',
    message: `ACM has not yet named the DNS records that validate the new certificate ${arn}.`,
    hint: 'The certificate is requested; its records appear in the ACM console shortly. Write them to DNS there, or run this again.',
    exitCode: exitCodes.checkFailed,
  });

export const driftUndecided = (): InstallError =>
  new InstallError({
    code: 'drift-undecided',
    message: 'CloudFormation was still looking for drift after five minutes.',
    hint: 'It goes on by itself; ask again in a few minutes.',
    exitCode: exitCodes.checkFailed,
  });

export const resourcePolicyTaken = (name: string): InstallError =>
  new InstallError({
    code: 'resource-policy-taken',
    message: `CloudWatch Logs has a resource policy named ${name} by now; it was left as it is.`,
    hint: 'Look at it (aws logs describe-resource-policies), then run the check again.',
    exitCode: exitCodes.checkFailed,
  });

/** @param cause AWS's refusal */
export const roleServiceUnknown = (principal: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'role-service-unknown',
    message: `IAM knows no service named ${principal}, so it has no role to make for it.`,
    hint: 'Check the partition: some services are not offered in every one.',
    exitCode: exitCodes.checkFailed,
    cause,
  });

/** @param cause AWS's refusal */
export const secretBeingDeleted = (id: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'secret-being-deleted',
    message: `The secret ${id} in Secrets Manager is waiting to be deleted, so it can be neither read nor made anew.`,
    hint: `Take the deletion back: aws secretsmanager restore-secret --secret-id ${id}`,
    exitCode: exitCodes.usage,
    cause,
  });

export const usageUnknown = (thing: string): InstallError =>
  new InstallError({
    code: 'usage-unknown',
    message: `How many ${thing} are in use cannot be counted.`,
    hint: 'Look it up in the Service Quotas console.',
    exitCode: exitCodes.checkFailed,
  });
