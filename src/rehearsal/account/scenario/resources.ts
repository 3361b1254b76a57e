import { dayMs } from '../../../core/duration.ts';
import { addLinkedRole, addRole, trustFor, trustForAccount } from '../../services/iam/roles.ts';
import { apexRecords } from '../../services/route53/apex.ts';
import { canonicalName } from '../../services/route53/names.ts';
import { addBucket } from '../../services/s3/bucket.ts';
import { putObject } from '../../services/s3/objects.ts';
import type { AccountState } from '../state.ts';
import { addAlarms } from './alarms.ts';
import type { ScenarioFile } from './file/file.ts';

const mfaTrust = ({ partition, id }: AccountState): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${id}:root` },
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    ],
  });

const trustOf = (account: AccountState, trusts: string): string => {
  if (trusts === 'mfa') return mfaTrust(account);
  return /^\d{12}$/.test(trusts) ? trustForAccount(account.partition, trusts) : trustFor(trusts);
};

const addRoles = (account: AccountState, file: ScenarioFile, at: number): void => {
  for (const principal of file.serviceLinkedRoles ?? []) addLinkedRole(account, principal, at);
  for (const { name, path, trusts, policy } of file.roles ?? []) {
    const role = addRole(account, { name, trust: trustOf(account, trusts), at, path });
    if (policy !== undefined) role.inline.set('access', JSON.stringify(policy));
  }
};

const addCertificates = (account: AccountState, file: ScenarioFile, now: number): void => {
  for (const certificate of file.certificates ?? []) {
    const region = certificate.region ?? account.region;
    const arn = `arn:${account.partition}:acm:${region}:${account.id}:certificate/${certificate.id}`;
    const status = certificate.status ?? 'ISSUED';
    account.certificates.set(arn, {
      arn,
      region,
      names: certificate.names,
      status,
      type: certificate.type ?? 'AMAZON_ISSUED',
      keyAlgorithm: certificate.key ?? 'RSA_2048',
      createdAt: now - 20 * dayMs,
      inUseBy: new Set(),
      validation: [],
      ...(status === 'PENDING_VALIDATION'
        ? {}
        : { notAfter: now + (certificate.expiresInDays ?? 178) * dayMs }),
    });
  }
};

const addBuckets = (account: AccountState, file: ScenarioFile, at: number): void => {
  for (const { name, region, owner, ...settings } of file.buckets ?? []) {
    const bucket = addBucket(account, {
      name,
      region: region ?? account.region,
      at,
      owner,
    });
    if (settings.versioning !== undefined) bucket.versioning = settings.versioning;
    if (settings.encryption !== undefined) bucket.encryption = settings.encryption;
    if (settings.notifications !== undefined) bucket.notifications = settings.notifications;
    for (const key of settings.objects ?? []) putObject(bucket, { key, body: Buffer.from(key) }, at);
  }
};

const addTrails = (account: AccountState, file: ScenarioFile): void => {
  for (const trail of file.trails ?? []) {
    const homeRegion = trail.region ?? account.region;
    const arn = `arn:${account.partition}:cloudtrail:${homeRegion}:${account.id}:trail/${trail.name}`;
    account.trails.set(arn, {
      name: trail.name,
      arn,
      homeRegion,
      multiRegion: trail.multiRegion ?? false,
      organization: trail.organization ?? false,
      bucket: trail.bucket ?? `${trail.name}-logs`,
    });
  }
};

const addZones = (account: AccountState, file: ScenarioFile): void => {
  for (const zone of file.zones ?? []) {
    const name = canonicalName(zone.name);
    const records = (zone.records ?? []).map((record) => ({
      name: canonicalName(record.name),
      type: record.type,
      ttl: record.ttl ?? 300,
      values: record.values,
      setIdentifier: record.setIdentifier,
      weight: record.weight,
    }));
    account.zones.set(zone.id, {
      id: zone.id,
      name,
      private: zone.private ?? false,
      vpcs: (zone.vpcs ?? []).map((id) => ({ id, region: account.region })),
      callerReference: `rehearsal-${zone.id}`,
      records: [...apexRecords(name, zone.id), ...records],
      delegated: zone.delegated ?? true,
      owner: account.id,
    });
  }
  if (file.dnsTeam !== undefined) {
    const { domain, afterMinutes } = file.dnsTeam;
    account.dnsTeam = { domain, afterMs: afterMinutes * 60_000, askedAt: new Map() };
    account.publicRecords.set(domain, [{ type: 'NS', value: `ns1.${domain}` }]);
  }
  account.balancers = file.loadBalancers ?? {};
  account.delegatesAfterMs =
    file.delegatesAfterMinutes === undefined ? undefined : file.delegatesAfterMinutes * 60_000;
  for (const { name, type, value } of file.publicRecords ?? [])
    account.publicRecords.set(name, [...(account.publicRecords.get(name) ?? []), { type, value }]);
  for (const [address, issuer] of Object.entries(file.issuers ?? {})) account.issuers.set(address, issuer);
};

const addSecrets = (account: AccountState, file: ScenarioFile, at: number): void => {
  const { region, partition, id } = account;
  for (const name of file.topics ?? [])
    account.topics.set(`arn:${partition}:sns:${region}:${id}:${name}`, { region });
  for (const [name, value] of Object.entries(file.secrets ?? {})) {
    const arn = `arn:${partition}:secretsmanager:${region}:${id}:secret:${name}-REHEAR`;
    account.secrets.set(arn, {
      name,
      arn,
      region,
      description: '',
      value,
      versionId: 'rehearsal-version-0000000000000001',
      tags: [],
      createdAt: at,
      changedAt: at,
      deletedAt: undefined,
      tokens: new Map(),
    });
  }
  for (const [name, value] of Object.entries(file.parameters ?? {}))
    account.parameters.set(name, { name, value, type: 'String', region });
};

const addKeys = (account: AccountState, file: ScenarioFile): void => {
  const { region, partition, id: owner } = account;
  const open = {
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${owner}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
  for (const { id, alias, policy } of file.keys ?? [])
    account.keys.set(id, {
      id,
      region,
      arn: `arn:${partition}:kms:${region}:${owner}:key/${id}`,
      aliases: alias === undefined ? [] : [`alias/${alias}`],
      policy: JSON.stringify(policy ?? open),
      manager: 'CUSTOMER',
    });
};

const addMail = ({ mail }: AccountState, { mail: given = {} }: ScenarioFile): void => {
  for (const identity of given.identities ?? []) mail.identities.set(identity, 'SUCCESS');
  mail.production = given.production ?? false;
};

const addLogsPolicies = ({ logsPolicies, region }: AccountState, file: ScenarioFile, at: number): void => {
  for (const [name, policy] of Object.entries(file.logsPolicies ?? {})) {
    const document = JSON.stringify(policy);
    logsPolicies.set(`${region}/${name}`, { name, region, changedAt: at, document });
  }
};

/** Everything that is no network. @param now milliseconds since 1970 */
export function addResources(account: AccountState, file: ScenarioFile, now: number): void {
  const at = now - 90 * dayMs;
  addRoles(account, file, at);
  addCertificates(account, file, now);
  addBuckets(account, file, at);
  addTrails(account, file);
  addZones(account, file);
  addSecrets(account, file, at);
  addKeys(account, file);
  addMail(account, file);
  addLogsPolicies(account, file, at);
  addAlarms(account, file, at);
}
