import type { DnsRecord } from '../../core/dns.ts';
import { printable } from './printable.ts';

const cells = (record: DnsRecord): readonly string[] => [
  printable(record.name),
  record.alias ? `${record.type} alias` : record.type,
  record.ttl === undefined ? '-' : String(record.ttl),
  printable(record.target),
];

export function table(records: readonly DnsRecord[]): string {
  const rows = [['NAME', 'TYPE', 'TTL', 'TARGET'], ...records.map(cells)];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
