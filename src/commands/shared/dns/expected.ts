import { holdsHost } from '../../../account/zone.ts';
import type { HostedZone } from '../../../core/facts.ts';
import type { Values } from '../../../core/parameter.ts';
import { findZone, zoneWords } from '../../../dns/index.ts';
import { are, records, sentence } from './words.ts';
import type { dnsPorts } from './zone-account.ts';
import { unlessRefused } from '../../../stack/index.ts';

type RecordPorts = ReturnType<typeof dnsPorts>;

/** What will become of a host whose balancer is yet to be made. */
export interface HostState {
  readonly host: string;
  readonly zone?: HostedZone;
  /** Those that may be meant, where that shows only once the balancer is made. */
  readonly choices: readonly HostedZone[];
  /** Something else has the name today. */
  readonly taken: boolean;
}

const internalIn = (vpcId: string | undefined): Parameters<typeof findZone>[2] =>
  vpcId === undefined ? undefined : { arn: '', name: '', dnsName: '', zoneId: '', scheme: 'internal', vpcId };

/** Whether the balancer will be internal shows only once it is made: where that decides, no one zone is expected. */
const expectedZones = async (
  ports: RecordPorts,
  zones: readonly HostedZone[],
  host: string,
  vpcId: string | undefined,
): Promise<Pick<HostState, 'zone' | 'choices'>> => {
  const found = await Promise.all(
    [undefined, vpcId].map((vpc) => findZone(host, zones, internalIn(vpc), ports)),
  );
  const lists = found.map((one) =>
    one.kind === 'zone' ? [one.zone] : one.kind === 'several' ? one.zones : [],
  );
  const all = new Map(lists.flat().map((zone) => [zone.id, zone]));
  const [zone] = all.values();
  const sure = all.size === 1 && lists.every(({ length }) => length === 1);
  return sure ? { zone, choices: [] } : { choices: [...all.values()] };
};

const hostState = async (
  ports: RecordPorts,
  { zones, named, vpcId }: { zones: readonly HostedZone[]; named?: string; vpcId?: string },
  host: string,
): Promise<HostState> => {
  const { zone, choices } =
    named === undefined
      ? await expectedZones(ports, zones, host, vpcId)
      : { zone: zones.find(({ id }) => id === named), choices: [] };
  if (zone === undefined) return { host, choices, taken: false };
  const there = await unlessRefused(ports, () => ports.facts.records(zone.id, host), []);
  return {
    host,
    zone,
    choices,
    taken: there.some(({ type }) => ['A', 'AAAA', 'CNAME'].includes(type)),
  };
};

/** @param expected.values of the parameters: one of them may be the VPC of an internal balancer */
export function hostStates(
  ports: RecordPorts,
  expected: {
    readonly zones: readonly HostedZone[];
    readonly hosts: readonly string[];
    readonly named?: string;
    readonly values?: Values;
  },
): Promise<readonly HostState[]> {
  const { zones, hosts, named, values } = expected;
  const vpcId = [...(values?.values() ?? [])].find(({ value }) => /^vpc-[0-9a-f]+$/.test(value))?.value;
  return Promise.all(hosts.map((host) => hostState(ports, { zones, named, vpcId }, host)));
}

/** The zones that any of the hosts may belong into, and that can hold all of them. */
export const commonChoices = (states: readonly HostState[]): readonly HostedZone[] => [
  ...new Map(
    states
      .flatMap(({ choices }) => choices)
      .filter((zone) => states.every(({ host }) => holdsHost(zone, host)))
      .map((zone) => [zone.id, zone]),
  ).values(),
];

export const withoutWords = (choices: readonly HostedZone[]): string =>
  choices.length === 0
    ? 'no zone of this account, left to you'
    : `${choices.map(zoneWords).join(' or ')}, left to you`;

export function expectedNote(states: readonly HostState[]): string {
  const free = states.filter(({ zone, taken }) => zone !== undefined && !taken);
  const taken = states.filter(({ taken: is }) => is);
  const without = states.filter(({ zone }) => zone === undefined);
  const zones = [...new Set(free.map(({ zone }) => zone?.name))].join(', ');
  return sentence([
    free.length === 0
      ? undefined
      : `${records(free.length)} ${are(free.length)} then created in Route 53 (${zones})`,
    taken.length === 0
      ? undefined
      : `${taken.map(({ host }) => host).join(', ')} ${taken.length === 1 ? 'has a record' : 'have records'} already, left unless the same`,
    without.length === 0
      ? undefined
      : `${without.map(({ host }) => host).join(', ')}: ${withoutWords(commonChoices(without))}`,
  ]);
}
