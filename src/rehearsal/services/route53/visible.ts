import type { AccountState, RecordSetState, Zone } from '../../account/state.ts';

/** What the world's resolvers see of a zone: a change in it shows only once it is in sync. */
export function visibleIn(account: AccountState, zone: Zone, now: number): readonly RecordSetState[] {
  const pending = [...account.changes.values()].find(
    (change) => change.zoneId === zone.id && change.inSyncAt > now,
  );
  return pending?.before ?? zone.records;
}

/** True once the world asks this zone. */
export const isDelegated = (zone: Zone, now: number): boolean =>
  !zone.private && (zone.delegated || (zone.delegatedFrom ?? Infinity) <= now);

/** Every public record that the world can see. */
export const visibleRecords = (account: AccountState, now: number): readonly RecordSetState[] =>
  [...account.zones.values()]
    .filter((zone) => isDelegated(zone, now))
    .flatMap((zone) => visibleIn(account, zone, now));
