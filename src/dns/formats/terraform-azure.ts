import type { DnsRecord } from '../../core/dns.ts';
import { defaultTtl } from '../desired.ts';
import { apexWarning, asCnames } from './cname.ts';
import { labels, providerBlock, quoted, variableBlock } from './hcl.ts';

/** Azure wants the name within the zone, which is known only where the variable is. */
const resource = (record: DnsRecord, label: string): string =>
  [
    `resource "azurerm_dns_cname_record" ${quoted(label)} {`,
    `  name                = trimsuffix(${quoted(record.name)}, ".\${var.zone_name}")`,
    '  zone_name           = var.zone_name',
    '  resource_group_name = var.resource_group_name',
    `  ttl                 = ${record.ttl ?? defaultTtl}`,
    `  record              = ${quoted(record.target)}`,
    '}',
    '',
  ].join('\n');

export function terraformAzure(records: readonly DnsRecord[]): string {
  const cnames = asCnames(records);
  const named = labels(cnames);
  return [
    `# ${apexWarning}\n`,
    providerBlock('azurerm', 'hashicorp/azurerm', '~> 4.0'),
    variableBlock('zone_name', 'The Azure DNS zone that holds these names, such as example.com'),
    variableBlock('resource_group_name', 'The resource group of that zone'),
    ...cnames.map((record, at) => resource(record, named[at] ?? '')),
  ].join('\n');
}
