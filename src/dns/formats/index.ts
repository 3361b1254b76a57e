import type { DnsRecord } from '../../core/dns.ts';
import { bind } from './bind.ts';
import { csv } from './csv.ts';
import { table } from './table.ts';
import { terraform } from './terraform.ts';

export const recordFormats = ['table', 'json', 'bind', 'csv', 'terraform'] as const;
export type RecordFormat = (typeof recordFormats)[number];

/** The contract's names: `type` is taken by the event that carries records. */
const json = (records: readonly DnsRecord[]): string =>
  `${JSON.stringify(
    records.map(({ name, type, ...rest }) => ({ name, recordType: type, ...rest })),
    undefined,
    2,
  )}\n`;

const writers: Readonly<Record<RecordFormat, (records: readonly DnsRecord[]) => string>> = {
  table,
  json,
  bind,
  csv,
  terraform,
};

/** Records as a DNS team takes them; ends with a newline. */
export const formatRecords = (records: readonly DnsRecord[], format: RecordFormat): string =>
  writers[format](records);
