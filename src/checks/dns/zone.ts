import { delegationPoints, rivalZones } from '../../account/zone.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { HostedZone } from '../../core/facts.ts';
import { zoneFix } from './create-zone.ts';
import { judgeHost } from './host.ts';
import { hostKeys, hostsOf } from '../template/chosen-values.ts';
import { listed, notNeeded, pass, warn, worst } from '../verdicts.ts';

const noHost = notNeeded('This template takes no host name.');

/** A sub-zone that an NS record hands to other servers: records written into the zone above are never asked for. */
const delegatedAway = async (
  { facts }: CheckInput,
  zone: HostedZone,
  host: string,
): Promise<string | undefined> => {
  const points = delegationPoints(zone.name, host);
  const found = await Promise.all(points.map((point) => facts.records(zone.id, point)));
  return points.find((_, index) => found[index]?.some((record) => record.type === 'NS') === true);
};

/** Of zones of one name, the Internet asks the one whose name servers its parent lists. */
const publicServers = async ({ facts, probe }: CheckInput, zone: HostedZone): Promise<boolean> => {
  const [own, asked] = await Promise.all([facts.records(zone.id, zone.name), probe.resolve(zone.name, 'NS')]);
  const servers = own
    .filter((record) => record.type === 'NS' && record.name === zone.name)
    .flatMap((record) => record.values)
    .map((server) => server.toLowerCase().replace(/\.$/, ''));
  return asked.some((server) => servers.includes(server.toLowerCase().replace(/\.$/, '')));
};

const uncovered = (hosts: readonly string[]): Verdict =>
  warn(
    `No public zone of this account covers ${listed(hosts)}.`,
    'The records are then printed, for whoever runs that domain (quilt-install dns --format table|bind|csv|terraform).',
  );

/** The zone that covers a host: does the Internet ask it, and for this name? */
const judgeZone = async (
  input: CheckInput,
  host: string,
  zones: readonly [HostedZone, ...HostedZone[]],
): Promise<Verdict> => {
  const [zone] = zones;
  const [away, live] = await Promise.all([
    delegatedAway(input, zone, host),
    Promise.all(zones.map((one) => publicServers(input, one))),
  ]);
  if (away !== undefined)
    return warn(
      `${zone.name} (${zone.id}) hands ${away} to other name servers, so a record for ${host} here would not be seen.`,
      `Have the records added to the zone of ${away}; they are printed at the end.`,
    );
  if (live.includes(true)) return pass(`${zone.name} (${zone.id})`);
  return warn(
    `The Internet asks other name servers for ${zone.name} than those of zone ${zone.id}.`,
    `Have the parent domain point at this zone's name servers, or add the records where ${zone.name} is really served. The name servers: aws route53 get-hosted-zone --id ${zone.id}`,
  );
};

const judgeZones = async (input: CheckInput): Promise<Verdict> => {
  const hosts = hostsOf(input);
  if (hosts.length === 0) return noHost;
  const all = await input.facts.hostedZones();
  const bare: string[] = [];
  const verdicts = hosts.flatMap((host) => {
    const [zone, ...rivals] = rivalZones(all, host);
    if (zone === undefined) bare.push(host);
    return zone === undefined ? [] : [judgeZone(input, host, [zone, ...rivals])];
  });
  const found = await Promise.all(verdicts);
  return worst(bare.length === 0 ? found : [...found, uncovered(bare)]);
};

const judgeHosts = async (input: CheckInput): Promise<Verdict> => {
  const hosts = hostsOf(input);
  if (hosts.length === 0) return noHost;
  const verdict = worst(await Promise.all(hosts.map((host) => judgeHost(input, host))));
  return verdict.status === 'pass' && verdict.message === undefined ? pass(listed(hosts)) : verdict;
};

export const hostedZone: Check<'dns.hosted-zone'> = {
  id: 'dns.hosted-zone',
  category: 'DNS',
  title: 'A hosted zone of this account covers the hosts',
  needs: hostKeys,
  early: ({ facts, target }) =>
    hostKeys(target.product, target.template).length === 0 ? Promise.resolve() : facts.hostedZones(),
  judge: judgeZones,
  fix: zoneFix,
};

export const hostnamesFree: Check<'dns.hostnames-free'> = {
  id: 'dns.hostnames-free',
  category: 'DNS',
  title: 'The host names are free',
  needs: hostKeys,
  judge: judgeHosts,
};
