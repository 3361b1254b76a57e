import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type Change,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import type { DnsRecord } from '../../../core/dns.ts';
import type { RecordSet } from '../../../core/facts.ts';
import type { RecordChange } from '../../../core/ports.ts';
import { bareId, plainName, route53Client } from './route53.ts';
import type { AwsConnection } from '../../connection/connection.ts';

const readRecordSet = (set: ResourceRecordSet): RecordSet => ({
  name: plainName(set.Name ?? ''),
  type: set.Type ?? '',
  values: (set.ResourceRecords ?? []).flatMap(({ Value }) => Value ?? []),
  ttl: set.TTL,
  alias:
    set.AliasTarget === undefined
      ? undefined
      : {
          target: plainName(set.AliasTarget.DNSName ?? ''),
          zoneId: bareId(set.AliasTarget.HostedZoneId ?? ''),
          evaluateHealth: set.AliasTarget.EvaluateTargetHealth === true,
        },
  setIdentifier: set.SetIdentifier,
  raw: set,
});

/** The listing begins at the name and runs on through the zone, so it is left at the first other name. */
export async function records(
  aws: AwsConnection,
  zoneId: string,
  name: string,
): Promise<readonly RecordSet[]> {
  const wanted = plainName(name);
  const found: RecordSet[] = [];
  let next: {
    StartRecordName: string;
    StartRecordType?: ResourceRecordSet['Type'];
    StartRecordIdentifier?: string;
  } = { StartRecordName: wanted };
  for (;;) {
    const page = await route53Client(aws).send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...next }),
    );
    const sets = (page.ResourceRecordSets ?? []).map(readRecordSet);
    found.push(...sets.filter((set) => set.name === wanted));
    if (page.IsTruncated !== true || page.NextRecordName === undefined) return found;
    if (plainName(page.NextRecordName) !== wanted) return found;
    next = {
      StartRecordName: page.NextRecordName,
      StartRecordType: page.NextRecordType,
      StartRecordIdentifier: page.NextRecordIdentifier,
    };
  }
}

const defaultTtl = 60;

const newRecordSet = (record: DnsRecord): ResourceRecordSet =>
  record.alias
    ? {
        Name: record.name,
        Type: record.type,
        AliasTarget: {
          HostedZoneId: record.aliasZoneId ?? '',
          DNSName: record.target,
          EvaluateTargetHealth: false,
        },
      }
    : {
        Name: record.name,
        Type: record.type,
        TTL: record.ttl ?? defaultTtl,
        ResourceRecords: [{ Value: record.target }],
      };

/** A delete repeats what Route 53 itself wrote; anything else in it would be refused. */
const wireChange = (change: RecordChange): Change =>
  change.action === 'create'
    ? { Action: 'CREATE', ResourceRecordSet: newRecordSet(change.record) }
    : { Action: 'DELETE', ResourceRecordSet: change.recordSet.raw as ResourceRecordSet };

/** One atomic batch; the change id, bare. */
export async function changeRecords(
  aws: AwsConnection,
  zoneId: string,
  batch: readonly RecordChange[],
  comment: string,
): Promise<string> {
  const { ChangeInfo } = await route53Client(aws).send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: { Comment: comment.slice(0, 256), Changes: batch.map(wireChange) },
    }),
  );
  return bareId(ChangeInfo?.Id ?? '');
}

export const inSync = async (aws: AwsConnection, changeId: string): Promise<boolean> =>
  (await route53Client(aws).send(new GetChangeCommand({ Id: changeId }))).ChangeInfo?.Status === 'INSYNC';
