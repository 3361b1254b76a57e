import type { Fixes } from '../core/check.ts';
import type { Facts } from '../core/ports.ts';
import type { AwsConnection } from './connection/connection.ts';
import { cnamesOf, waitUntilInSync, writeValidationRecords } from './validation-records.ts';

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
    return { arn, records: cnamesOf(await acm.validationOf(aws, arn)) };
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
