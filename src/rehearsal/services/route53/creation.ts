import { CreateHostedZone$ } from '@aws-sdk/client-route-53';
import { randomId } from '../../account/random-source.ts';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { Zone } from '../../account/state.ts';
import { apexRecords } from './apex.ts';
import { canonicalName } from './names.ts';
import { nameServers, shownZone } from './zones.ts';

interface CreateHostedZoneInput {
  readonly Name: string;
  readonly CallerReference: string;
}

/** As a change of its records, a new zone is some time on its way to all servers. */
const propagationMs = 30_000;

const create = (input: CreateHostedZoneInput, { account, clock }: CallContext): object => {
  // AWS takes any number of zones of one name, but each reference only once.
  if ([...account.zones.values()].some(({ callerReference }) => callerReference === input.CallerReference))
    throw new ServiceError(
      'HostedZoneAlreadyExists',
      `A hosted zone has already been created with the specified caller reference: ${input.CallerReference}`,
      409,
    );
  const id = randomId('Z', 20);
  const name = canonicalName(input.Name);
  const now = clock.now();
  const after = account.delegatesAfterMs;
  const zone: Zone = {
    id,
    name,
    private: false,
    vpcs: [],
    callerReference: input.CallerReference,
    records: apexRecords(name, id),
    delegated: false,
    delegatedFrom: after === undefined ? undefined : now + after,
    owner: account.id,
  };
  account.zones.set(id, zone);
  const changeId = randomId('C', 20);
  account.changes.set(changeId, {
    id: changeId,
    zoneId: id,
    submittedAt: now,
    inSyncAt: now + propagationMs,
    before: zone.records,
  });
  // Nothing happens when these end but that they end: time has to run until then.
  void clock.sleep(propagationMs);
  if (after !== undefined) void clock.sleep(after);
  return {
    HostedZone: shownZone(zone),
    ChangeInfo: { Id: `/change/${changeId}`, Status: 'PENDING', SubmittedAt: new Date(now) },
    DelegationSet: { NameServers: nameServers(zone) },
    Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${id}`,
  };
};

export const creationOperations: Readonly<Record<string, Operation>> = {
  CreateHostedZone: operation(CreateHostedZone$, create),
};
