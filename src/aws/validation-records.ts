import type { ValidationRecord } from '../core/check.ts';
import type { DnsRecord } from '../core/dns.ts';
import { stopped } from '../core/interrupts.ts';
import type { AwsConnection } from './connection/connection.ts';
import { dnsNotInSync, validationRecordTaken } from './errors/dns.ts';
import type { Validation } from './services/acm/request.ts';

const route53 = (aws: AwsConnection) => aws.clock.during(import('./services/route53/records.ts'));

const plain = (name: string): string => name.replace(/\.$/, '').toLowerCase();

/** The CNAMEs that validate a certificate. A wildcard and its parent share one; ACM lists it for both. */
export function cnamesOf(validation: Validation): readonly DnsRecord[] {
  const byName = new Map(
    validation.flatMap(({ name, value }) =>
      name === undefined || value === undefined ? [] : [[plain(name), plain(value)] as const],
    ),
  );
  return [...byName].map(([name, target]) => ({ name, type: 'CNAME', alias: false, target, ttl: 300 }));
}

const pollMs = 3_000;
const patienceMs = 5 * 60_000;

/** Route 53 has the change on all its name servers, or the wait was in vain. */
export async function waitUntilInSync(aws: AwsConnection, changeId: string): Promise<void> {
  const { inSync } = await route53(aws);
  const end = aws.clock.now() + patienceMs;
  while (!(await inSync(aws, changeId))) {
    if (aws.clock.now() >= end) throw dnsNotInSync();
    await aws.clock.sleep(pollMs, aws.signal);
    if (aws.signal.aborted) throw stopped();
  }
}

/** What is there already with the same value is left out; another value is someone else's and stops the batch. */
const stillMissing = async (
  aws: AwsConnection,
  zoneId: string,
  wanted: ValidationRecord,
): Promise<boolean> => {
  const { records } = await route53(aws);
  const there = await records(aws, zoneId, wanted.name);
  if (there.length === 0) return true;
  if (
    there.some(({ type, values }) => type === 'CNAME' && values.some((v) => plain(v) === plain(wanted.value)))
  )
    return false;
  throw validationRecordTaken(wanted.name, zoneId);
};

const onePerName = (records: readonly ValidationRecord[]): readonly ValidationRecord[] => [
  ...new Map(records.map((record) => [plain(record.name), record])).values(),
];

/**
 * Adds what a zone does not hold yet, in one batch, and waits for it.
 * Each name once: Route 53 refuses a batch that creates a record twice.
 * @param made hears what was added, before the wait
 */
export async function writeValidationRecords(
  aws: AwsConnection,
  zoneId: string,
  records: readonly ValidationRecord[],
  made: (written: readonly ValidationRecord[]) => void,
): Promise<void> {
  const { changeRecords } = await route53(aws);
  const wanted = onePerName(records);
  const missing = await Promise.all(wanted.map((one) => stillMissing(aws, zoneId, one)));
  const batch = wanted.filter((_, index) => missing[index]);
  if (batch.length === 0) return;
  const changes = batch.map(({ name, value }) => ({
    action: 'create' as const,
    record: { name: plain(name), type: 'CNAME' as const, alias: false, target: plain(value), ttl: 300 },
  }));
  const changeId = await changeRecords(aws, zoneId, changes, 'Certificate validation by quilt-install');
  made(batch);
  await waitUntilInSync(aws, changeId);
}
