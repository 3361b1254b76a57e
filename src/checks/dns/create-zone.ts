import { creatableZone, whoDelegates, zoneMonthly } from '../../account/creatable-zone.ts';
import { longestZone } from '../../account/zone.ts';
import type { CheckInput, Fix } from '../../core/check.ts';
import { hostsOf } from '../template/chosen-values.ts';

/** A zone for hosts none of which has one; undefined where no one zone could hold them. */
export async function zoneFix(input: CheckInput): Promise<Fix | undefined> {
  const { facts, target, now } = input;
  const hosts = hostsOf(input);
  const zones = await facts.hostedZones();
  const name = creatableZone(hosts);
  // The records of a stack that is up are kept somewhere already; `dns --create-zone` is for them.
  if (target.kind === 'update' || name === undefined) return undefined;
  if (hosts.some((host) => longestZone(zones, host) !== undefined)) return undefined;
  return {
    title: `Make the public hosted zone ${name}`,
    changes: [
      `Route 53: create the public hosted zone ${name} (${zoneMonthly})`,
      `${whoDelegates(name)} then has to add its name servers, which are shown`,
      `From then on it answers for every name in ${name}: what is kept elsewhere today has to move there`,
    ],
    call: async (fixes, made) => {
      const reference = `quilt-install-${target.stackName}-${now}`;
      const { nameServers } = await fixes.createZone(name, reference, (id) =>
        made({
          what: `the hosted zone ${name}`,
          cost: zoneMonthly,
          removal: ['route53', 'delete-hosted-zone', '--id', id],
        }),
      );
      return { parameters: {}, delegation: { zone: name, nameServers } };
    },
  };
}
