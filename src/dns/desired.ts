import { normaliseHost } from '../account/host.ts';
import { holdsHost } from '../account/zone.ts';
import type { DnsRecord } from '../core/dns.ts';
import { awsCodes, InstallError, isInstallError } from '../core/errors.ts';
import type { HostedZone, LoadBalancer } from '../core/facts.ts';
import type { Ports } from '../core/ports.ts';
import type { Product, ProductScope } from '../core/product.ts';
import { apexCname, noAlias, unfitZone, unknownZone } from './errors.ts';
import { normaliseTarget } from './target.ts';
import { findZone, isRoute53, zoneWords, type FoundZone, type ZonePorts } from './zones.ts';

/** Seconds; short, because the balancer changes when a stack is replaced. */
export const defaultTtl = 60;

export interface DnsRequest {
  readonly product: Product;
  /** The stack that the records lead to. */
  readonly scope: ProductScope;
  readonly recordType?: 'alias' | 'cname';
  /** Bare id, or with `/hostedzone/` before it. */
  readonly hostedZoneId?: string;
  /** Seconds, for CNAMEs. */
  readonly ttl?: number;
  /** Asks somebody which of several zones; undefined: nobody is there, or it is left open. */
  readonly choose?: (zones: readonly HostedZone[]) => Promise<HostedZone | undefined>;
}

export interface DesiredRecords {
  readonly records: readonly DnsRecord[];
  /** Why a host has no zone to be written to, one sentence each. */
  readonly unwritable: ReadonlyMap<string, string>;
  /** Hosts for which no zone is here, so that one could be made. */
  readonly zoneless: readonly string[];
  /** Zones that can hold a host alike: somebody has to say which. */
  readonly choices: readonly HostedZone[];
  /** VPCs of internal balancers, outside which no host answers. */
  readonly internal: readonly string[];
}

export const nothingDesired: DesiredRecords = {
  records: [],
  unwritable: new Map(),
  zoneless: [],
  choices: [],
  internal: [],
};

export type FactsPort = Pick<Ports, 'facts'>;

interface RecordZone {
  readonly zoneId?: string;
  readonly zoneName?: string;
  readonly reason?: string;
  readonly zoneless?: true;
  readonly choices?: readonly HostedZone[];
}

const bareId = (id: string): string => id.trim().replace(/^\/?hostedzone\//, '');

/** The account's zones; undefined where they may not be listed. */
const zonesOf = async ({ facts }: FactsPort): Promise<readonly HostedZone[] | undefined> => {
  try {
    return await facts.hostedZones();
  } catch (error) {
    if (isInstallError(error, awsCodes.denied)) return undefined;
    throw error;
  }
};

const givenZone = (host: string, zones: readonly HostedZone[] | undefined, given: string): RecordZone => {
  const id = bareId(given);
  // Who may write to one zone need not be allowed to list them all.
  if (zones === undefined) return { zoneId: id };
  const zone = zones.find((one) => one.id === id);
  if (zone === undefined) throw unknownZone(id);
  if (!holdsHost(zone, host)) throw unfitZone(zone, host);
  return { zoneId: zone.id, zoneName: normaliseHost(zone.name) };
};

const reasonOf = (found: Exclude<FoundZone, { kind: 'zone' }>): string => {
  switch (found.kind) {
    case 'several':
      return `${found.zones.map(zoneWords).join(' or ')}: say which with --hosted-zone-id`;
    case 'elsewhere':
      return isRoute53(found.nameServers)
        ? `${found.domain} is kept in Route 53, but not in this account: write it with --dns-profile or --dns-role-arn`
        : `${found.domain} is not kept in Route 53 (${found.nameServers.slice(0, 2).join(', ')} answer for it)`;
    case 'none':
      return 'no hosted zone of this account holds it';
  }
};

const foundZone = async (found: FoundZone, { choose }: DnsRequest): Promise<RecordZone> => {
  const zone =
    found.kind === 'zone' ? found.zone : found.kind === 'several' ? await choose?.(found.zones) : undefined;
  if (zone !== undefined) return { zoneId: zone.id, zoneName: normaliseHost(zone.name) };
  if (found.kind === 'zone') return {};
  const reason = reasonOf(found);
  return found.kind === 'several' ? { reason, choices: found.zones } : { reason, zoneless: true };
};

/** The balancer a record leads to: older templates do not tell its zone, none tells its scheme. */
const balancerOf = async (record: DnsRecord, { facts }: FactsPort): Promise<LoadBalancer | undefined> => {
  try {
    const target = normaliseTarget(record.target);
    return (await facts.loadBalancers()).find(({ dnsName }) => normaliseTarget(dnsName) === target);
  } catch (error) {
    if (error instanceof InstallError) return undefined;
    throw error;
  }
};

const cnameOf = (
  { name, target }: DnsRecord,
  zoneId: string | undefined,
  ttl: number | undefined,
): DnsRecord => ({
  name,
  type: 'CNAME',
  alias: false,
  target,
  zoneId,
  ttl: ttl ?? defaultTtl,
});

/** One alias for each kind of address the balancer has. */
const aliasesOf = (
  alias: Omit<DnsRecord, 'type' | 'alias'>,
  balancer: LoadBalancer | undefined,
): readonly DnsRecord[] => {
  const dualStack = balancer?.ipAddressType?.startsWith('dualstack') === true;
  return (dualStack ? (['A', 'AAAA'] as const) : (['A'] as const)).map((type) => ({
    ...alias,
    type,
    alias: true,
  }));
};

const completeRecords = (
  record: DnsRecord,
  { zoneId, zoneName }: RecordZone,
  balancer: LoadBalancer | undefined,
  { recordType, ttl }: DnsRequest,
): readonly DnsRecord[] => {
  const { name, target } = record;
  const apex = zoneName === name;
  const cname = cnameOf(record, zoneId, ttl);
  if (recordType === 'cname') {
    if (apex) throw apexCname(record);
    return [cname];
  }
  // Only Route 53 knows aliases: whoever runs another DNS is handed CNAMEs.
  if (recordType === undefined && zoneId === undefined) return [cname];
  const aliasZoneId = record.aliasZoneId ?? balancer?.zoneId;
  if (aliasZoneId !== undefined) return aliasesOf({ name, target, zoneId, aliasZoneId }, balancer);
  if (apex) throw noAlias(record, 'is the name of the hosted zone itself, where only an alias may stand');
  if (recordType === 'alias') throw noAlias(record, 'is to become an alias');
  return [cname];
};

/** One question for hosts that have the same zones to choose from. */
const askedOnce = (request: DnsRequest): DnsRequest => {
  const { choose } = request;
  if (choose === undefined) return request;
  const asked = new Map<string, Promise<HostedZone | undefined>>();
  return {
    ...request,
    choose: (zones) => {
      const key = zones.map(({ id }) => id).join(' ');
      const answer = asked.get(key) ?? choose(zones);
      asked.set(key, answer);
      return answer;
    },
  };
};

/**
 * The records that lead people to a stack: an alias in the zone that answers for the host, CNAME where there is no
 * such zone or the balancer's own zone is unknown. Empty where the outputs name no hosts.
 * Rejects with `dns-zone-unknown`, `dns-zone-unfit`, `dns-apex` (2), `dns-alias-impossible` (9).
 */
export async function desiredRecords(request: DnsRequest, ports: ZonePorts): Promise<DesiredRecords> {
  const wanted = request.product.dns(request.scope);
  if (wanted.length === 0) return nothingDesired;
  const zones = await zonesOf(ports);
  const asking = askedOnce(request);
  const unwritable = new Map<string, string>();
  const zoneless: string[] = [];
  const choices = new Map<string, HostedZone>();
  const internal = new Set<string>();
  const completed = await Promise.all(
    wanted.map(async (record) => {
      const balancer = await balancerOf(record, ports);
      const { hostedZoneId } = request;
      const inZone =
        hostedZoneId === undefined
          ? await foundZone(await findZone(record.name, zones ?? [], balancer, ports), asking)
          : givenZone(record.name, zones, hostedZoneId);
      for (const zone of inZone.choices ?? []) choices.set(zone.id, zone);
      if (balancer?.scheme === 'internal' && balancer.vpcId !== undefined) internal.add(balancer.vpcId);
      if (inZone.zoneless === true) zoneless.push(record.name);
      if (inZone.reason !== undefined) unwritable.set(record.name, inZone.reason);
      return completeRecords(record, inZone, balancer, request);
    }),
  );
  return {
    records: completed.flat(),
    unwritable,
    zoneless,
    choices: [...choices.values()],
    internal: [...internal],
  };
}
