import type { DnsRecord } from '../../core/dns.ts';
import { shortText } from '../../core/text.ts';
import { defaultTtl } from '../desired.ts';
import { apexWarning, asCnames } from './cname.ts';
import { printable } from './printable.ts';

const line = (record: DnsRecord): string =>
  `  ${printable(record.name)}  CNAME  ${printable(record.target)}  (TTL ${record.ttl ?? defaultTtl})`;

/** A message to whoever manages the domain, ready to be sent. @param product what answers under the names, by its title */
export function text(records: readonly DnsRecord[], product?: string): string {
  const cnames = asCnames(records);
  const what = cnames.length === 1 ? 'this DNS record' : `these ${cnames.length} DNS records`;
  return [
    `Subject: Please create ${what}`,
    '',
    'Hello,',
    '',
    `for a new service of ours in AWS${product === undefined ? '' : ` (${shortText(product)})`}, please create ${what}:`,
    '',
    ...cnames.map(line),
    '',
    'They point at a load balancer in AWS whose addresses change, so please do not use A records.',
    apexWarning,
    'Should one of the names have a record already, please tell me before you replace it.',
    '',
    'Thank you',
    '',
  ].join('\n');
}
