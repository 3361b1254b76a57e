import { createHash } from 'node:crypto';
import type { DnsRecordType } from '../../core/probe.ts';
import { addressOfServer } from '../services/route53/name-servers.ts';
import { canonicalName, isWithin } from '../services/route53/names.ts';
import { isDelegated, visibleIn } from '../services/route53/visible.ts';
import type { AccountState, LoadBalancerState, RecordSetState, Zone } from './state.ts';

/** How many CNAMEs a resolver follows before it takes them for a loop. */
const maxHops = 8;

const bare = (name: string): string => name.replace(/\.$/, '').replace(/\\052/g, '*');

const byLength = (a: Zone, b: Zone): number => b.name.length - a.name.length;

/** The zone the world would ask: the longest public one that its parent points at. */
export const zoneFor = (account: AccountState, now: number, name: string): Zone | undefined =>
  [...account.zones.values()]
    .filter((zone) => isDelegated(zone, now) && isWithin(name, zone.name))
    .sort(byLength)[0];

const wildcardFor = (name: string): string => `\\052.${name.split('.').slice(1).join('.')}`;

const recordsAt = (
  account: AccountState,
  now: number,
  zone: Zone | undefined,
  name: string,
): readonly RecordSetState[] => {
  if (zone === undefined) return [];
  const all = visibleIn(account, zone, now);
  const exact = all.filter((record) => record.name === name);
  return exact.length > 0 ? exact : all.filter((record) => record.name === wildcardFor(name));
};

const balancerAt = (account: AccountState, name: string): LoadBalancerState | undefined => {
  const host = bare(name).replace(/^dualstack\./, '');
  return [...account.loadBalancers.values()].find(({ dnsName }) => dnsName.toLowerCase() === host);
};

/** Two addresses of the documentation range that stay the same for a balancer. */
const addressesOf = (balancer: LoadBalancerState, type: 'A' | 'AAAA'): readonly string[] => {
  if (type === 'AAAA' && balancer.ipAddressType?.startsWith('dualstack') !== true) return [];
  const digest = createHash('sha256').update(balancer.arn).digest();
  const last = [0, 1].map((at) => (digest[at] ?? 0) || 1);
  if (type === 'AAAA') return last.map((octet) => `2001:db8::${octet.toString(16)}`);
  return last.map((octet) => `${balancer.scheme === 'internal' ? '10.0.0' : '203.0.113'}.${octet}`);
};

const publicValues = (account: AccountState, name: string, type: DnsRecordType): readonly string[] =>
  (account.publicRecords.get(bare(name)) ?? [])
    .filter((record) => record.type === type)
    .map(({ value }) => value);

export interface Reached {
  readonly balancer?: LoadBalancerState;
  readonly addresses: readonly string[];
}

const nowhere: Reached = { addresses: [] };

/** Where a name leads in the end. */
export function reach(
  account: AccountState,
  now: number,
  name: string,
  type: 'A' | 'AAAA' = 'A',
  hops = 0,
): Reached {
  if (hops > maxHops) return nowhere;
  const balancer = balancerAt(account, name);
  if (balancer !== undefined) return { balancer, addresses: addressesOf(balancer, type) };
  const server = addressOfServer(bare(name));
  if (server !== undefined && type === 'A') return { addresses: [server] };
  const records = recordsAt(account, now, zoneFor(account, now, name), name);
  const address = records.find((record) => record.type === type);
  if (address?.alias !== undefined) return reach(account, now, address.alias.dnsName, type, hops + 1);
  if (address !== undefined) return { addresses: address.values };
  const next =
    records.find((record) => record.type === 'CNAME')?.values[0] ?? publicValues(account, name, 'CNAME')[0];
  if (next !== undefined) return reach(account, now, canonicalName(next), type, hops + 1);
  return { addresses: publicValues(account, name, type) };
}

export interface DnsAnswer {
  readonly type: string;
  readonly ttl: number;
  readonly value: string;
}

/** Seconds that Route 53 gives an alias to a balancer. */
const aliasTtl = 60;

/** What the servers of one zone answer for a name; a CNAME is the answer for any type. */
export function answersIn(
  account: AccountState,
  now: number,
  zone: Zone,
  host: string,
  type: string,
): readonly DnsAnswer[] {
  const records = recordsAt(account, now, zone, canonicalName(host));
  const record = records.find((one) => one.type === type) ?? records.find((one) => one.type === 'CNAME');
  if (record === undefined) return [];
  if (record.alias !== undefined && (type === 'A' || type === 'AAAA')) {
    const { addresses } = reach(account, now, record.alias.dnsName, type);
    return addresses.map((value) => ({ type, ttl: aliasTtl, value }));
  }
  return record.values.map((value) => ({
    type: record.type,
    ttl: record.ttl ?? aliasTtl,
    value: record.type === 'CNAME' || record.type === 'NS' ? bare(value) : value,
  }));
}

/** What the world's resolvers say. */
export function resolveHost(
  account: AccountState,
  now: number,
  host: string,
  type: DnsRecordType,
): readonly string[] {
  const name = canonicalName(host);
  if (type === 'A' || type === 'AAAA') return reach(account, now, name, type).addresses;
  const own = recordsAt(account, now, zoneFor(account, now, name), name)
    .filter((record) => record.type === type && record.alias === undefined)
    .flatMap(({ values }) => values);
  const found = own.length > 0 ? own : publicValues(account, name, type);
  return found.map((value) => (type === 'CNAME' || type === 'NS' ? bare(value) : value));
}
