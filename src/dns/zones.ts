import { ancestorsOf, isPublicSuffix, normaliseHost } from '../account/host.ts';
import { holdsHost, rivalZones } from '../account/zone.ts';
import type { HostedZone, LoadBalancer } from '../core/facts.ts';
import type { Ports } from '../core/ports.ts';
import { answered } from './answered.ts';

export type FactsPort = Pick<Ports, 'facts'>;
export type ZonePorts = Pick<Ports, 'facts' | 'probe'>;

/** Where a host's record belongs, as far as this account can tell. */
export type FoundZone =
  | { readonly kind: 'zone'; readonly zone: HostedZone }
  /** Only a person knows which of them. */
  | { readonly kind: 'several'; readonly zones: readonly HostedZone[] }
  /** Somebody answers for the domain, and no zone here does. */
  | { readonly kind: 'elsewhere'; readonly domain: string; readonly nameServers: readonly string[] }
  | { readonly kind: 'none' };

const longest = (zones: readonly HostedZone[]): readonly HostedZone[] => {
  const length = Math.max(0, ...zones.map(({ name }) => normaliseHost(name).length));
  return zones.filter(({ name }) => normaliseHost(name).length === length);
};

/** A private zone answers only in the VPCs it is associated with: in any other a record in it is never seen. */
const privateZones = async (
  zones: readonly HostedZone[],
  host: string,
  vpcId: string,
  { facts }: ZonePorts,
): Promise<readonly HostedZone[]> => {
  const held = zones.filter((zone) => zone.private && holdsHost(zone, host));
  const details = await Promise.all(held.map(({ id }) => answered(facts.hostedZone(id))));
  return longest(held.filter((_zone, at) => details[at]?.vpcIds.includes(vpcId)));
};

/** Of public zones of one name, those the parent points at; all of them where nobody can say. */
const askedZones = async (
  rivals: readonly HostedZone[],
  { facts, probe }: ZonePorts,
): Promise<readonly HostedZone[]> => {
  const [first] = rivals;
  if (first === undefined || rivals.length === 1) return rivals;
  const listed = ((await answered(probe.resolve(normaliseHost(first.name), 'NS'))) ?? []).map(normaliseHost);
  const details = await Promise.all(rivals.map(({ id }) => answered(facts.hostedZone(id))));
  const asked = rivals.filter((_zone, at) =>
    details[at]?.nameServers.some((server) => listed.includes(normaliseHost(server))),
  );
  return asked.length === 0 ? rivals : asked;
};

/** The nearest domain above a host that somebody answers for. */
const servedElsewhere = async (host: string, { probe }: ZonePorts): Promise<FoundZone> => {
  for (const domain of [host, ...ancestorsOf(host)].filter((name) => !isPublicSuffix(name))) {
    const nameServers = (await answered(probe.resolve(domain, 'NS'))) ?? [];
    if (nameServers.length > 0) return { kind: 'elsewhere', domain, nameServers };
  }
  return { kind: 'none' };
};

/**
 * The zone for one host: for an internet-facing balancer the longest public one; for an internal one that or a private
 * zone of its VPC, and where there are both, both.
 */
export async function findZone(
  host: string,
  zones: readonly HostedZone[],
  balancer: LoadBalancer | undefined,
  ports: ZonePorts,
): Promise<FoundZone> {
  const internal = balancer?.scheme === 'internal' ? balancer.vpcId : undefined;
  const [inside, outside] = await Promise.all([
    internal === undefined ? [] : privateZones(zones, host, internal, ports),
    askedZones(rivalZones(zones, host), ports),
  ]);
  const [zone, ...more] = [...inside, ...outside];
  if (zone === undefined) return servedElsewhere(host, ports);
  return more.length === 0 ? { kind: 'zone', zone } : { kind: 'several', zones: [zone, ...more] };
}

/** True for the name servers that Route 53 gives to its zones. */
export const isRoute53 = (nameServers: readonly string[]): boolean =>
  nameServers.some((server) => /^ns-\d+\.awsdns-\d+\./.test(normaliseHost(server)));

/** A zone in words that tell it from its namesakes. */
export const zoneWords = (zone: HostedZone): string =>
  `${normaliseHost(zone.name)} (${zone.id}, ${zone.private ? 'private' : 'public'})`;

/** As `zoneWords`; the id alone where the zone could not be listed. */
export function zoneOfId(id: string, zones: readonly HostedZone[]): string {
  const zone = zones.find((one) => one.id === id);
  return zone === undefined ? id : zoneWords(zone);
}
