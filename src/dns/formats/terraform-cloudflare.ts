import type { DnsRecord } from '../../core/dns.ts';
import { defaultTtl } from '../desired.ts';
import { asCnames } from './cname.ts';
import { labels, providerBlock, quoted, variableBlock } from './hcl.ts';

const resource = (record: DnsRecord, label: string): string =>
  [
    `resource "cloudflare_dns_record" ${quoted(label)} {`,
    '  zone_id = var.zone_id',
    `  name    = ${quoted(record.name)}`,
    '  type    = "CNAME"',
    `  content = ${quoted(record.target)}`,
    `  ttl     = ${record.ttl ?? defaultTtl}`,
    // Through Cloudflare's proxy people would meet its certificate and limits, not the stack's.
    '  proxied = false',
    '}',
    '',
  ].join('\n');

/** Version 5 of the provider names the resource and `content` so. A CNAME at an apex is flattened by Cloudflare. */
export function terraformCloudflare(records: readonly DnsRecord[]): string {
  const cnames = asCnames(records);
  const named = labels(cnames);
  return [
    '# A host that is the name of the zone itself works too: Cloudflare flattens a CNAME at the apex.\n',
    providerBlock('cloudflare', 'cloudflare/cloudflare', '~> 5.0'),
    variableBlock('zone_id', 'The Cloudflare zone that holds these names'),
    ...cnames.map((record, at) => resource(record, named[at] ?? '')),
  ].join('\n');
}
