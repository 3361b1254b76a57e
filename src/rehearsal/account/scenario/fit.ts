import { dayMs } from '../../../core/duration.ts';
import type { RehearsedAnswers } from '../../../core/rehearsal.ts';
import { canonicalName, isWithin } from '../../services/route53/names.ts';
import { addBucket } from '../../services/s3/bucket.ts';
import type { AccountState } from '../state.ts';
import {
  fitIds,
  fitRoles,
  fitSecrets,
  fitTopics,
  fitTyped,
  matchesIn,
  type ParameterTexts,
} from './fit-named.ts';
import { fitNetwork } from './fit-network.ts';

const hostPattern = /^(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.){2,}[a-z]{2,63}$/i;

const fitHosts = (account: AccountState, hosts: readonly string[]): void => {
  for (const host of hosts) {
    const name = canonicalName(host);
    const covered = [...account.zones.values()].some((zone) => !zone.private && isWithin(name, zone.name));
    if (covered) continue;
    const zone = canonicalName(host.split('.').slice(1).join('.'));
    const id = `ZFITTED${String(account.zones.size).padStart(13, '0')}`;
    account.zones.set(id, {
      id,
      name: zone,
      private: false,
      vpcs: [],
      callerReference: id,
      records: [
        { name: zone, type: 'NS', ttl: 172_800, values: ['ns-1.awsdns-01.org.'] },
        {
          name: zone,
          type: 'SOA',
          ttl: 900,
          values: ['ns-1.awsdns-01.org. awsdns-hostmaster.amazon.com. 1 1 1 1 1'],
        },
      ],
      delegated: true,
      owner: account.id,
    });
  }
};

const certificatePattern = /arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+/g;

/** A certificate named by an ARN lives where the ARN says, so that a wrong region still shows. */
const fitCertificates = (
  account: AccountState,
  parameters: ParameterTexts,
  hosts: readonly string[],
  now: number,
): void => {
  const names = [...new Set(hosts.map((host) => `*.${host.split('.').slice(1).join('.')}`))];
  for (const [arn] of matchesIn(parameters, certificatePattern)) {
    if (account.certificates.has(arn)) continue;
    account.certificates.set(arn, {
      arn,
      region: arn.split(':')[3] ?? account.region,
      names: names.length === 0 ? ['rehearsal.invalid'] : names,
      status: 'ISSUED',
      type: 'AMAZON_ISSUED',
      keyAlgorithm: 'RSA_2048',
      createdAt: now - 20 * dayMs,
      notAfter: now + 178 * dayMs,
      inUseBy: new Set(),
      validation: [],
    });
  }
};

/** Makes the account hold what real answers name, so that they can be rehearsed; what is there stays as it is. */
export function fitToAnswers(account: AccountState, answers: RehearsedAnswers, now: number): void {
  const parameters = answers.parameters ?? {};
  fitNetwork(account, parameters);
  fitIds(account, parameters);
  fitRoles(account, parameters, now - 90 * dayMs);
  fitSecrets(account, parameters, now - 90 * dayMs);
  fitTopics(account, parameters);
  fitTyped(account, parameters, answers.types ?? {});
  const hosts = Object.values(parameters).filter((value) => hostPattern.test(value));
  fitHosts(account, hosts);
  fitCertificates(account, parameters, hosts, now);
  for (const name of answers.buckets ?? [])
    if (!account.buckets.has(name))
      addBucket(account, { name, region: account.region, at: now - 90 * dayMs });
}
