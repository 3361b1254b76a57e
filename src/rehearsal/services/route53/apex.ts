import type { RecordSetState } from '../../account/state.ts';

/** What every zone has from its beginning. */
export const apexRecords = (name: string): readonly RecordSetState[] => [
  {
    name,
    type: 'NS',
    ttl: 172_800,
    values: ['ns-1.awsdns-01.org.', 'ns-2.awsdns-02.com.', 'ns-3.awsdns-03.net.', 'ns-4.awsdns-04.co.uk.'],
  },
  {
    name,
    type: 'SOA',
    ttl: 900,
    values: ['ns-1.awsdns-01.org. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400'],
  },
];
