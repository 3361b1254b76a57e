import type { FactsPort } from './desired.ts';
import { normaliseHost } from '../account/host.ts';
import { delegationPoints } from '../account/zone.ts';
import type { DnsRecord } from '../core/dns.ts';
import { awsCodes, InstallError, isInstallError } from '../core/errors.ts';
import type { HostedZone, RecordSet } from '../core/facts.ts';
import { conflictingSets, isAddress, pointsTo } from './target.ts';

export interface DnsConflict {
  readonly record: DnsRecord;
  /** Exactly what is there now, and what an overwrite deletes. */
  readonly existing: readonly RecordSet[];
  /** False: more than an address stands there (mail, text, delegation), which is never removed. */
  readonly overwritable: boolean;
}

interface DnsWithoutZone {
  readonly record: DnsRecord;
  /** Why this account cannot write it, one sentence. */
  readonly reason: string;
}

export interface DnsPlan {
  /** All of them, as desired. */
  readonly records: readonly DnsRecord[];
  readonly toCreate: readonly DnsRecord[];
  readonly alreadyThere: readonly DnsRecord[];
  readonly conflicts: readonly DnsConflict[];
  readonly noZone: readonly DnsWithoutZone[];
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

const compareSets = (record: DnsRecord, sets: readonly RecordSet[]): RecordComparison => {
  const addresses = sets.filter(isAddress);
  if (addresses.length > 0 && addresses.every((one) => pointsTo(one, record.target)))
    return { kind: 'there', record };
  const existing = conflictingSets(sets, record);
  if (existing.length === 0) return { kind: 'create', record };
  return { kind: 'conflict', conflict: { record, existing, overwritable: existing.every(isAddress) } };
};

const withoutZone = (record: DnsRecord, reason: string): RecordComparison => ({
  kind: 'noZone',
  without: { record, reason },
});

const compareRecord = async (
  record: DnsRecord,
  zones: readonly HostedZone[],
  ports: FactsPort,
): Promise<RecordComparison> => {
  if (record.zoneId === undefined)
    return withoutZone(record, `no public hosted zone of this account holds ${record.name}`);
  const zone = zones.find(({ id }) => id === record.zoneId);
  const taken = await delegatedAt(record, zone, ports);
  if (taken !== undefined)
    return withoutZone(
      record,
      `${taken} is delegated to another zone, so a record in ${zone?.name} would not be seen`,
    );
  const sets = await ports.facts.records(record.zoneId, record.name);
  return compareSets(
    record,
    sets.filter(({ name }) => normaliseHost(name) === record.name),
  );
};

const comparisonOrProblem = async (
  record: DnsRecord,
  zones: readonly HostedZone[],
  ports: FactsPort,
): Promise<RecordComparison> => {
  try {
    return await compareRecord(record, zones, ports);
  } catch (error) {
    if (error instanceof InstallError) return { kind: 'problem', record, problem: error };
    throw error;
  }
};

const zonesOrProblem = async ({ facts }: FactsPort): Promise<readonly HostedZone[] | InstallError> => {
  try {
    return await facts.hostedZones();
  } catch (error) {
    if (error instanceof InstallError) return error;
    throw error;
  }
};

const planOf = (
  records: readonly DnsRecord[],
  comparisons: readonly RecordComparison[],
  listing: InstallError | undefined,
): DnsPlan => {
  const problems = comparisons.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []));
  const problem = problems[0] ?? listing;
  return {
    records,
    toCreate: comparisons.flatMap((one) => (one.kind === 'create' ? [one.record] : [])),
    alreadyThere: comparisons.flatMap((one) => (one.kind === 'there' ? [one.record] : [])),
    conflicts: comparisons.flatMap((one) => (one.kind === 'conflict' ? [one.conflict] : [])),
    noZone: comparisons.flatMap((one) => (one.kind === 'noZone' ? [one.without] : [])),
    problem,
  };
};

/** Compares the desired records with what the zones hold. Nothing is written, and nothing AWS refuses is thrown. */
export async function planDns(records: readonly DnsRecord[], ports: FactsPort): Promise<DnsPlan> {
  const zones = await zonesOrProblem(ports);
  const listed = zones instanceof InstallError ? [] : zones;
  const comparisons = await Promise.all(records.map((record) => comparisonOrProblem(record, listed, ports)));
  // A zone that was named needs no listing; without one, a refused listing is why there is none.
  const needed =
    zones instanceof InstallError &&
    (!isInstallError(zones, awsCodes.denied) || records.some(({ zoneId }) => zoneId === undefined));
  return planOf(records, comparisons, needed ? zones : undefined);
}
