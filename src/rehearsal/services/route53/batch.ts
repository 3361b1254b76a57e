import type { AccountState, RecordSetState, Zone } from '../../account/state.ts';
import { isWithin } from './names.ts';

export interface ZoneRecordChange {
  readonly action: 'CREATE' | 'DELETE' | 'UPSERT';
  readonly record: RecordSetState;
}

export type BatchResult =
  | { readonly records: readonly RecordSetState[] }
  /** Route 53's own sentences, one for each fault; nothing was changed. */
  | { readonly faults: readonly string[] };

const isSame = (a: RecordSetState, b: RecordSetState): boolean =>
  a.name === b.name && a.type === b.type && a.setIdentifier === b.setIdentifier;

const label = ({ name, type }: RecordSetState): string => `[name='${name}', type='${type}']`;

const plainTarget = (name: string): string => name.replace(/^dualstack\./, '');

const sameContent = (a: RecordSetState, b: RecordSetState): boolean => {
  if (a.alias !== undefined || b.alias !== undefined)
    return (
      a.alias?.zoneId === b.alias?.zoneId &&
      plainTarget(a.alias?.dnsName ?? '') === plainTarget(b.alias?.dnsName ?? '') &&
      a.alias?.evaluateTargetHealth === b.alias?.evaluateTargetHealth
    );
  const sorted = (record: RecordSetState): string => JSON.stringify([...record.values].sort());
  return a.ttl === b.ttl && sorted(a) === sorted(b);
};

/** A balancer may be anybody's. */
const aliasFault = (
  accounts: readonly AccountState[],
  zone: Zone,
  record: RecordSetState,
): string | undefined => {
  const { alias } = record;
  if (alias === undefined) return undefined;
  const refusal = `Tried to create an alias that targets ${alias.dnsName}, type ${record.type} in zone ${alias.zoneId}, but`;
  if (alias.zoneId === zone.id) {
    const found = zone.records.some((other) => other.name === alias.dnsName && other.type === record.type);
    return found ? undefined : `${refusal} that target was not found`;
  }
  const balancers = accounts.flatMap(({ loadBalancers }) => [...loadBalancers.values()]);
  const balancer = balancers.find(
    ({ dnsName }) => `${dnsName.toLowerCase()}.` === plainTarget(alias.dnsName),
  );
  if (balancer === undefined) return `${refusal} that target was not found`;
  return balancer.zoneId === alias.zoneId
    ? undefined
    : `${refusal} the alias target name does not lie within the target zone`;
};

const isAddress = (value: string): boolean =>
  /^(\d{1,3}\.){3}\d{1,3}$/.test(value) && value.split('.').every((part) => Number(part) <= 255);

const contentFault = (
  accounts: readonly AccountState[],
  zone: Zone,
  record: RecordSetState,
): string | undefined => {
  if (!isWithin(record.name, zone.name))
    return `RRSet with DNS name ${record.name} is not permitted in zone ${zone.name}`;
  if (record.type === 'CNAME' && record.name === zone.name)
    return `RRSet of type CNAME with DNS name ${record.name} is not permitted at apex in zone ${zone.name}`;
  const bad = record.type === 'A' ? record.values.find((value) => !isAddress(value)) : undefined;
  if (bad !== undefined)
    return `Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '${bad}''`;
  return aliasFault(accounts, zone, record);
};

const deleteFault = (records: readonly RecordSetState[], record: RecordSetState): string | undefined => {
  const refusal = `Tried to delete resource record set ${label(record)} but`;
  const found = records.find((other) => isSame(other, record));
  if (found === undefined) return `${refusal} it was not found`;
  return sameContent(found, record)
    ? undefined
    : `${refusal} the values provided do not match the current values`;
};

const apexFault = (zone: Zone, records: readonly RecordSetState[]): string | undefined => {
  for (const type of ['SOA', 'NS'])
    if (!records.some((record) => record.name === zone.name && record.type === type))
      return `A HostedZone must contain ${type === 'SOA' ? 'exactly one SOA' : 'at least one NS'} record.`;
  return undefined;
};

/** A CNAME bears no other record beside it; the words depend on which of the two is new. */
const cnameFault = (
  zone: Zone,
  records: readonly RecordSetState[],
  record: RecordSetState,
): string | undefined => {
  const others = records.filter((other) => other.name === record.name && other.type !== record.type);
  const subject = `RRSet of type ${record.type} with DNS name ${record.name} is not permitted`;
  if (record.type === 'CNAME' && others.length > 0)
    return `${subject} as it conflicts with other records with the same DNS name in zone ${zone.name}`;
  if (others.some(({ type }) => type === 'CNAME'))
    return `${subject} because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone ${zone.name}`;
  return undefined;
};

const without = (records: readonly RecordSetState[], gone: RecordSetState): RecordSetState[] =>
  records.filter((record) => !isSame(record, gone));

/**
 * Applies a batch as a whole or not at all; deletions make room for what is created beside them.
 * @param accounts all that have balancers
 */
export function applyBatch(
  accounts: readonly AccountState[],
  zone: Zone,
  changes: readonly ZoneRecordChange[],
): BatchResult {
  const faults: string[] = [];
  const note = (fault: string | undefined): void => {
    if (fault !== undefined) faults.push(fault);
  };
  let records: readonly RecordSetState[] = zone.records;
  for (const { record } of changes.filter(({ action }) => action === 'DELETE')) {
    note(deleteFault(records, record));
    records = without(records, record);
  }
  const added = changes.filter(({ action }) => action !== 'DELETE');
  for (const { action, record } of added) {
    note(contentFault(accounts, zone, record));
    if (action === 'CREATE' && records.some((other) => isSame(other, record)))
      note(`Tried to create resource record set ${label(record)} but it already exists`);
    records = [...without(records, record), record];
  }
  for (const { record } of added) note(cnameFault(zone, records, record));
  if (faults.length === 0) note(apexFault(zone, records));
  return faults.length > 0 ? { faults } : { records };
}
