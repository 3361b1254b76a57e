import type { HostedZone } from '../core/facts.ts';
import { normaliseHost } from './host.ts';

/** True for the zone's own name and every name below it; delegation is not looked at. */
export function holdsHost(zone: Pick<HostedZone, 'name'>, host: string): boolean {
  const [name, below] = [normaliseHost(zone.name), normaliseHost(host)];
  return below === name || below.endsWith(`.${name}`);
}

/** The public zones a host's record could go into, longest name first. */
export const zonesFor = (zones: readonly HostedZone[], host: string): readonly HostedZone[] =>
  zones
    .filter((zone) => !zone.private && holdsHost(zone, host))
    .sort((a, b) => b.name.length - a.name.length || a.id.localeCompare(b.id));

/** The public zone that answers for a host. */
export const longestZone = (zones: readonly HostedZone[], host: string): HostedZone | undefined =>
  zonesFor(zones, host)[0];

/** Public zones that share the longest matching name: which of them the Internet asks, delegation decides. */
export function rivalZones(zones: readonly HostedZone[], host: string): readonly HostedZone[] {
  const all = zonesFor(zones, host);
  return all.filter((zone) => normaliseHost(zone.name) === normaliseHost(all[0]?.name ?? ''));
}

/** Names between a zone and a host at which another zone may have been delegated: both ends excluded but the host's own. */
export function delegationPoints(zone: string, host: string): readonly string[] {
  const inner = normaliseHost(host).slice(0, -(normaliseHost(zone).length + 1));
  if (inner === '' || !holdsHost({ name: zone }, host)) return [];
  const labels = inner.split('.');
  return labels.map((_, index) => `${labels.slice(index).join('.')}.${normaliseHost(zone)}`);
}
