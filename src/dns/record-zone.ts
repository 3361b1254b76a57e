import { normaliseHost } from '../account/host.ts';
import { holdsHost } from '../account/zone.ts';
import { awsCodes, isInstallError } from '../core/errors.ts';
import type { HostedZone, LoadBalancer } from '../core/facts.ts';
import { unfitZone, unknownZone } from './errors.ts';
import { findZone, isRoute53, zoneWords, type FactsPort, type FoundZone, type ZonePorts } from './zones.ts';

/** Asks somebody which of several zones; undefined: it is left open. */
export type ChooseZone = (zones: readonly HostedZone[]) => Promise<HostedZone | undefined>;

/** Where a record is to be written, or why nowhere. */
export interface RecordZone {
  readonly zoneId?: string;
  readonly zoneName?: string;
  readonly reason?: string;
  readonly zoneless?: true;
  readonly choices?: readonly HostedZone[];
}

const bareId = (id: string): string => id.trim().replace(/^\/?hostedzone\//, '');

/** The account's zones; undefined where they may not be listed. */
export async function zonesOf({ facts }: FactsPort): Promise<readonly HostedZone[] | undefined> {
  try {
    return await facts.hostedZones();
  } catch (error) {
    if (isInstallError(error, awsCodes.denied)) return undefined;
    throw error;
  }
}

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

const foundZone = async (found: FoundZone, choose: ChooseZone | undefined): Promise<RecordZone> => {
  const zone =
    found.kind === 'zone' ? found.zone : found.kind === 'several' ? await choose?.(found.zones) : undefined;
  if (zone !== undefined) return { zoneId: zone.id, zoneName: normaliseHost(zone.name) };
  if (found.kind === 'zone') return {};
  const reason = reasonOf(found);
  return found.kind === 'several' ? { reason, choices: found.zones } : { reason, zoneless: true };
};

/** One question for hosts that have the same zones to choose from. */
export function askedOnce(choose: ChooseZone): ChooseZone {
  const asked = new Map<string, Promise<HostedZone | undefined>>();
  return (zones) => {
    const key = zones.map(({ id }) => id).join(' ');
    const answer = asked.get(key) ?? choose(zones);
    asked.set(key, answer);
    return answer;
  };
}

export interface ZoneSelection {
  /** Undefined: they may not be listed. */
  readonly zones: readonly HostedZone[] | undefined;
  /** Bare id, or with `/hostedzone/` before it. */
  readonly hostedZoneId?: string;
  readonly choose?: ChooseZone;
}

/** Rejects with `dns-zone-unknown` and `dns-zone-unfit` for a zone that was named. */
export const zoneForHost = async (
  host: string,
  { zones, hostedZoneId, choose }: ZoneSelection,
  balancer: LoadBalancer | undefined,
  ports: ZonePorts,
): Promise<RecordZone> =>
  hostedZoneId === undefined
    ? foundZone(await findZone(host, zones ?? [], balancer, ports), choose)
    : givenZone(host, zones, hostedZoneId);
