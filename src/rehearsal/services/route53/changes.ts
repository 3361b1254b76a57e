import { ChangeResourceRecordSets$, GetChange$ } from '@aws-sdk/client-route-53';
import { randomId } from '../../account/random-source.ts';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { AccountState, RecordSetState, ZoneChange } from '../../account/state.ts';
import { applyBatch } from './batch.ts';
import type { ZoneRecordChange } from './batch.ts';
import { bareId, canonicalName } from './names.ts';
import { zoneById } from './zones.ts';

/** "Generally within 60 seconds"; half of that is what one sees. */
const propagationMs = 30_000;

interface WireRecord {
  readonly Name: string;
  readonly Type: string;
  readonly TTL?: number;
  readonly SetIdentifier?: string;
  readonly Weight?: number;
  readonly ResourceRecords?: readonly { readonly Value: string }[];
  readonly AliasTarget?: {
    readonly HostedZoneId: string;
    readonly DNSName: string;
    readonly EvaluateTargetHealth: boolean;
  };
}

interface ChangeResourceRecordSetsInput {
  readonly HostedZoneId: string;
  readonly ChangeBatch: {
    readonly Comment?: string;
    readonly Changes: readonly { readonly Action: string; readonly ResourceRecordSet: WireRecord }[];
  };
}

const types = new Set('A AAAA CAA CNAME DS HTTPS MX NAPTR NS PTR SOA SPF SRV SSHFP SVCB TLSA TXT'.split(' '));

const invalidInput = (message: string): ServiceError => new ServiceError('InvalidInput', message);

const recordOf = (action: string, wire: WireRecord): RecordSetState => {
  if (!types.has(wire.Type)) throw invalidInput(`Invalid record type: ${wire.Type}`);
  const values = wire.ResourceRecords?.map(({ Value }) => Value) ?? [];
  const plain = wire.TTL !== undefined && values.length > 0;
  if (plain === (wire.AliasTarget !== undefined))
    throw invalidInput(
      `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${plain ? 'more than one' : 'none'} in Change with [Action=${action}, Name=${wire.Name}, Type=${wire.Type}, SetIdentifier=${wire.SetIdentifier ?? 'null'}]`,
    );
  return {
    name: canonicalName(wire.Name),
    type: wire.Type,
    values,
    ttl: wire.TTL,
    setIdentifier: wire.SetIdentifier,
    weight: wire.Weight,
    alias:
      wire.AliasTarget === undefined
        ? undefined
        : {
            zoneId: bareId(wire.AliasTarget.HostedZoneId),
            dnsName: canonicalName(wire.AliasTarget.DNSName),
            evaluateTargetHealth: wire.AliasTarget.EvaluateTargetHealth,
          },
  };
};

const changeOf = ({
  Action,
  ResourceRecordSet,
}: ChangeResourceRecordSetsInput['ChangeBatch']['Changes'][number]): ZoneRecordChange => {
  if (Action !== 'CREATE' && Action !== 'DELETE' && Action !== 'UPSERT')
    throw invalidInput(`Invalid action: ${Action}`);
  return { action: Action, record: recordOf(Action, ResourceRecordSet) };
};

const shown = (change: ZoneChange, now: number): object => ({
  ChangeInfo: {
    Id: `/change/${change.id}`,
    Status: change.inSyncAt > now ? 'PENDING' : 'INSYNC',
    SubmittedAt: new Date(change.submittedAt),
    Comment: change.comment,
  },
});

const change = (input: ChangeResourceRecordSetsInput, context: CallContext): object => {
  const { account, accounts, clock } = context;
  const zone = zoneById(context, input.HostedZoneId);
  const holders = [...(accounts?.values() ?? [account])];
  const applied = applyBatch(holders, zone, input.ChangeBatch.Changes.map(changeOf));
  if ('faults' in applied) throw new ServiceError('InvalidChangeBatch', `[${applied.faults.join(', ')}]`);
  const now = clock.now();
  const made: ZoneChange = {
    id: randomId('C', 20),
    zoneId: zone.id,
    submittedAt: now,
    inSyncAt: now + propagationMs,
    before: zone.records,
    comment: input.ChangeBatch.Comment,
  };
  account.changes.set(made.id, made);
  zone.records = applied.records;
  // Nothing happens when this ends but that it ends: time has to run until then.
  void clock.sleep(propagationMs);
  return shown(made, now);
};

const changeById = (account: AccountState, id: string): ZoneChange => {
  const found = account.changes.get(bareId(id));
  if (found === undefined)
    throw new ServiceError('NoSuchChange', `Could not find resource with ID: ${bareId(id)}`, 404);
  return found;
};

export const changeOperations: Readonly<Record<string, Operation>> = {
  ChangeResourceRecordSets: operation(ChangeResourceRecordSets$, change),
  GetChange: operation<{ Id: string }>(GetChange$, ({ Id }, { account, clock }) =>
    shown(changeById(account, Id), clock.now()),
  ),
};
