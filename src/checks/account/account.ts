import { principalOf } from '../../account/arn.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { awsCodes, isInstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { nearest } from '../../core/nearest.ts';
import { fail, pass } from '../verdicts.ts';

const noAccess: readonly string[] = [
  awsCodes.expired,
  awsCodes.noCredentials,
  awsCodes.invalidCredentials,
  awsCodes.profileUnknown,
];

/** Asks STS, which answers any caller whose credentials are good. */
const judgeCredentials = async ({ facts }: CheckInput): Promise<Verdict> => {
  try {
    const { arn, credentialSource } = await facts.identity();
    return pass(credentialSource === undefined ? arn : `${arn} (from ${credentialSource})`);
  } catch (error) {
    if (isInstallError(error) && (noAccess.includes(error.code) || error.code === awsCodes.denied))
      return fail(error.message, error.hint, exitCodes.noAccess);
    throw error;
  }
};

export const credentials: Check<'aws.credentials'> = {
  id: 'aws.credentials',
  category: 'Account',
  title: 'AWS accepts the credentials',
  stopsRun: true,
  judge: judgeCredentials,
};

const judgeAccount = async ({ facts, target }: CheckInput): Promise<Verdict> => {
  const [identity, alias] = await Promise.all([
    facts.identity(),
    // The alias is an ornament; many callers may not read it.
    facts.accountAlias().catch(() => undefined),
  ]);
  const found = alias === undefined ? identity.account : `${identity.account} (${alias})`;
  const wanted = target.expectAccount;
  if (wanted === undefined)
    return pass(principalOf(identity.arn).kind === 'root' ? `${found}, as its root user` : found);
  if (wanted === identity.account) return pass(`${found}, as expected`);
  return fail(
    `These credentials belong to ${found}, but account ${wanted} is expected.`,
    `Use a profile of account ${wanted} (--profile), or correct --expect-account or the account in the answers file.`,
    exitCodes.usage,
  );
};

export const account: Check<'aws.account'> = {
  id: 'aws.account',
  category: 'Account',
  title: 'This is the account meant',
  stopsRun: true,
  judge: judgeAccount,
};

const judgeRegion = async ({ facts, target }: CheckInput): Promise<Verdict> => {
  const regions = await facts.regions();
  const region = regions.find((one) => one.name === target.region);
  if (region === undefined) {
    const near = nearest(
      target.region,
      regions.map((one) => one.name),
    );
    return fail(
      `AWS knows no region ${target.region} in this partition.`,
      near === undefined ? 'Give a region with --region.' : `Did you mean --region ${near}?`,
      exitCodes.noAccess,
    );
  }
  if (region.optInStatus !== 'not-opted-in') return pass(`${region.name}, ${region.optInStatus}`);
  return fail(
    `${region.name} is not enabled in this account.`,
    `Enable it with: aws account enable-region --region-name ${region.name} (it takes some minutes), or choose another --region.`,
    exitCodes.noAccess,
  );
};

export const region: Check<'aws.region'> = {
  id: 'aws.region',
  category: 'Account',
  title: 'The region is enabled in this account',
  stopsRun: true,
  judge: judgeRegion,
};
