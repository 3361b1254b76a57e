import { answered } from '../answered.ts';
import type { DnsRecord } from '../../core/dns.ts';
import type { DnsReply } from '../../core/probe.ts';
import type { ZoneReading } from './delegation.ts';
import { right, type Link, type LinkState, type VerifyPorts } from './link.ts';
import { toLookElsewhere, toSet, waiting } from './moves.ts';
import { leadsTo, resolvedBy, resolvesToAnything, wordsOf } from './record.ts';

/** How long the resolver will go on saying so, seconds: what it remembers of an answer, or of there being none. */
const rememberedFor = ({ answers, authority }: DnsReply): number | undefined => {
  const ttls = [...answers, ...authority.filter(({ type }) => type === 'SOA')].map(({ ttl }) => ttl);
  return ttls.length === 0 ? undefined : Math.min(...ttls);
};

const stale = (record: DnsRecord, reply: DnsReply): Link => {
  const resolved = resolvedBy(reply, record.type === 'AAAA' ? 'AAAA' : 'A');
  const seconds = rememberedFor(reply);
  const until = seconds === undefined ? 'for a while' : `for ${seconds} s more`;
  return {
    state: 'waiting',
    seen: `This machine's resolver remembers ${wordsOf(resolved)} for ${record.name} ${until}.`,
    move: { ...waiting, seconds },
  };
};

/** What people's own resolvers say, by the example of this machine's. @param kept the state of the record where it is kept */
export async function resolver(
  record: DnsRecord,
  reading: ZoneReading | undefined,
  wanted: readonly string[],
  kept: LinkState,
  ports: VerifyPorts,
): Promise<Link> {
  const type = record.type === 'AAAA' ? 'AAAA' : 'A';
  const reply = await answered(ports.probe.ask(undefined, record.name, type));
  if (reply === undefined || !['NOERROR', 'NXDOMAIN'].includes(reply.code))
    return {
      state: 'unseen',
      seen: `This machine's resolver does not answer for ${record.name}.`,
      move: toLookElsewhere(ports.command),
    };
  const resolved = resolvedBy(reply, type);
  if (leadsTo(resolved, record, wanted)) return right;
  if (reading?.zone.private === true) {
    const vpcIds = reading.details?.vpcIds ?? [];
    return {
      state: 'unseen',
      seen: `Zone ${reading.zone.id} is private: it answers only inside ${vpcIds.length === 0 ? 'its VPCs' : vpcIds.join(', ')}.`,
      move: toLookElsewhere(ports.command, vpcIds),
    };
  }
  if (kept === 'right') return stale(record, reply);
  // Nobody could say what is kept: an answer that leads elsewhere is wrong, none may yet come.
  const elsewhere = resolvesToAnything(resolved);
  return {
    state: elsewhere && wanted.length > 0 ? 'wrong' : 'waiting',
    seen: `This machine's resolver answers ${record.name} with ${wordsOf(resolved)}, not with ${record.target}.`,
    move: toSet(record, elsewhere, ports.command),
  };
}
