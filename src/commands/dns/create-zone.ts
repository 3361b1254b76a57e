import { creatableZone, whoDelegates, zoneMonthly } from '../../account/creatable-zone.ts';
import { awaitSync, type DnsPlan } from '../../dns/index.ts';
import { confirmOrDecline } from '../shared/consent.ts';
import { reportNameServers } from '../shared/dns/delegation.ts';
import { dnsPorts } from '../shared/dns/zone-account.ts';
import type { ApplyContext } from './apply.ts';
import { zoneNotCreatable } from './errors.ts';

/** What a new zone comes to, before anybody agrees: it answers for every name below it once it is delegated. */
const offer = ({ connection }: ApplyContext, zone: string): void =>
  connection.emit({
    type: 'note',
    level: 'info',
    message: `No zone here holds these hosts. A public hosted zone ${zone} can be made (${zoneMonthly}).`,
    detail: [
      `${whoDelegates(zone)} then adds its name servers, which are shown.`,
      `From then on it answers for every name in ${zone}: move there what is kept elsewhere today.`,
    ],
  });

/**
 * Makes the zone that holds a stack's hosts, once agreed to.
 * @returns its id; undefined where there is nothing to make a zone for, or nobody who asked for one
 * Rejects with what kept the zones from being listed, `dns-zone-not-creatable`, `consent-missing` (2), `plan-declined` (8).
 */
export async function createZone(context: ApplyContext, plan: DnsPlan): Promise<string | undefined> {
  const { session, connection, stackName } = context;
  const { createZone: wanted, yes } = session.options;
  const asks = connection.prompt.interactive && !yes;
  if (plan.zoneless.length === 0 || (!wanted && !asks)) return undefined;
  // Where zones may not be listed, one may be there: a second of its name would answer for nobody.
  if (plan.problem !== undefined) throw plan.problem;
  const zone = creatableZone(plan.records.map(({ name }) => name));
  if (zone === undefined || plan.records.some(({ zoneId }) => zoneId !== undefined)) {
    if (wanted) throw zoneNotCreatable(plan.records.map(({ name }) => name));
    return undefined;
  }
  offer(context, zone);
  await confirmOrDecline(context, `Make ${zone} and write the records into it?`, 'Making the zone');
  const { dns, facts, ...ports } = dnsPorts(context);
  const made = await dns.createZone(zone, `quilt-install-${stackName}-${ports.clock.now()}`);
  // Told before the wait, which may be left: it is paid for from now on.
  connection.emit({
    type: 'note',
    level: 'info',
    message: `Hosted zone ${zone} made (${made.zoneId}, ${zoneMonthly}). It stays until it is deleted.`,
    stays: true,
  });
  if (made.changeId !== undefined) await awaitSync(made.changeId, { dns, ...ports });
  facts.refresh('hostedZones', 'hostedZone', 'records');
  const nameServers = (await facts.hostedZone(made.zoneId))?.nameServers ?? [];
  reportNameServers(context, { zone, nameServers });
  return made.zoneId;
}
