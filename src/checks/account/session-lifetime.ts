import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { remainingDuration } from '../../core/duration.ts';
import { counted, pass, skipped, warn } from '../verdicts.ts';

/** How long `aws login` and IAM Identity Center go on renewing; a role of a machine as long as it runs. */
const renewedFor = (source: string | undefined): string => {
  if (source === 'login') return ', for up to 12 hours after aws login';
  return source === 'sso' ? ', for as long as IAM Identity Center allows' : '';
};

const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /sso/i,
    'Run aws sso login just before you begin; a login in another window while it waits is picked up too.',
  ],
  [/web|oidc/i, 'Let the pipeline assume its role for longer (for example role-duration-seconds: 7200).'],
  [
    /assume|role/i,
    'Assume the role for longer (duration_seconds in the profile, within the maximum of the role).',
  ],
  [/process/i, 'Have the credential process hand out a longer session.'],
];

const remedyFor = (source: string | undefined): string =>
  remedies.find(([pattern]) => pattern.test(source ?? ''))?.[1] ??
  'Get fresh temporary credentials just before you begin.';

const judge = async ({ facts, target, now }: CheckInput): Promise<Verdict> => {
  const { expiresAt, renewed, credentialSource } = await facts.identity();
  if (expiresAt === undefined)
    return pass(
      renewed === true
        ? `The session is renewed by itself${renewedFor(credentialSource)}.`
        : 'These credentials do not expire.',
    );
  const left = (expiresAt - now) / 1000;
  const good = `The session is good for ${remainingDuration(left)}`;
  const needed = target.estimatedSeconds;
  if (needed === undefined)
    return skipped(`${good}; without a template it is not known what it must outlast.`);
  const usual = counted(Math.ceil(needed / 60), 'minute');
  if (left > needed) return pass(`${good}; this takes about ${usual}.`);
  if (target.roleArn !== undefined)
    return pass(`${good}; this takes about ${usual}, but CloudFormation works with its own service role.`);
  return warn(
    `${good}, but this takes about ${usual}.`,
    `${remedyFor(credentialSource)} With a service role (--role-arn) CloudFormation itself does not depend on your session, and quilt-install watch follows on with a new one.`,
  );
};

export const sessionLifetime: Check<'aws.session-lifetime'> = {
  id: 'aws.session-lifetime',
  category: 'Account',
  title: 'The session outlasts the operation',
  judge,
};
