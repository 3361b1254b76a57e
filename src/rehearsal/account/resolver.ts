import type { DnsRecordType } from '../../core/probe.ts';
import { createHash } from 'node:crypto';
import type { Probe } from '../../core/ports.ts';
import { canonicalName, isWithin } from '../services/route53/names.ts';
import { visibleIn } from '../services/route53/visible.ts';
import type { AccountState, LoadBalancerState, RecordSetState, Zone } from './state.ts';

/** How many CNAMEs a resolver follows before it takes them for a loop. */
const maxHops = 8;

const bare = (name: string): string => name.replace(/\.$/, '').replace(/\\052/g, '*');

const byLength = (a: Zone, b: Zone): number => b.name.length - a.name.length;

/** The zone the world would ask: the longest public one that its parent points at. */
const zoneFor = (account: AccountState, name: string): Zone | undefined =>
  [...account.zones.values()]
    .filter((zone) => !zone.private && zone.delegated && isWithin(name, zone.name))
    .sort(byLength)[0];

const wildcardFor = (name: string): string => `\\052.${name.split('.').slice(1).join('.')}`;

const recordsAt = (account: AccountState, now: number, name: string): readonly RecordSetState[] => {
  const zone = zoneFor(account, name);
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
const addressesOf = (balancer: LoadBalancerState): readonly string[] => {
  const digest = createHash('sha256').update(balancer.arn).digest();
  const prefix = balancer.scheme === 'internal' ? '10.0.0' : '203.0.113';
  return [0, 1].map((at) => `${prefix}.${(digest[at] ?? 0) || 1}`);
};

interface Reached {
  readonly balancer?: LoadBalancerState;
  readonly addresses: readonly string[];
}

const nowhere: Reached = { addresses: [] };

const publicValues = (account: AccountState, name: string, type: DnsRecordType): readonly string[] =>
  (account.publicRecords.get(bare(name)) ?? [])
    .filter((record) => record.type === type)
    .map(({ value }) => value);

const reach = (account: AccountState, now: number, name: string, hops = 0): Reached => {
  if (hops > maxHops) return nowhere;
  const balancer = balancerAt(account, name);
  if (balancer !== undefined) return { balancer, addresses: addressesOf(balancer) };
  const records = recordsAt(account, now, name);
  const address = records.find(({ type }) => type === 'A');
  if (address?.alias !== undefined) return reach(account, now, address.alias.dnsName, hops + 1);
  if (address !== undefined) return { addresses: address.values };
  const next =
    records.find(({ type }) => type === 'CNAME')?.values[0] ?? publicValues(account, name, 'CNAME')[0];
  if (next !== undefined) return reach(account, now, canonicalName(next), hops + 1);
  return { addresses: publicValues(account, name, 'A') };
};

const unquoted = (type: DnsRecordType, value: string): string =>
  type === 'CNAME' || type === 'NS' ? bare(value) : value;

const resolve = (
  account: AccountState,
  now: number,
  host: string,
  type: DnsRecordType,
): readonly string[] => {
  const name = canonicalName(host);
  if (type === 'A') return reach(account, now, name).addresses;
  const own = recordsAt(account, now, name)
    .filter((record) => record.type === type && record.alias === undefined)
    .flatMap(({ values }) => values);
  const found = own.length > 0 ? own : publicValues(account, name, type);
  return found.map((value) => unquoted(type, value));
};

/** A wildcard stands for one label, the leftmost. */
const covers = (pattern: string, host: string): boolean =>
  pattern === host || (pattern.startsWith('*.') && host.split('.').slice(1).join('.') === pattern.slice(2));

const noAnswer = (host: string): string => `${host} does not resolve`;

const tls = (account: AccountState, now: number, host: string): Awaited<ReturnType<Probe['tls']>> => {
  const { balancer, addresses } = reach(account, now, canonicalName(host));
  if (addresses.length === 0) return { ok: false, names: [], problem: noAnswer(host) };
  const names = [...(balancer?.certificateArns ?? [])].flatMap(
    (arn) => account.certificates.get(arn)?.names ?? [],
  );
  if (names.length === 0) return { ok: false, names: [], problem: 'the connection was refused' };
  if (names.some((name) => covers(name, host.toLowerCase()))) return { ok: true, names };
  return { ok: false, names, problem: `the certificate is for ${names.join(', ')}` };
};

/** The network as the account's zones and balancers make it; nothing leaves the machine. */
export const rehearsalProbe = (account: AccountState, now: () => number): Probe => ({
  rehearsed: true,
  resolve: (name, type) => Promise.resolve(resolve(account, now(), name, type)),
  tls: (host) => Promise.resolve(tls(account, now(), host)),
  https: (host) => {
    const shaken = tls(account, now(), host);
    return Promise.resolve(
      shaken.ok ? { status: 200 } : { problem: shaken.problem ?? 'the connection failed' },
    );
  },
  discover: (issuer) => {
    const told = account.issuers.get(issuer.replace(/\/+$/, ''));
    return Promise.resolve(
      told === undefined ? { problem: 'the rehearsed world has no such provider' } : { issuer: told },
    );
  },
});
