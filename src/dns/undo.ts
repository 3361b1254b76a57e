import { commandLine } from '../core/command-line.ts';
import type { DnsRecord } from '../core/dns.ts';
import type { RecordSet } from '../core/facts.ts';

const madeSet = (record: DnsRecord): object =>
  record.alias
    ? {
        Name: `${record.name}.`,
        Type: record.type,
        AliasTarget: {
          HostedZoneId: record.aliasZoneId,
          DNSName: record.target,
          EvaluateTargetHealth: false,
        },
      }
    : {
        Name: `${record.name}.`,
        Type: record.type,
        TTL: record.ttl,
        ResourceRecords: [{ Value: record.target }],
      };

// The wire form has what ours leaves out (weights, health checks); it is the shape the AWS CLI takes.
const formerSet = (existing: RecordSet): object =>
  typeof existing.raw === 'object' && existing.raw !== null && 'Name' in existing.raw
    ? existing.raw
    : {
        Name: `${existing.name}.`,
        Type: existing.type,
        SetIdentifier: existing.setIdentifier,
        ...(existing.alias === undefined
          ? { TTL: existing.ttl, ResourceRecords: existing.values.map((Value) => ({ Value })) }
          : {
              AliasTarget: {
                HostedZoneId: existing.alias.zoneId,
                DNSName: existing.alias.target,
                EvaluateTargetHealth: existing.alias.evaluateHealth,
              },
            }),
      };

/** The AWS CLI line that takes back what one batch did to a zone. */
export function undoCommand(
  zoneId: string,
  created: readonly DnsRecord[],
  deleted: readonly RecordSet[],
): string {
  const batch = {
    Changes: [
      ...created.map((record) => ({ Action: 'DELETE', ResourceRecordSet: madeSet(record) })),
      ...deleted.map((existing) => ({ Action: 'CREATE', ResourceRecordSet: formerSet(existing) })),
    ],
  };
  const command = ['aws', 'route53', 'change-resource-record-sets'];
  return commandLine([...command, '--hosted-zone-id', zoneId, '--change-batch', JSON.stringify(batch)]);
}
