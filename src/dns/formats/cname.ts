import type { DnsRecord } from '../../core/dns.ts';

/** One CNAME a host, which serves both kinds of address: aliases are Route 53's own. */
export const asCnames = (records: readonly DnsRecord[]): readonly DnsRecord[] =>
  [...new Map(records.map((record) => [record.name, record])).values()].map(({ name, target, ttl }) => ({
    name,
    target,
    ttl,
    type: 'CNAME',
    alias: false,
  }));

/** Said wherever the records leave Route 53: it cannot be known here what another provider's zone is called. */
export const apexWarning =
  'DNS allows no CNAME at the name of the zone itself (the apex). If a host is the zone name, use ALIAS, ANAME or flattening there.';
