import type { Fixes, ValidationRecord } from '../core/check.ts';
import type { DnsRecord } from '../core/dns.ts';
import { dnsNotInSync, validationRecordTaken } from './errors/dns.ts';
import { stopped } from '../core/interrupts.ts';
import type { Facts } from '../core/ports.ts';
import type { AwsConnection } from './connection/connection.ts';
import type { Validation } from './services/acm/request.ts';

const route53 = (aws: AwsConnection) => aws.clock.during(import('./services/route53/records.ts'));

const plain = (name: string): string => name.replace(/\.$/, '').toLowerCase();

/** A wildcard and its parent share one record; ACM lists it for both. */
const recordsOf = (validation: Validation): readonly DnsRecord[] => {
  const byName = new Map(
    validation.flatMap(({ name, value }) =>
      name === undefined || value === undefined ? [] : [[plain(name), plain(value)] as const],
    ),
  );
  return [...byName].map(([name, target]) => ({ name, type: 'CNAME', alias: false, target, ttl: 300 }));
};

const pollMs = 3_000;
const patienceMs = 5 * 60_000;

const waitUntilInSync = async (aws: AwsConnection, changeId: string): Promise<void> => {
  const { inSync } = await route53(aws);
  const end = aws.clock.now() + patienceMs;
  while (!(await inSync(aws, changeId))) {
    if (aws.clock.now() >= end) throw dnsNotInSync();
    await aws.clock.sleep(pollMs, aws.signal);
    if (aws.signal.aborted) throw stopped();
  }
};

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

const writeValidationRecords = async (
  aws: AwsConnection,
  zoneId: string,
  wanted: readonly ValidationRecord[],
  made: (written: readonly ValidationRecord[]) => void,
): Promise<void> => {
  const { changeRecords } = await route53(aws);
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
};

export const makeFixes = (aws: AwsConnection, facts: Facts): Fixes => ({
  addLogsResourcePolicy: async (name, document) => {
    const { addResourcePolicy } = await aws.clock.during(import('./services/logs/resource-policies.ts'));
    await addResourcePolicy(aws, name, document);
  },
  createServiceLinkedRole: async (principal) =>
    (await aws.clock.during(import('./services/iam/roles.ts'))).createServiceLinkedRole(aws, principal),
  createBucket: async (name) => {
    const { makePrivateBucket } = await aws.clock.during(import('./services/s3/private-bucket.ts'));
    await makePrivateBucket(aws, name, (await facts.identity()).account);
  },
  requestCertificate: async (names, made) => {
    const acm = await aws.clock.during(import('./services/acm/request.ts'));
    const arn = await acm.requestCertificate(aws, names);
    made(arn);
    return { arn, records: recordsOf(await acm.validationOf(aws, arn)) };
  },
  createZone: async (name, reference, made) => {
    const zones = await aws.clock.during(import('./services/route53/zones.ts'));
    const { zoneId: id, changeId } = await zones.createZone(aws, name, reference);
    made(id);
    if (changeId !== undefined) await waitUntilInSync(aws, changeId);
    return { id, nameServers: (await zones.hostedZone(aws, id))?.nameServers ?? [] };
  },
  writeValidationRecords: (zoneId, records, made) => writeValidationRecords(aws, zoneId, records, made),
});
