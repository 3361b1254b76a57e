import type { DesiredRecords } from './desired.ts';
import { normaliseHost } from '../account/host.ts';
import { delegationPoints } from '../account/zone.ts';
import type { DnsRecord } from '../core/dns.ts';
import { awsCodes, InstallError, isInstallError } from '../core/errors.ts';
import type { HostedZone, RecordSet } from '../core/facts.ts';
import { isUnanswered } from './answered.ts';
import { conflictingSets, isAddress, isThere } from './target.ts';
import type { FactsPort } from './zones.ts';

export interface DnsConflict {
  readonly record: DnsRecord;
  /** Exactly what is there now, and what an overwrite deletes; told with the first of a host's records. */
  readonly existing: readonly RecordSet[];
  /** Why it is never removed: more than an address stands there, or a routing policy that somebody set up. */
  readonly locked?: 'other-types' | 'routing';
}

interface DnsWithoutZone {
  readonly record: DnsRecord;
  /** Why this account cannot write it, one sentence. */
  readonly reason: string;
}

export interface DnsPlan extends Pick<DesiredRecords, 'zoneless' | 'choices' | 'internal'> {
  /** All of them, as desired. */
  readonly records: readonly DnsRecord[];
  readonly toCreate: readonly DnsRecord[];
  readonly alreadyThere: readonly DnsRecord[];
  readonly conflicts: readonly DnsConflict[];
  readonly noZone: readonly DnsWithoutZone[];
  /** Those of the account, as far as they could be listed. */
  readonly zones: readonly HostedZone[];
  /** A reading that failed; printing needs none, applying stops with it. */
  readonly problem?: InstallError;
}

type RecordComparison =
  | { readonly kind: 'create' | 'there'; readonly record: DnsRecord }
  | { readonly kind: 'conflict'; readonly conflict: DnsConflict }
  | { readonly kind: 'noZone'; readonly without: DnsWithoutZone }
  | { readonly kind: 'problem'; readonly record: DnsRecord; readonly problem: InstallError };

/** The name below the zone at which another zone has taken over, if one has. */
const delegatedAt = async (
  record: DnsRecord,
  zone: HostedZone | undefined,
  { facts }: FactsPort,
): Promise<string | undefined> => {
  if (zone === undefined) return undefined;
  const points = delegationPoints(zone.name, record.name);
  const sets = await Promise.all(points.map((point) => facts.records(zone.id, point)));
  return points.find((point, at) =>
    sets[at]?.some(({ type, name }) => type === 'NS' && normaliseHost(name) === point),
  );
};

const lockOf = (existing: readonly RecordSet[]): DnsConflict['locked'] => {
  // Weighted, latency and failover sets are a decision of whoever runs the zone.
  if (existing.some(({ setIdentifier }) => setIdentifier !== undefined)) return 'routing';
  return existing.every(isAddress) ? undefined : 'other-types';
};

/** A host's records stand or fall together: an AAAA to the new balancer beside an A to the old one would split its users. */
const compareHost = (
  records: readonly DnsRecord[],
  sets: readonly RecordSet[],
): readonly RecordComparison[] => {
  const there = records.filter((record) => isThere(record, sets));
  const missing = records.filter((record) => !there.includes(record));
  const inTheWay = sets.filter((one) =>
    missing.some((record) => conflictingSets(sets, record, records).includes(one)),
  );
  const locked = lockOf(inTheWay);
  return [
    ...there.map((record): RecordComparison => ({ kind: 'there', record })),
    ...missing.map((record, at): RecordComparison =>
      inTheWay.length === 0
        ? { kind: 'create', record }
        : { kind: 'conflict', conflict: { record, existing: at === 0 ? inTheWay : [], locked } },
    ),
  ];
};

const withoutZone = (record: DnsRecord, reason: string): RecordComparison => ({
  kind: 'noZone',
  without: { record, reason },
});

const compareRecords = async (
  { records, unwritable }: DesiredRecords,
  record: DnsRecord,
  zones: readonly HostedZone[],
  ports: FactsPort,
): Promise<readonly RecordComparison[]> => {
  const ofHost = records.filter(({ name }) => name === record.name);
  if (record.zoneId === undefined) {
    const reason = unwritable.get(record.name) ?? 'no hosted zone of this account holds it';
    return ofHost.map((one) => withoutZone(one, reason));
  }
  const zone = zones.find(({ id }) => id === record.zoneId);
  const taken = await delegatedAt(record, zone, ports);
  if (taken !== undefined) {
    const reason = `${taken} is delegated to another zone, so a record in ${zone?.name} would not be seen`;
    return ofHost.map((one) => withoutZone(one, reason));
  }
  const sets = await ports.facts.records(record.zoneId, record.name);
  return compareHost(
    ofHost,
    sets.filter(({ name }) => normaliseHost(name) === record.name),
  );
};

const comparisonsOrProblem = async (
  desired: DesiredRecords,
  record: DnsRecord,
  zones: readonly HostedZone[],
  ports: FactsPort,
): Promise<readonly RecordComparison[]> => {
  try {
    return await compareRecords(desired, record, zones, ports);
  } catch (error) {
    if (isUnanswered(error)) return [{ kind: 'problem', record, problem: error }];
    throw error;
  }
};

const zonesOrProblem = async ({ facts }: FactsPort): Promise<readonly HostedZone[] | InstallError> => {
  try {
    return await facts.hostedZones();
  } catch (error) {
    if (isUnanswered(error)) return error;
    throw error;
  }
};

const planOf = (
  { records, zoneless, choices, internal }: DesiredRecords,
  comparisons: readonly RecordComparison[],
  zones: readonly HostedZone[],
  listing: InstallError | undefined,
): DnsPlan => {
  const problems = comparisons.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []));
  const problem = problems[0] ?? listing;
  return {
    records,
    zoneless,
    zones,
    choices,
    internal,
    toCreate: comparisons.flatMap((one) => (one.kind === 'create' ? [one.record] : [])),
    alreadyThere: comparisons.flatMap((one) => (one.kind === 'there' ? [one.record] : [])),
    conflicts: comparisons.flatMap((one) => (one.kind === 'conflict' ? [one.conflict] : [])),
    noZone: comparisons.flatMap((one) => (one.kind === 'noZone' ? [one.without] : [])),
    problem,
  };
};

/** Compares the desired records with what the zones hold. Nothing is written, and nothing AWS refuses is thrown. */
export async function planDns(desired: DesiredRecords, ports: FactsPort): Promise<DnsPlan> {
  const { records } = desired;
  const hosts = [...new Map(records.map((record) => [record.name, record])).values()];
  const zones = await zonesOrProblem(ports);
  const listed = zones instanceof InstallError ? [] : zones;
  const comparisons = (
    await Promise.all(hosts.map((record) => comparisonsOrProblem(desired, record, listed, ports)))
  ).flat();
  // A zone that was named needs no listing; without one, a refused listing is why there is none.
  const needed =
    zones instanceof InstallError &&
    (!isInstallError(zones, awsCodes.denied) || records.some(({ zoneId }) => zoneId === undefined));
  return planOf(desired, comparisons, listed, needed ? zones : undefined);
}
