import { normaliseHost } from '../account/host.ts';
import { longestZone } from '../account/zone.ts';
import type { DnsRecord } from '../core/dns.ts';
import { awsCodes, InstallError, isInstallError } from '../core/errors.ts';
import type { HostedZone } from '../core/facts.ts';
import type { Ports } from '../core/ports.ts';
import type { Product, ProductScope } from '../core/product.ts';
import { apexCname, noAlias, unfitZone, unknownZone } from './errors.ts';
import { normaliseTarget } from './target.ts';

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
}

export type FactsPort = Pick<Ports, 'facts'>;

interface RecordZone {
  readonly zoneId?: string;
  readonly zoneName?: string;
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

const holds = (zone: HostedZone, host: string): boolean => {
  const name = normaliseHost(zone.name);
  return host === name || host.endsWith(`.${name}`);
};

const recordZone = (
  host: string,
  zones: readonly HostedZone[] | undefined,
  given: string | undefined,
): RecordZone => {
  if (given === undefined) {
    const zone = longestZone(zones ?? [], host);
    return { zoneId: zone?.id, zoneName: zone && normaliseHost(zone.name) };
  }
  const id = bareId(given);
  // Who may write to one zone need not be allowed to list them all.
  if (zones === undefined) return { zoneId: id };
  const zone = zones.find((one) => one.id === id);
  if (zone === undefined) throw unknownZone(id);
  if (!holds(zone, host)) throw unfitZone(zone, host);
  return { zoneId: zone.id, zoneName: normaliseHost(zone.name) };
};

/** Older templates do not tell the balancer's zone; the balancer itself does. */
const aliasZoneOf = async (record: DnsRecord, { facts }: FactsPort): Promise<string | undefined> => {
  if (record.aliasZoneId !== undefined) return record.aliasZoneId;
  try {
    const target = normaliseTarget(record.target);
    return (await facts.loadBalancers()).find(({ dnsName }) => normaliseTarget(dnsName) === target)?.zoneId;
  } catch (error) {
    if (error instanceof InstallError) return undefined;
    throw error;
  }
};

const completeRecord = async (
  record: DnsRecord,
  inZone: RecordZone,
  request: DnsRequest,
  ports: FactsPort,
): Promise<DnsRecord> => {
  const { name, target } = record;
  const { zoneId } = inZone;
  const apex = inZone.zoneName === name;
  const cname: DnsRecord = {
    name,
    type: 'CNAME',
    alias: false,
    target,
    zoneId,
    ttl: request.ttl ?? defaultTtl,
  };
  if (request.recordType === 'cname') {
    if (apex) throw apexCname(record);
    return cname;
  }
  // Only Route 53 knows aliases: whoever runs another DNS is handed CNAMEs.
  if (request.recordType === undefined && zoneId === undefined) return cname;
  const aliasZoneId = await aliasZoneOf(record, ports);
  if (aliasZoneId !== undefined) return { name, type: 'A', alias: true, target, zoneId, aliasZoneId };
  if (apex) throw noAlias(record, 'is the name of the hosted zone itself, where only an alias may stand');
  if (request.recordType === 'alias') throw noAlias(record, 'is to become an alias');
  return cname;
};

/**
 * The records that lead people to a stack: alias A in the longest matching public zone of the account, CNAME
 * where there is no such zone or the balancer's own zone is unknown. Empty where the outputs name no hosts.
 * Rejects with `dns-zone-unknown`, `dns-zone-unfit`, `dns-apex` (2), `dns-alias-impossible` (9).
 */
export async function desiredRecords(request: DnsRequest, ports: FactsPort): Promise<readonly DnsRecord[]> {
  const wanted = request.product.dns(request.scope);
  if (wanted.length === 0) return [];
  const zones = await zonesOf(ports);
  return Promise.all(
    wanted.map((record) =>
      completeRecord(record, recordZone(record.name, zones, request.hostedZoneId), request, ports),
    ),
  );
}
