import { ancestorsOf, isPublicSuffix, normaliseHost } from '../../account/host.ts';
import { whoDelegates } from '../../account/creatable-zone.ts';
import type { DnsMove, DnsRecord, DnsValue } from '../../core/dns.ts';

/** A command of ours on this stack, in full. */
export type StackCommand = (command: string, ...flags: readonly string[]) => string;

export const waiting: DnsMove = { by: 'time', say: 'Nothing to do but wait.' };

const parentOf = (name: string): string => ancestorsOf(normaliseHost(name))[0] ?? name;

/** Whose name servers are set where a zone is delegated: a public suffix takes them from whoever registered the name. */
const delegatedBy = (zone: string): string => (isPublicSuffix(parentOf(zone)) ? zone : parentOf(zone));

const valueOf = ({ name, type, alias, target, ttl }: DnsRecord): DnsValue => ({
  name,
  recordType: type,
  ...(alias ? { alias: true } : {}),
  value: target,
  ttl,
});

/** A record that is not there: ours to write where its zone is ours. @param taken something else stands there */
export function toSet(record: DnsRecord, taken: boolean, command: StackCommand): DnsMove {
  const values = [valueOf(record)];
  if (record.zoneId === undefined) {
    const domain = parentOf(record.name);
    return { by: 'domain', domain, say: `Whoever manages ${domain} sets:`, values };
  }
  const run = command('dns', '--apply', ...(taken ? ['--overwrite'] : []));
  return { by: 'you', say: 'What belongs there, and the command that writes it:', values, run };
}

const nameServers = (zone: string, servers: readonly string[]): readonly DnsValue[] =>
  servers.map((value) => ({ name: zone, recordType: 'NS', value }));

export const toDelegate = (zone: string, servers: readonly string[]): DnsMove => ({
  by: 'domain',
  domain: delegatedBy(zone),
  say: `${whoDelegates(zone)} adds these name servers:`,
  values: nameServers(zone, servers),
});

export const toDelegateAnew = (zone: string, servers: readonly string[]): DnsMove => ({
  by: 'domain',
  domain: delegatedBy(zone),
  say: `${whoDelegates(zone)} changes them to these, or the records go where they are now:`,
  values: nameServers(zone, servers),
});

/** Nobody answers for any domain above a host. */
export function toRegister(host: string): DnsMove {
  const domain = ancestorsOf(host).findLast((name) => !isPublicSuffix(name)) ?? host;
  return { by: 'domain', domain, say: `Whoever registered ${domain} has it answered by name servers.` };
}

/** @param vpcIds where a private zone answers, or a private address is reached; empty: that is not known */
export const toLookElsewhere = (command: StackCommand, vpcIds: readonly string[] = []): DnsMove => ({
  by: 'elsewhere',
  say: `Verify from ${vpcIds.length === 0 ? 'where its users are, such as a machine in the VPC' : `a machine in ${vpcIds.join(' or ')}`}:`,
  run: command('dns', '--verify'),
  ...(vpcIds.length === 0 ? {} : { vpcIds }),
});

const keyOf = ({ values: _values, ...move }: DnsMove): string => JSON.stringify(move);

const distinct = <T>(all: readonly T[]): readonly T[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
];

/** One move for what is told of several records alike, with the values of all. */
export function merged(moves: readonly DnsMove[]): readonly DnsMove[] {
  const byKey = new Map<string, DnsMove>();
  for (const move of moves) {
    const key = keyOf(move);
    const values = distinct([...(byKey.get(key)?.values ?? []), ...(move.values ?? [])]);
    byKey.set(key, values.length === 0 ? move : { ...move, values });
  }
  return [...byKey.values()];
}
