import { ancestorsOf, isPublicSuffix, normaliseHost } from '../../account/host.ts';
import { answered } from '../answered.ts';
import type { DnsRecord } from '../../core/dns.ts';
import type { HostedZone, HostedZoneDetails } from '../../core/facts.ts';
import type { NameServer } from '../../core/probe.ts';
import { right, type Link, type VerifyPorts } from './link.ts';
import { toDelegate, toDelegateAnew, toLookElsewhere, toRegister } from './moves.ts';

/** How many servers of a parent are asked before it is taken for silent. */
const parentsAsked = 2;

export interface ZoneReading {
  readonly zone: HostedZone;
  readonly details: HostedZoneDetails | undefined;
}

/** The zone of a record and what it tells of itself; undefined where it is not ours to read. */
export async function readZone(
  { zoneId }: Pick<DnsRecord, 'zoneId'>,
  { facts }: VerifyPorts,
): Promise<ZoneReading | undefined> {
  if (zoneId === undefined) return undefined;
  const zone = (await answered(facts.hostedZones()))?.find(({ id }) => id === zoneId);
  return zone && { zone, details: await answered(facts.hostedZone(zoneId)) };
}

/** The addresses of name servers, so that they can be asked directly. */
export async function addressesOf(
  names: readonly string[],
  { probe }: VerifyPorts,
): Promise<readonly (NameServer & { readonly name: string })[]> {
  const lists = await Promise.all(names.map((name) => answered(probe.resolve(name, 'A'))));
  return names.flatMap((name, at) => (lists[at] ?? []).slice(0, 1).map((address) => ({ name, address })));
}

const parentOf = async (
  name: string,
  { probe }: VerifyPorts,
): Promise<{ readonly name: string; readonly servers: readonly string[] } | undefined> => {
  for (const ancestor of ancestorsOf(name)) {
    const servers = await answered(probe.resolve(ancestor, 'NS'));
    if (servers !== undefined && servers.length > 0) return { name: ancestor, servers };
  }
  return undefined;
};

/** A referral names the servers in its authority section; a parent that is served by the same machine, in its answer. */
const listedByParent = async (name: string, ports: VerifyPorts): Promise<readonly string[] | undefined> => {
  const parent = await parentOf(name, ports);
  const servers = await addressesOf((parent?.servers ?? []).slice(0, parentsAsked), ports);
  for (const server of servers) {
    const reply = await answered(ports.probe.ask(server, name, 'NS'));
    if (reply === undefined || !['NOERROR', 'NXDOMAIN'].includes(reply.code)) continue;
    return [...reply.answers, ...reply.authority]
      .filter((one) => one.type === 'NS' && normaliseHost(one.name) === name)
      .map(({ value }) => normaliseHost(value));
  }
  return undefined;
};

const compared = (name: string, own: readonly string[], listed: readonly string[]): Link => {
  if (listed.some((server) => own.includes(server))) return right;
  // Somebody else's move, which may be under way: a new zone always begins so.
  if (listed.length === 0)
    return {
      state: 'waiting',
      seen: `${name} is not delegated to its hosted zone.`,
      move: toDelegate(name, own),
    };
  return {
    state: 'wrong',
    seen: `${name} is answered by other name servers: ${listed.join(', ')}.`,
    move: toDelegateAnew(name, own),
  };
};

const silent = (name: string, { command }: VerifyPorts): Link => ({
  state: 'unseen',
  seen: `No name server could be asked about ${name}.`,
  move: toLookElsewhere(command),
});

/** Does the Internet ask this zone? The parent's own servers are asked, where port 53 is closed the resolver. */
export async function delegation(
  record: DnsRecord,
  reading: ZoneReading | undefined,
  ports: VerifyPorts,
): Promise<Link> {
  // A private zone is delegated by nobody: its VPCs ask it.
  if (reading?.zone.private === true) return right;
  if (reading === undefined || (reading.details?.nameServers.length ?? 0) === 0) return served(record, ports);
  const name = normaliseHost(reading.zone.name);
  const own = (reading.details?.nameServers ?? []).map(normaliseHost);
  const listed =
    (await listedByParent(name, ports)) ??
    (await answered(ports.probe.resolve(name, 'NS')))?.map(normaliseHost);
  return listed === undefined ? silent(name, ports) : compared(name, own, listed);
}

/** Of a domain that is kept elsewhere: does anybody answer for it? */
const served = async (record: DnsRecord, ports: VerifyPorts): Promise<Link> => {
  const domains = [record.name, ...ancestorsOf(record.name)].filter((name) => !isPublicSuffix(name));
  const lists = await Promise.all(domains.map((domain) => answered(ports.probe.resolve(domain, 'NS'))));
  if (lists.some((list) => list !== undefined && list.length > 0)) return right;
  if (lists.every((list) => list === undefined)) return silent(record.name, ports);
  return {
    state: 'wrong',
    seen: `Nobody answers for the domain of ${record.name}: no zone of it is delegated.`,
    move: toRegister(record.name),
  };
};
