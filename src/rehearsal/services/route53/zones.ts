import {
  GetHostedZone$,
  ListHostedZones$,
  ListHostedZonesByName$,
  ListResourceRecordSets$,
} from '@aws-sdk/client-route-53';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { RecordSetState, Zone } from '../../account/state.ts';
import { pageOf, pageSize } from '../paging.ts';
import { bareId, byName, canonicalName } from './names.ts';

type Asker = Pick<CallContext, 'account'>;

const holds = ({ account }: Asker, zone: Zone): boolean => (zone.owner ?? account.id) === account.id;

/** Those of the caller's own account. */
const zonesOf = (asker: Asker): readonly Zone[] =>
  [...asker.account.zones.values()].filter((zone) => holds(asker, zone));

export function zoneById(asker: Asker, id: string): Zone {
  const zone = asker.account.zones.get(bareId(id));
  if (zone === undefined || !holds(asker, zone))
    throw new ServiceError('NoSuchHostedZone', `No hosted zone found with ID: ${bareId(id)}`, 404);
  return zone;
}

export const shownZone = (zone: Zone): object => ({
  Id: `/hostedzone/${zone.id}`,
  Name: zone.name,
  CallerReference: zone.callerReference,
  Config: { PrivateZone: zone.private },
  ResourceRecordSetCount: zone.records.length,
});

export const nameServers = (zone: Zone): readonly string[] =>
  zone.records
    .find(({ name, type }) => name === zone.name && type === 'NS')
    ?.values.map((value) => value.replace(/\.$/, '')) ?? [];

const refusal = (): ServiceError => new ServiceError('InvalidInput', 'The marker is not valid.');

interface ListHostedZonesInput {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

const list = (input: ListHostedZonesInput, context: CallContext): object => {
  const size = pageSize(input.MaxItems, 100);
  const page = pageOf(zonesOf(context), size, input.Marker, refusal);
  return {
    HostedZones: page.items.map(shownZone),
    Marker: input.Marker ?? '',
    IsTruncated: page.next !== undefined,
    NextMarker: page.next,
    MaxItems: size,
  };
};

interface ListHostedZonesByNameInput {
  readonly DNSName?: string;
  readonly HostedZoneId?: string;
  readonly MaxItems?: number;
}

/** No filter: the zones in order of their reversed labels, from the name given on. */
const listByName = (input: ListHostedZonesByNameInput, context: CallContext): object => {
  const size = pageSize(input.MaxItems, 100);
  const start = input.DNSName === undefined ? undefined : canonicalName(input.DNSName);
  const sorted = [...zonesOf(context)].sort((a, b) => byName(a.name, b.name) || (a.id < b.id ? -1 : 1));
  const from = sorted.findIndex((zone) => {
    const order = start === undefined ? 1 : byName(zone.name, start);
    return order > 0 || (order === 0 && (input.HostedZoneId === undefined || zone.id >= input.HostedZoneId));
  });
  const rest = from < 0 ? [] : sorted.slice(from);
  const next = rest[size];
  return {
    HostedZones: rest.slice(0, size).map(shownZone),
    DNSName: input.DNSName,
    IsTruncated: next !== undefined,
    NextDNSName: next?.name,
    NextHostedZoneId: next?.id,
    MaxItems: size,
  };
};

const shownRecord = (record: RecordSetState): object => ({
  Name: record.name,
  Type: record.type,
  SetIdentifier: record.setIdentifier,
  TTL: record.ttl,
  Weight: record.weight,
  ResourceRecords: record.alias === undefined ? record.values.map((Value) => ({ Value })) : undefined,
  AliasTarget:
    record.alias === undefined
      ? undefined
      : {
          HostedZoneId: record.alias.zoneId,
          DNSName: record.alias.dnsName,
          EvaluateTargetHealth: record.alias.evaluateTargetHealth,
        },
});

interface ListResourceRecordSetsInput {
  readonly HostedZoneId: string;
  readonly StartRecordName?: string;
  readonly StartRecordType?: string;
  readonly StartRecordIdentifier?: string;
  readonly MaxItems?: number;
}

const inOrder = (a: RecordSetState, b: RecordSetState): number =>
  byName(a.name, b.name) ||
  (a.type < b.type ? -1 : a.type > b.type ? 1 : (a.setIdentifier ?? '') < (b.setIdentifier ?? '') ? -1 : 1);

const isAtOrAfter = (record: RecordSetState, input: ListResourceRecordSetsInput): boolean => {
  if (input.StartRecordName === undefined) return true;
  const order = byName(record.name, input.StartRecordName);
  if (order !== 0 || input.StartRecordType === undefined) return order >= 0;
  if (record.type !== input.StartRecordType) return record.type > input.StartRecordType;
  return (record.setIdentifier ?? '') >= (input.StartRecordIdentifier ?? '');
};

const listRecords = (input: ListResourceRecordSetsInput, context: CallContext): object => {
  const zone = zoneById(context, input.HostedZoneId);
  const size = pageSize(input.MaxItems, 300);
  const rest = [...zone.records].sort(inOrder).filter((record) => isAtOrAfter(record, input));
  const next = rest[size];
  return {
    ResourceRecordSets: rest.slice(0, size).map(shownRecord),
    IsTruncated: next !== undefined,
    NextRecordName: next?.name,
    NextRecordType: next?.type,
    NextRecordIdentifier: next?.setIdentifier,
    MaxItems: size,
  };
};

export const zoneOperations: Readonly<Record<string, Operation>> = {
  ListHostedZones: operation(ListHostedZones$, list),
  ListHostedZonesByName: operation(ListHostedZonesByName$, listByName),
  ListResourceRecordSets: operation(ListResourceRecordSets$, listRecords),
  GetHostedZone: operation<{ Id: string }>(GetHostedZone$, ({ Id }, context) => {
    const zone = zoneById(context, Id);
    return {
      HostedZone: shownZone(zone),
      DelegationSet: zone.private ? undefined : { NameServers: nameServers(zone) },
      VPCs: zone.private ? zone.vpcs.map(({ id, region }) => ({ VPCId: id, VPCRegion: region })) : undefined,
    };
  }),
};
