import type { DnsRecord } from '../../core/dns.ts';

/** RFC 4180. A cell that a spreadsheet would take for a formula is made text by an apostrophe. */
const cell = (value: string): string => {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

export const csv = (records: readonly DnsRecord[]): string =>
  [
    row(['name', 'type', 'alias', 'ttl', 'target', 'hosted zone', 'alias zone']),
    ...records.map((record) =>
      row([
        record.name,
        record.type,
        record.alias ? 'yes' : 'no',
        record.ttl === undefined ? '' : String(record.ttl),
        record.target,
        record.zoneId ?? '',
        record.aliasZoneId ?? '',
      ]),
    ),
  ].join('');
