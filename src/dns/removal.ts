import { normaliseHost } from '../account/host.ts';
import { holdsHost } from '../account/zone.ts';
import type { DnsRecord } from '../core/dns.ts';
import { awsCodes, isInstallError } from '../core/errors.ts';
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

/** The call before it did so and its answer was lost, or somebody else did. */
const areGone = async (found: readonly FoundRecord[], { facts }: Pick<Ports, 'facts'>): Promise<boolean> => {
  facts.refresh('records');
  const left = await Promise.all(
    found.map(async ({ zone, recordSet }) =>
      (await facts.records(zone.id, normaliseHost(recordSet.name))).some(
        (one) => one.type === recordSet.type && one.setIdentifier === recordSet.setIdentifier,
      ),
    ),
  );
  return !left.includes(true);
};

/** @returns the change to wait for; undefined where they were gone already */
const removeFrom = async (
  zoneId: string,
  found: readonly FoundRecord[],
  ports: Pick<Ports, 'facts' | 'dns'>,
): Promise<string | undefined> => {
  const batch = found.map(({ recordSet }) => ({ action: 'delete' as const, recordSet }));
  try {
    return await ports.dns.change(zoneId, batch, 'quilt-install: the stack is deleted');
  } catch (error) {
    if (isInstallError(error, awsCodes.refused) && (await areGone(found, ports))) return undefined;
    throw error;
  }
};

/** Deletes them, per zone one atomic batch, waited for. @param removed told of each zone's, as soon as they are gone */
export async function removeRecords(
  found: readonly FoundRecord[],
  ports: Pick<Ports, 'facts' | 'dns' | 'clock'> & Partial<Pick<Ports, 'signal'>>,
  removed: (count: number) => void = () => undefined,
): Promise<void> {
  for (const id of new Set(found.map(({ zone }) => zone.id))) {
    const held = found.filter(({ zone }) => zone.id === id);
    const changeId = await removeFrom(id, held, ports);
    removed(held.length);
    if (changeId !== undefined) await awaitSync(changeId, ports);
  }
  if (found.length > 0) ports.facts.refresh('records');
}
