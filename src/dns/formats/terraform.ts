import type { DnsRecord } from '../../core/dns.ts';
import { defaultTtl } from '../desired.ts';
import { labels, providerBlock, quoted, variableBlock } from './hcl.ts';

const target = (record: DnsRecord): readonly string[] =>
  record.alias
    ? [
        '',
        '  alias {',
        `    name                   = ${quoted(record.target)}`,
        `    zone_id                = ${quoted(record.aliasZoneId ?? '')}`,
        '    evaluate_target_health = false',
        '  }',
      ]
    : [`  ttl     = ${record.ttl ?? defaultTtl}`, `  records = [${quoted(record.target)}]`];

const resource = (record: DnsRecord, label: string): string =>
  [
    `resource "aws_route53_record" ${quoted(label)} {`,
    `  zone_id = ${record.zoneId === undefined ? 'var.hosted_zone_id' : quoted(record.zoneId)}`,
    `  name    = ${quoted(record.name)}`,
    `  type    = ${quoted(record.type)}`,
    ...target(record),
    '}',
    '',
  ].join('\n');

/** For Route 53; the zone is a variable where it is not known. */
export function terraform(records: readonly DnsRecord[]): string {
  const named = labels(records);
  const needsZone = records.some(({ zoneId }) => zoneId === undefined);
  return [
    providerBlock('aws', 'hashicorp/aws', '~> 6.0'),
    ...(needsZone
      ? [variableBlock('hosted_zone_id', 'The Route 53 hosted zone that holds these names')]
      : []),
    ...records.map((record, at) => resource(record, named[at] ?? '')),
  ].join('\n');
}
