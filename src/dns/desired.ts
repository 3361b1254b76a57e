import type { DnsRecord } from '../core/dns.ts';
import { awsCodes, isInstallError } from '../core/errors.ts';
import type { HostedZone, LoadBalancer } from '../core/facts.ts';
import type { Product, ProductScope } from '../core/product.ts';
import { apexCname, noAlias } from './errors.ts';
import { askedOnce, zoneForHost, zonesOf, type ChooseZone, type RecordZone } from './record-zone.ts';
import { normaliseTarget } from './target.ts';
import type { FactsPort, ZonePorts } from './zones.ts';

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
  /** Undefined: nobody is there to be asked. */
  readonly choose?: ChooseZone;
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

/**
 * The balancer a record leads to: older templates do not tell its zone, none tells its scheme. An answer that did not
 * arrive is no answer: without the scheme an internal host would go into a public zone.
 */
const balancerOf = async (record: DnsRecord, { facts }: FactsPort): Promise<LoadBalancer | undefined> => {
  try {
    const target = normaliseTarget(record.target);
    return (await facts.loadBalancers()).find(({ dnsName }) => normaliseTarget(dnsName) === target);
  } catch (error) {
    if (isInstallError(error, awsCodes.denied)) return undefined;
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

/**
 * The records that lead people to a stack: an alias in the zone that answers for the host, CNAME where there is no
 * such zone or the balancer's own zone is unknown. Empty where the outputs name no hosts.
 * Rejects with `dns-zone-unknown`, `dns-zone-unfit`, `dns-apex` (2), `dns-alias-impossible` (9).
 */
export async function desiredRecords(request: DnsRequest, ports: ZonePorts): Promise<DesiredRecords> {
  const wanted = request.product.dns(request.scope);
  if (wanted.length === 0) return nothingDesired;
  const zones = await zonesOf(ports);
  const { hostedZoneId } = request;
  const choose = request.choose === undefined ? undefined : askedOnce(request.choose);
  const unwritable = new Map<string, string>();
  const zoneless: string[] = [];
  const choices = new Map<string, HostedZone>();
  const internal = new Set<string>();
  const completed = await Promise.all(
    wanted.map(async (record) => {
      const balancer = await balancerOf(record, ports);
      const inZone = await zoneForHost(record.name, { zones, hostedZoneId, choose }, balancer, ports);
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
