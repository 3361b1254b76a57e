import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { awsCodes, isInstallError } from '../../../core/errors.ts';
import type { Identity } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { credentialSource } from '../../connection/credentials.ts';
import type { Renewal } from '../../connection/renewal.ts';
import { partitionOfArn } from '../../../core/partition.ts';

const ask = (aws: AwsConnection, region: string) =>
  aws.client(STSClient, 'sts', region).send(new GetCallerIdentityCommand({}));

/** A region that is off answers as if the keys were wrong, and a mistyped one does not answer at all. */
const mayBeTheRegion = (error: unknown): boolean =>
  [awsCodes.invalidCredentials, awsCodes.unreachable, awsCodes.regionOff].some((code) =>
    isInstallError(error, code),
  );

const callerIdentity = async (aws: AwsConnection) => {
  try {
    return await ask(aws, aws.region);
  } catch (error) {
    if (aws.region === aws.home || !mayBeTheRegion(error)) throw error;
    const answer = await ask(aws, aws.home).catch(() => undefined);
    if (answer === undefined) throw error;
    aws.provenElsewhere = true;
    return answer;
  }
};

/** When the session ends, as far as that is known: a renewed one may outlast both. */
const endOf = (ends: number | undefined, renewal: Renewal | undefined): number | undefined => {
  if (renewal === undefined || ends === undefined) return ends;
  return renewal.until === undefined ? undefined : Math.max(renewal.until, ends);
};

/** Who calls; needs no permission. */
export async function identity(aws: AwsConnection): Promise<Identity> {
  const { Account: account = '', Arn: arn = '' } = await callerIdentity(aws);
  const current = await aws.credentials();
  const source = credentialSource(current);
  const renewal = await aws.clock.during(aws.renewal(source));
  return {
    account,
    arn,
    partition: partitionOfArn(arn).id,
    expiresAt: endOf(current.expiration?.getTime(), renewal),
    renewed: renewal === undefined ? undefined : true,
    credentialSource: source,
  };
}
