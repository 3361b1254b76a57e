import { normaliseHost } from '../account/host.ts';
import type { DnsRecord } from '../core/dns.ts';
import type { RecordSet } from '../core/facts.ts';

/**
 * A balancer's name as two readings compare it. The console writes `dualstack.` before it, Route 53 returns
 * it with a final dot and in lower case.
 */
export const normaliseTarget = (target: string): string => normaliseHost(target).replace(/^dualstack\./, '');

/** Where a record set sends people: its alias target, or its values. */
const targetsOf = (existing: RecordSet): readonly string[] =>
  existing.alias === undefined ? existing.values : [existing.alias.target];

const addressing: readonly string[] = ['A', 'AAAA', 'CNAME'];

/** True for the types that say where a name leads. */
export const isAddress = (existing: RecordSet): boolean => addressing.includes(existing.type);

/** True if all that the record set answers is this target, by alias or by CNAME alike. */
export function pointsTo(existing: RecordSet, target: string): boolean {
  const targets = targetsOf(existing);
  return (
    isAddress(existing) &&
    targets.length > 0 &&
    targets.every((one) => normaliseTarget(one) === normaliseTarget(target))
  );
}

/** A CNAME says it for every type of record; any other type only for itself. @param sets as a zone lists them */
export function isThere(record: DnsRecord, sets: readonly RecordSet[]): boolean {
  const types = record.type === 'AAAA' ? ['AAAA', 'CNAME'] : ['A', 'CNAME'];
  const own = sets.filter(({ type }) => types.includes(type));
  const addresses = record.type === 'AAAA' ? own : sets.filter(isAddress);
  return own.length > 0 && addresses.every((one) => pointsTo(one, record.target));
}

/** A record set in words: `CNAME old.example.net (TTL 300)`. */
export function describeRecordSet(existing: RecordSet): string {
  const type = existing.alias === undefined ? existing.type : `${existing.type} alias`;
  const ttl = existing.ttl === undefined ? '' : ` (TTL ${existing.ttl})`;
  const set = existing.setIdentifier === undefined ? '' : ` [set ${existing.setIdentifier}]`;
  return `${type} ${targetsOf(existing).join(', ')}${ttl}${set}`;
}

/**
 * What must go before the record can stand: Route 53 allows nothing beside a CNAME, and an address that leads elsewhere
 * would be taken by some. What already leads where the host's other records will stays.
 */
export function conflictingSets(
  existing: readonly RecordSet[],
  record: DnsRecord,
  ofHost: readonly DnsRecord[],
): readonly RecordSet[] {
  if (record.type === 'CNAME') return existing;
  return existing
    .filter(isAddress)
    .filter(
      (one) =>
        one.type === 'CNAME' ||
        !ofHost.some((other) => pointsTo(one, other.target)) ||
        one.type === record.type,
    );
}
