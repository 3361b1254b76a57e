import { normaliseHost } from '../account/host.ts';
import { holdsHost } from '../account/zone.ts';
import type { DnsRecord } from '../core/dns.ts';
import type { HostedZone, RecordSet } from '../core/facts.ts';
import type { Ports } from '../core/ports.ts';
import { awaitSync } from './sync.ts';
import { pointsTo } from './target.ts';

/** A record set of this account that leads to a balancer which is going away. */
export interface FoundRecord {
  readonly zone: HostedZone;
  readonly recordSet: RecordSet;
}

/**
 * Exactly those record sets of these hosts whose target is the balancer, in every zone of the account, private
 * ones too. To be asked before the stack is deleted: afterwards nobody knows the balancer's name.
 */
export async function recordsToRemove(
  records: readonly DnsRecord[],
  { facts }: Pick<Ports, 'facts'>,
): Promise<readonly FoundRecord[]> {
  const zones = await facts.hostedZones();
  // A dual-stack host has two records, and a look at its name finds both: a batch that deletes one twice is refused.
  const hosts = [...new Map(records.map((record) => [`${record.name} ${record.target}`, record])).values()];
  const found = await Promise.all(
    hosts.flatMap((record) =>
      zones
        .filter((zone) => holdsHost(zone, record.name))
        .map(async (zone) => {
          const sets = await facts.records(zone.id, record.name);
          return sets
            .filter(({ name }) => normaliseHost(name) === record.name)
            .filter((recordSet) => pointsTo(recordSet, record.target))
            .map((recordSet) => ({ zone, recordSet }));
        }),
    ),
  );
  return found.flat();
}

/** Deletes them, per zone one atomic batch, waited for. @param removed told of each zone's, as soon as they are gone */
export async function removeRecords(
  found: readonly FoundRecord[],
  ports: Pick<Ports, 'facts' | 'dns' | 'clock'> & Partial<Pick<Ports, 'signal'>>,
  removed: (count: number) => void = () => undefined,
): Promise<void> {
  for (const id of new Set(found.map(({ zone }) => zone.id))) {
    const batch = found
      .filter(({ zone }) => zone.id === id)
      .map(({ recordSet }) => ({ action: 'delete' as const, recordSet }));
    const changeId = await ports.dns.change(id, batch, 'quilt-install: the stack is deleted');
    removed(batch.length);
    await awaitSync(changeId, ports);
  }
  if (found.length > 0) ports.facts.refresh('records');
}
