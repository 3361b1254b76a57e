import type { DnsMethod } from '../../../core/dns.ts';
import type { HostedZone } from '../../../core/facts.ts';
import type { ProductScope } from '../../../core/product.ts';
import type { Stack } from '../../../core/stack.ts';
import { findZone, type DnsPlan } from '../../../dns/index.ts';
import { stackScope } from '../../../products/index.ts';
import type { CommandContext } from '../context.ts';
import { plannedDns, type AgreedDns } from './publish.ts';
import { dnsPorts } from './zone-account.ts';

/** What will be done about DNS once the stack is up; part of what the plan shows and yes agrees to. */
export interface DnsIntent extends AgreedDns {
  /** A sentence for the plan; none where nothing is known of any host. */
  readonly note?: string;
  /** How many records would be written to a stack that is up already. */
  readonly open: number;
}

type DnsContext = Pick<CommandContext, 'session' | 'connection' | 'settings' | 'product'>;

const listedZones = (context: DnsContext): Promise<readonly HostedZone[]> =>
  dnsPorts(context)
    .facts.hostedZones()
    .catch(() => []);

const records = (count: number): string => `${count} ${count === 1 ? 'record' : 'records'}`;
const are = (count: number): string => (count === 1 ? 'is' : 'are');
const sentence = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join('; ');

/** What stands in the zones today is compared: a sentence about records that are there already would be untrue. */
const comparedNote = (
  { toCreate, alreadyThere, conflicts, noZone }: DnsPlan,
  zones: readonly HostedZone[],
): string =>
  sentence([
    toCreate.length === 0
      ? undefined
      : `${records(toCreate.length)} ${are(toCreate.length)} created in Route 53 (${zoneNames(
          zones,
          toCreate.map(({ zoneId }) => zoneId),
        )})`,
    alreadyThere.length === 0 ? undefined : `${records(alreadyThere.length)} in place`,
    conflicts.length === 0
      ? undefined
      : `${conflicts.map(({ record }) => record.name).join(', ')} ${conflicts.length === 1 ? 'points' : 'point'} elsewhere and ${are(conflicts.length)} left`,
    noZone.length === 0
      ? undefined
      : `${noZone.map(({ record }) => record.name).join(', ')}: no zone of this account, left to you`,
  ]);

const zoneNames = (zones: readonly HostedZone[], ids: readonly (string | undefined)[]): string =>
  [...new Set(ids)].map((id) => zones.find((zone) => zone.id === id)?.name ?? id ?? '').join(', ');

interface HostState {
  readonly host: string;
  readonly zone?: HostedZone;
  /** Something else has the name today. */
  readonly taken: boolean;
}

/** Whether the balancer will be internal shows only once it is made: where that decides, no zone is expected. */
const expectedZone = async (
  ports: ReturnType<typeof dnsPorts>,
  zones: readonly HostedZone[],
  host: string,
  vpcId: string | undefined,
): Promise<HostedZone | undefined> => {
  const [outside, inside] = await Promise.all(
    [undefined, vpcId].map((vpc) => findZone(host, zones, internalIn(vpc), ports)),
  );
  if (outside?.kind !== 'zone' || inside?.kind !== 'zone') return undefined;
  return outside.zone.id === inside.zone.id ? outside.zone : undefined;
};

const internalIn = (vpcId: string | undefined): Parameters<typeof findZone>[2] =>
  vpcId === undefined ? undefined : { arn: '', name: '', dnsName: '', zoneId: '', scheme: 'internal', vpcId };

const hostState = async (
  context: DnsContext,
  zones: readonly HostedZone[],
  host: string,
  vpcId: string | undefined,
): Promise<HostState> => {
  const ports = dnsPorts(context);
  const named = context.settings.hostedZoneId.value;
  const zone =
    named === undefined
      ? await expectedZone(ports, zones, host, vpcId)
      : zones.find(({ id }) => id === named);
  if (zone === undefined) return { host, taken: false };
  const there = await ports.facts.records(zone.id, host).catch(() => []);
  return { host, zone, taken: there.some(({ type }) => ['A', 'AAAA', 'CNAME'].includes(type)) };
};

const expectedNote = (states: readonly HostState[]): string => {
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
      : `${without.map(({ host }) => host).join(', ')}: no zone of this account, left to you`,
  ]);
};

/** The records of a stack that is up, where the values leave its hosts as they are. */
const compared = async (
  context: DnsContext,
  hosts: readonly string[],
  stack: Stack | undefined,
): Promise<DnsPlan | undefined> => {
  if (stack === undefined || stack.outputs.size === 0) return undefined;
  const plan = await plannedDns(context, stackScope(stack)).catch(() => undefined);
  const names = plan?.records.map(({ name }) => name) ?? [];
  return names.length > 0 && plan?.problem === undefined && hosts.every((host) => names.includes(host))
    ? plan
    : undefined;
};

const written = async (
  context: DnsContext,
  hosts: readonly string[],
  zones: readonly HostedZone[],
  states: readonly HostState[],
  stack: Stack | undefined,
): Promise<DnsIntent> => {
  const plan = await compared(context, hosts, stack);
  if (plan !== undefined) {
    const zoneIds = plan.records.flatMap(({ zoneId }) => zoneId ?? []);
    return { method: 'route53', zoneIds, note: comparedNote(plan, zones), open: plan.toCreate.length };
  }
  if (hosts.length === 0)
    return {
      method: 'route53',
      note: 'records follow from the outputs, written where a zone is there',
      open: 0,
    };
  const zoneIds = states.flatMap(({ zone }) => zone?.id ?? []);
  return { method: 'route53', zoneIds, note: expectedNote(states), open: 0 };
};

/** Who asked for records all the same is told before the yes that none will be written. */
const ofUnknownHosts = (given: DnsMethod | undefined): DnsIntent =>
  given === undefined
    ? { method: 'none', open: 0 }
    : {
        method: given,
        note: 'no record can be made, because the hosts of this template are not known',
        open: 0,
      };

/** @param scope what the hosts follow from; @param stack as it runs, for an upgrade */
export async function dnsIntent(context: DnsContext, scope: ProductScope, stack?: Stack): Promise<DnsIntent> {
  const given = context.settings.dnsMethod.value;
  const { product } = context;
  if (given === 'none') return { method: 'none', note: 'nothing is done', open: 0 };
  if (!product.needsRecords) return ofUnknownHosts(given);
  const hosts = product.hosts(scope);
  const zones = await listedZones(context);
  const vpcId = [...(scope.values?.values() ?? [])].find(({ value }) => /^vpc-[0-9a-f]+$/.test(value))?.value;
  const states = await Promise.all(hosts.map((host) => hostState(context, zones, host, vpcId)));
  const covered = hosts.length > 0 && states.every(({ zone }) => zone !== undefined);
  if (given === 'route53' || (given === undefined && covered))
    return written(context, hosts, zones, states, stack);
  const note =
    hosts.length === 0
      ? undefined
      : `${records(hosts.length)} are then printed, to be created where the domain is managed`;
  return { method: 'print', note, open: 0 };
}
