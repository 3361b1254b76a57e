import type { RecordSetState, Zone } from '../../account/state.ts';
import { issue, validationRecord } from '../../services/acm/validation.ts';
import { apexRecords } from '../../services/route53/apex.ts';
import { bareId, canonicalName } from '../../services/route53/names.ts';
import { listOf, recordOf, textOf, type Plain, type Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';
import type { AffectingResource, Effect } from './effect.ts';

export const hostedZone: Effect = {
  add: ({ world, physicalId, properties }) => {
    const name = canonicalName(textOf(properties, 'Name') ?? '');
    const vpcs = listOf(properties, 'VPCs').map(recordOf);
    world.account.zones.set(physicalId, {
      id: physicalId,
      name,
      private: vpcs.length > 0,
      vpcs: vpcs.map((vpc) => ({
        id: textOf(vpc, 'VPCId') ?? '',
        region: textOf(vpc, 'VPCRegion') ?? '',
      })),
      callerReference: physicalId,
      records: apexRecords(name, physicalId),
      // The registrar, or the zone above, has yet to be told its name servers.
      delegated: false,
      owner: world.account.id,
    });
  },
  remove: ({ world, physicalId }) => void world.account.zones.delete(physicalId),
};

/** The zone a record set is for; undefined where the account does not hold it. */
export function zoneOf(world: World, properties: Properties): Zone | undefined {
  const id = textOf(properties, 'HostedZoneId');
  if (id !== undefined) return world.account.zones.get(bareId(id));
  const name = canonicalName(textOf(properties, 'HostedZoneName') ?? '');
  return [...world.account.zones.values()].find((zone) => zone.name === name);
}

export function recordSetOf(properties: Properties): RecordSetState {
  const alias = recordOf(properties['AliasTarget']);
  const aliasZone = textOf(alias, 'HostedZoneId');
  return {
    name: canonicalName(textOf(properties, 'Name') ?? ''),
    type: textOf(properties, 'Type') ?? '',
    values: listOf(properties, 'ResourceRecords').map(String),
    ...optional('ttl', numberOf(properties['TTL'])),
    ...optional('setIdentifier', textOf(properties, 'SetIdentifier')),
    ...(aliasZone === undefined
      ? {}
      : {
          alias: {
            zoneId: bareId(aliasZone),
            dnsName: canonicalName(textOf(alias, 'DNSName') ?? ''),
            evaluateTargetHealth: textOf(alias, 'EvaluateTargetHealth') === 'true',
          },
        }),
  };
}

const numberOf = (value: Plain | undefined): number | undefined =>
  value === undefined || value === null || typeof value === 'object' ? undefined : Number(value);

const optional = <K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };

export const isSameRecord = (a: RecordSetState, b: RecordSetState): boolean =>
  a.name === b.name && a.type === b.type && a.setIdentifier === b.setIdentifier;

const without = (zone: Zone, record: RecordSetState): readonly RecordSetState[] =>
  zone.records.filter((other) => !isSameRecord(other, record));

export const recordSet: Effect = {
  add: ({ world, properties }) => putRecord(world, properties),
  remove: ({ world, properties }) => takeRecord(world, properties),
};

const putRecord = (world: World, properties: Properties): void => {
  const zone = zoneOf(world, properties);
  const record = recordSetOf(properties);
  if (zone !== undefined) zone.records = [...without(zone, record), record];
};

const takeRecord = (world: World, properties: Properties): void => {
  const zone = zoneOf(world, properties);
  if (zone !== undefined) zone.records = without(zone, recordSetOf(properties));
};

/** Record sets of one zone, which each may name for itself too. */
const groupedRecords = ({ properties }: AffectingResource): readonly Properties[] =>
  listOf(properties, 'RecordSets').map((one) => ({ ...properties, ...recordOf(one) }));

export const recordSetGroup: Effect = {
  add: (subject) => {
    for (const one of groupedRecords(subject)) putRecord(subject.world, one);
  },
  remove: (subject) => {
    for (const one of groupedRecords(subject)) takeRecord(subject.world, one);
  },
};

/**
 * CloudFormation holds the resource in progress until the certificate is issued. With a zone given it writes the
 * records itself, and they outlive the certificate; without one somebody proves the names meanwhile.
 */
export const certificate: Effect = {
  add: ({ world, region, physicalId, properties }) => {
    const { account } = world;
    const now = world.timeline.now();
    const names = [
      ...new Set([
        textOf(properties, 'DomainName') ?? '',
        ...listOf(properties, 'SubjectAlternativeNames').map(String),
      ]),
    ];
    const made = {
      arn: physicalId,
      region,
      names,
      status: 'PENDING_VALIDATION',
      type: 'AMAZON_ISSUED' as const,
      keyAlgorithm: textOf(properties, 'KeyAlgorithm') ?? 'RSA_2048',
      createdAt: now,
      inUseBy: new Set<string>(),
      validation: names.map((name) => validationRecord(account, name)),
    };
    issue(made, now);
    account.certificates.set(physicalId, made);
    for (const option of listOf(properties, 'DomainValidationOptions').map(recordOf)) {
      const proof = made.validation.find(({ domain }) => domain === textOf(option, 'DomainName'));
      if (proof === undefined) continue;
      const record = { Name: proof.name, Type: 'CNAME', TTL: 300, ResourceRecords: [proof.value] };
      putRecord(world, { ...record, HostedZoneId: textOf(option, 'HostedZoneId') ?? '' });
    }
  },
  remove: ({ world, physicalId }) => void world.account.certificates.delete(physicalId),
};
