import type { DnsRecord } from '../core/dns.ts';
import type { RecordSet } from '../core/facts.ts';
import { describeRecordSet } from './target.ts';

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

/** As `aws route53 change-resource-record-sets --cli-input-json` takes it. */
export interface UndoRequest {
  readonly HostedZoneId: string;
  readonly ChangeBatch: {
    readonly Comment: string;
    readonly Changes: readonly {
      readonly Action: 'DELETE' | 'CREATE';
      readonly ResourceRecordSet: object;
    }[];
  };
}

export interface UndoCommand {
  readonly request: UndoRequest;
  /** What it does, one line a change. */
  readonly lines: readonly string[];
}

const madeWords = ({ name, type, alias, target, ttl }: DnsRecord): string =>
  `DELETE ${name} ${type}${alias ? ' alias' : ''} ${target}${ttl === undefined ? '' : ` (TTL ${ttl})`}`;

/** What takes back one batch, as atomic as that was. */
const requestOf = (
  zoneId: string,
  created: readonly DnsRecord[],
  deleted: readonly RecordSet[],
): UndoRequest => ({
  HostedZoneId: zoneId,
  ChangeBatch: {
    Comment: 'takes back what quilt-install changed',
    Changes: [
      ...created.map((record) => ({ Action: 'DELETE' as const, ResourceRecordSet: madeSet(record) })),
      ...deleted.map((existing) => ({ Action: 'CREATE' as const, ResourceRecordSet: formerSet(existing) })),
    ],
  },
});

export const undoOf = (
  zoneId: string,
  created: readonly DnsRecord[],
  deleted: readonly RecordSet[],
): UndoCommand => ({
  request: requestOf(zoneId, created, deleted),
  lines: [
    ...created.map(madeWords),
    ...deleted.map((existing) => `CREATE ${existing.name} ${describeRecordSet(existing)}`),
  ],
});
