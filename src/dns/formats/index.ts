import type { DnsRecord } from '../../core/dns.ts';
import { bind } from './bind.ts';
import { csv } from './csv.ts';
import { table } from './table.ts';
import { terraformAzure } from './terraform-azure.ts';
import { terraformCloudflare } from './terraform-cloudflare.ts';
import { terraform } from './terraform.ts';
import { text } from './text.ts';

type RecordFormat =
  'table' | 'json' | 'bind' | 'csv' | 'terraform' | 'terraform-cloudflare' | 'terraform-azure' | 'text';

/** The contract's names: `type` is taken by the event that carries records. */
const json = (records: readonly DnsRecord[]): string =>
  `${JSON.stringify(
    records.map(({ name, type, ...rest }) => ({ name, recordType: type, ...rest })),
    undefined,
    2,
  )}\n`;

const writers: Readonly<Record<RecordFormat, (records: readonly DnsRecord[], product?: string) => string>> = {
  table,
  json,
  bind,
  csv,
  terraform,
  'terraform-cloudflare': terraformCloudflare,
  'terraform-azure': terraformAzure,
  text,
};

/** Records as a DNS team takes them; ends with a newline. @param product its title, told where they are for a reader */
export const formatRecords = (
  records: readonly DnsRecord[],
  format: RecordFormat,
  product?: string,
): string => writers[format](records, product);
