import type { DnsRecord } from '../../core/dns.ts';
import { defaultTtl } from '../desired.ts';

/** A string as HCL reads it: no template (`${…}`, `%{…}`) is begun by what a name holds. */
const text = (value: string): string =>
  JSON.stringify(value)
    .replace(/\\([bf])/g, (_, letter: string) => (letter === 'b' ? '\\u0008' : '\\u000c'))
    // Line separators to some readers, though not to HCL: spelled out, they end no line anywhere.
    .replace(/[\u2028\u2029]/g, (separator) => `\\u${separator.charCodeAt(0).toString(16)}`)
    .replace(/([$%])\{/g, (_, sign: string) => `${sign}${sign}{`);

const labelOf = (name: string): string => {
  const label = name
    .toLowerCase()
    .replace(/^\*\./, 'wildcard_')
    .replace(/[^a-z0-9_]/g, '_');
  return /^[a-z_]/.test(label) ? label : `_${label}`;
};

/** Two names may come to the same label (`a-b`, `a.b`). */
const labels = (records: readonly DnsRecord[]): readonly string[] => {
  const taken = new Set<string>();
  return records.map(({ name }) => {
    const label = labelOf(name);
    let free = label;
    for (let times = 2; taken.has(free); times += 1) free = `${label}_${times}`;
    taken.add(free);
    return free;
  });
};

const target = (record: DnsRecord): readonly string[] =>
  record.alias
    ? [
        '',
        '  alias {',
        `    name                   = ${text(record.target)}`,
        `    zone_id                = ${text(record.aliasZoneId ?? '')}`,
        '    evaluate_target_health = false',
        '  }',
      ]
    : [`  ttl     = ${record.ttl ?? defaultTtl}`, `  records = [${text(record.target)}]`];

const resource = (record: DnsRecord, label: string): string =>
  [
    `resource "aws_route53_record" ${text(label)} {`,
    `  zone_id = ${record.zoneId === undefined ? 'var.hosted_zone_id' : text(record.zoneId)}`,
    `  name    = ${text(record.name)}`,
    `  type    = ${text(record.type)}`,
    ...target(record),
    '}',
    '',
  ].join('\n');

const variable = ['variable "hosted_zone_id" {', '  type = string', '}', ''].join('\n');

export function terraform(records: readonly DnsRecord[]): string {
  const named = labels(records);
  const resources = records.map((record, at) => resource(record, named[at] ?? labelOf(record.name)));
  const needsZone = records.some(({ zoneId }) => zoneId === undefined);
  return [...(needsZone ? [variable] : []), ...resources].join('\n');
}
