import type { DnsRecord } from '../../core/dns.ts';
import { defaultTtl } from '../desired.ts';
import { apexWarning, asCnames } from './cname.ts';

const octets = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

/** A name in a zone file: what is no host character is written as `\DDD` (RFC 1035 section 5.1). */
const domain = (name: string): string =>
  `${octets(name)
    .map((octet) => {
      const character = String.fromCharCode(octet);
      return /[A-Za-z0-9._*-]/.test(character) ? character : `\\${String(octet).padStart(3, '0')}`;
    })
    .join('')}.`;

const line = (record: DnsRecord): string =>
  `${domain(record.name)} ${record.ttl ?? defaultTtl} IN CNAME ${domain(record.target)}`;

/** Aliases are Route 53's own; a zone file says the same with CNAMEs. */
export const bind = (records: readonly DnsRecord[]): string =>
  [`; ${apexWarning}`, ...asCnames(records).map(line), ''].join('\n');
