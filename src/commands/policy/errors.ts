import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';

const usage = (code: 'flag-missing' | 'flag-invalid', message: string, hint: string): InstallError =>
  new InstallError({ code, message, hint, exitCode: exitCodes.usage });

export const flagNeeded = (kind: string, flags: string, example: string): InstallError =>
  usage(
    'flag-missing',
    `policy ${kind} needs ${flags}.`,
    `For example: quilt-install policy ${kind} ${example}`,
  );

export const flagOfAnotherKind = (kind: string, flag: string): InstallError =>
  usage('flag-invalid', `policy ${kind} has no use for ${flag}.`, 'See quilt-install policy --help.');

/** @param rule what the value has to be, with an example */
export const flagUnfit = (flag: string, given: string, rule: string): InstallError =>
  usage('flag-invalid', `${flag} was given "${given.slice(0, 80)}".`, `Give ${rule}.`);

/** @param what it is, such as `role data-reader` */
export const targetMissing = (what: string, hint: string): InstallError =>
  new InstallError({
    code: 'policy-target-unfit',
    message: `There is no ${what} in this account.`,
    hint,
    exitCode: exitCodes.usage,
  });

export const keyOfAws = (key: string): InstallError =>
  new InstallError({
    code: 'policy-target-unfit',
    message: `The policy of ${key} is AWS's own and cannot be changed.`,
    hint: 'A bucket under that key needs nothing here: whoever may read the bucket can read it. For a key of your own give its id, ARN or alias.',
    exitCode: exitCodes.usage,
  });

export const nobodyToAdmit = (title: string, stackName: string): InstallError =>
  new InstallError({
    code: 'policy-target-unfit',
    message: `Stack ${stackName} has none of the roles of ${title} that would be admitted.`,
    hint: 'See with quilt-install status whether the stack is up, and whether it is this product.',
    exitCode: exitCodes.usage,
  });

/** @param what it is, such as `the trust policy of role data-reader` */
export const policyUnreadable = (what: string): InstallError =>
  new InstallError({
    code: 'policy-unreadable',
    message: `No statement can be added to ${what}: it is no JSON document of a policy.`,
    hint: 'Look at it in the AWS console. Nothing was changed.',
    exitCode: exitCodes.usage,
  });

export const policyChanged = (what: string): InstallError =>
  new InstallError({
    code: 'policy-changed',
    message: `Somebody else has changed ${what} since it was shown.`,
    hint: 'Run the command again to see it as it is now. Nothing was changed.',
    exitCode: exitCodes.usage,
  });
