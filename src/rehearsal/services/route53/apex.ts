import type { RecordSetState } from '../../account/state.ts';
import { nameServersOf } from './name-servers.ts';

/** What every zone has from its beginning. */
export const apexRecords = (name: string, zoneId: string): readonly RecordSetState[] => {
  const servers = nameServersOf(zoneId);
  return [
    { name, type: 'NS', ttl: 172_800, values: servers.map((server) => `${server}.`) },
    {
      name,
      type: 'SOA',
      ttl: 900,
      values: [`${servers[0] ?? ''}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`],
    },
  ];
};
