import type { DnsMissing, DnsMove, DnsRecord, DnsValue } from '../../core/dns.ts';
import type { DnsEvent } from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import { count } from '../text/format.ts';
import type { Style } from '../text/style.ts';
import { columnsOf, indented, pad } from '../text/wrap.ts';

const cells = (record: DnsRecord): readonly string[] => [
  clean(record.name),
  record.alias ? `${record.type} alias` : record.type,
  record.ttl === undefined ? '' : String(record.ttl),
  clean(record.target),
];

const oneUnderOther = (record: DnsRecord): readonly string[] => [
  `  ${clean(record.name)}`,
  `    ${record.alias ? `${record.type} alias` : record.type} ${clean(record.target)}`,
];

/** A table where it fits, else each record in two lines: a host name is never broken. */
export function recordTable(records: readonly DnsRecord[], style: Style): readonly string[] {
  const timed = records.some(({ ttl }) => ttl !== undefined);
  const rows = [['Name', 'Type', 'TTL', 'Target'], ...records.map(cells)].map((row) =>
    timed ? row : row.filter((_cell, at) => at !== 2),
  );
  const widths = (rows[0] ?? []).map((_head, at) => Math.max(...rows.map((row) => columnsOf(row[at] ?? ''))));
  if (widths.reduce((sum, width) => sum + width + 2, 0) > style.width) return records.flatMap(oneUnderOther);
  return rows.map((row, at) => {
    const line = `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('  ')}`.trimEnd();
    return at === 0 ? style.paint.dim(line) : line;
  });
}

const awaited: Readonly<Record<DnsMissing, string>> = {
  delegation: 'the parent zone does not point at this hosted zone yet (NS records)',
  record: 'the name servers of the zone do not answer with the record yet',
  resolver: 'your resolver does not see the record yet',
  tls: 'the host does not show its certificate yet',
  http: 'the host does not answer on https yet',
};

const statusOf = (event: DnsEvent, style: Style): string => {
  const { paint, symbols } = style;
  const number = count(event.records.length, 'record');
  switch (event.state) {
    case 'planned':
      return `${paint.bold('DNS')}: ${number} to point at the stack`;
    case 'applied':
      return `${paint.green(symbols.pass)} DNS: ${number} in place`;
    case 'verified':
      return `${paint.green(symbols.pass)} DNS: ${number} verified`;
    case 'pending':
      return `${paint.yellow(symbols.unknown)} DNS is not complete${event.missing === undefined ? '' : `: ${awaited[event.missing]}`}`;
    case 'conflict':
      return `${paint.red(symbols.fail)} DNS: ${number} would replace what is there`;
  }
};

const valueLines = ({ name, recordType, alias, value, ttl }: DnsValue, width: number): readonly string[] => {
  const kept = ttl === undefined ? '' : `  (TTL ${ttl})`;
  const rest = `${recordType}${alias === true ? ' alias' : ''}  ${clean(value)}${kept}`;
  const line = `      ${clean(name)}  ${rest}`;
  return columnsOf(line) <= width ? [line] : [`      ${clean(name)}`, `        ${rest}`];
};

/** Values and commands are copied: each stays on its line. */
const moveLines = ({ say, values = [], run }: DnsMove, { width }: Style): readonly string[] => [
  ...indented(clean(say), width, 4),
  ...values.flatMap((value) => valueLines(value, width)),
  ...(run === undefined ? [] : [`      ${clean(run)}`]),
];

export const dnsStatusLines = (event: DnsEvent, style: Style): readonly string[] => [
  ...indented(statusOf(event, style), style.width, 4, 2),
  // The undo and what is in the way are given line by line, to be copied.
  ...(event.message ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => indented(clean(line), style.width, 4)),
  ...(event.moves ?? []).flatMap((move) => moveLines(move, style)),
];
