import { ancestorsOf, isPublicSuffix, normaliseHost } from '../../account/host.ts';
import { answered } from '../answered.ts';
import type { DnsRecord } from '../../core/dns.ts';
import type { DnsReply } from '../../core/probe.ts';
import { isThere, normaliseTarget } from '../target.ts';
import { addressesOf, type ZoneReading } from './delegation.ts';
import { right, type Link, type VerifyPorts } from './link.ts';
import { toLookElsewhere, toSet, waiting } from './moves.ts';

const kindOf = ({ type }: DnsRecord): 'A' | 'AAAA' => (type === 'AAAA' ? 'AAAA' : 'A');

export interface ResolvedName {
  readonly cnames: readonly string[];
  readonly addresses: readonly string[];
}

export const resolvedBy = (reply: Pick<DnsReply, 'answers'>, type: 'A' | 'AAAA'): ResolvedName => ({
  cnames: reply.answers.filter((one) => one.type === 'CNAME').map(({ value }) => normaliseTarget(value)),
  addresses: reply.answers.filter((one) => one.type === type).map(({ value }) => value),
});

export const wordsOf = ({ cnames, addresses }: ResolvedName): string =>
  cnames.length > 0 ? `CNAME ${cnames.join(', ')}` : addresses.length > 0 ? addresses.join(', ') : 'nothing';

/** Where the balancer itself is now; its addresses change, so one in common is enough. */
export const targetAddresses = async (
  record: DnsRecord,
  { probe }: VerifyPorts,
): Promise<readonly string[]> => (await answered(probe.resolve(record.target, kindOf(record)))) ?? [];

export const leadsTo = (resolved: ResolvedName, record: DnsRecord, wanted: readonly string[]): boolean =>
  resolved.cnames.includes(normaliseTarget(record.target)) ||
  resolved.addresses.some((address) => wanted.includes(address));

export const resolvesToAnything = ({ cnames, addresses }: ResolvedName): boolean =>
  cnames.length + addresses.length > 0;

const wrong = (record: DnsRecord, where: string, resolved: ResolvedName, { command }: VerifyPorts): Link => ({
  state: 'wrong',
  seen: `${where} answers ${record.name} with ${wordsOf(resolved)}.`,
  move: toSet(record, resolvesToAnything(resolved), command),
});

const serversFor = async (
  record: DnsRecord,
  reading: ZoneReading | undefined,
  { probe }: VerifyPorts,
): Promise<readonly string[]> => {
  if (reading !== undefined) return reading.details?.nameServers ?? [];
  for (const domain of [record.name, ...ancestorsOf(record.name)].filter((name) => !isPublicSuffix(name))) {
    const servers = await answered(probe.resolve(domain, 'NS'));
    if (servers !== undefined && servers.length > 0) return servers;
  }
  return [];
};

/** Each of a zone's servers is asked: one that lags behind sends some of the users astray. */
const askAll = async (
  record: DnsRecord,
  names: readonly string[],
  ports: VerifyPorts,
): Promise<readonly { readonly server: string; readonly resolved: ResolvedName }[]> => {
  const servers = await addressesOf(names, ports);
  const replies = await Promise.all(
    servers.map((server) => answered(ports.probe.ask(server, record.name, kindOf(record)))),
  );
  return replies.flatMap((reply, at) =>
    reply === undefined || !['NOERROR', 'NXDOMAIN'].includes(reply.code)
      ? []
      : [{ server: servers[at]?.name ?? '', resolved: resolvedBy(reply, kindOf(record)) }],
  );
};

/** Does its zone hold the record? undefined: that cannot be read. */
const isHeld = async (
  record: DnsRecord,
  { zone }: ZoneReading,
  { facts }: VerifyPorts,
): Promise<boolean | undefined> => {
  const sets = await answered(facts.records(zone.id, record.name));
  return sets && isThere(record, sets);
};

/** What a zone holds its servers have within a minute or so: until then nobody has anything to write. */
const astray = async (
  record: DnsRecord,
  where: string,
  resolved: ResolvedName,
  reading: ZoneReading | undefined,
  wanted: readonly string[],
  ports: VerifyPorts,
): Promise<Link> => {
  const comes = wanted.length > 0 || !record.alias;
  if (!comes || reading === undefined || (await isHeld(record, reading, ports)) !== true)
    return wrong(record, where, resolved, ports);
  return {
    state: 'waiting',
    seen: `Zone ${reading.zone.id} holds ${record.name}, and ${where} still answers with ${wordsOf(resolved)}: a change takes about a minute to reach every server.`,
    move: waiting,
  };
};

/** Where no server can be asked, Route 53 itself tells what they would say; of a private zone, what it holds. */
const fromAws = async (
  record: DnsRecord,
  reading: ZoneReading,
  wanted: readonly string[],
  ports: VerifyPorts,
): Promise<Link | undefined> => {
  const { zone } = reading;
  if (!zone.private) {
    const tested = await answered(ports.facts.testAnswer(zone.id, record.name, record.type));
    if (tested !== undefined) {
      const values = tested.values.map(normaliseHost);
      const resolved =
        record.type === 'CNAME' ? { cnames: values, addresses: [] } : { cnames: [], addresses: values };
      if (leadsTo(resolved, record, wanted)) return right;
      if (values.length === 0 || wanted.length > 0)
        return astray(record, 'Route 53', resolved, reading, wanted, ports);
    }
  }
  const held = await isHeld(record, reading, ports);
  if (held === undefined) return undefined;
  return held ? right : wrong(record, `Zone ${zone.id}`, { cnames: [], addresses: [] }, ports);
};

/** Do the servers that are in charge of the name answer with the record? */
export async function authoritative(
  record: DnsRecord,
  reading: ZoneReading | undefined,
  wanted: readonly string[],
  ports: VerifyPorts,
): Promise<Link> {
  const heard = await askAll(record, await serversFor(record, reading, ports), ports);
  const other = heard.find(({ resolved }) => !leadsTo(resolved, record, wanted));
  if (other !== undefined) return astray(record, other.server, other.resolved, reading, wanted, ports);
  if (heard.length > 0) return right;
  const fault = reading && (await fromAws(record, reading, wanted, ports));
  return (
    fault ?? {
      state: 'unseen',
      seen: `The name servers of ${record.name} cannot be asked from here.`,
      move: toLookElsewhere(ports.command),
    }
  );
}
