import type { DnsMethod } from '../../../core/dns.ts';
import type { HostedZone } from '../../../core/facts.ts';
import type { ProductScope } from '../../../core/product.ts';
import type { Stack } from '../../../core/stack.ts';
import { zoneWords, type DnsPlan } from '../../../dns/index.ts';
import { stackScope } from '../../../products/index.ts';
import type { CommandContext } from '../context.ts';
import { choosesZone } from './choose-zone.ts';
import { commonChoices, expectedNote, hostStates, withoutWords, type HostState } from './expected.ts';
import { are, records, sentence } from './words.ts';
import { plannedDns, type AgreedDns } from './publish.ts';
import { dnsPorts } from './zone-account.ts';
import { unlessRefused } from '../../../stack/index.ts';

/** What will be done about DNS once the stack is up; part of what the plan shows and yes agrees to. */
export interface DnsIntent extends AgreedDns {
  /** A sentence for the plan; none where nothing is known of any host. */
  readonly note?: string;
  /** How many records would be written to a stack that is up already. */
  readonly open: number;
}

type DnsContext = Pick<CommandContext, 'session' | 'connection' | 'settings' | 'product'>;

/** A listing that did not arrive must not be told as an account without zones. */
const listedZones = (context: DnsContext): Promise<readonly HostedZone[]> =>
  unlessRefused(context.connection, () => dnsPorts(context).facts.hostedZones(), []);

/** What stands in the zones today is compared: a sentence about records that are there already would be untrue. */
const comparedNote = (
  { toCreate, alreadyThere, conflicts, noZone, choices }: DnsPlan,
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
      : `${noZone.map(({ record }) => record.name).join(', ')}: ${withoutWords(choices)}`,
  ]);

const zoneNames = (zones: readonly HostedZone[], ids: readonly (string | undefined)[]): string =>
  [...new Set(ids)].map((id) => zones.find((zone) => zone.id === id)?.name ?? id ?? '').join(', ');

const planWithoutProblem = async (context: DnsContext, stack: Stack): Promise<DnsPlan> => {
  const plan = await plannedDns(context, stackScope(stack));
  if (plan.problem !== undefined) throw plan.problem;
  return plan;
};

/** The records of a stack that is up, where the values leave its hosts as they are. */
const compared = async (
  context: DnsContext,
  hosts: readonly string[],
  stack: Stack | undefined,
): Promise<DnsPlan | undefined> => {
  if (stack === undefined || stack.outputs.size === 0) return undefined;
  const plan = await unlessRefused(context.connection, () => planWithoutProblem(context, stack), undefined);
  const names = plan?.records.map(({ name }) => name) ?? [];
  return names.length > 0 && hosts.every((host) => names.includes(host)) ? plan : undefined;
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

const printedNote = (count: number, states: readonly HostState[]): string | undefined => {
  if (count === 0) return undefined;
  const choices = commonChoices(states);
  const where =
    choices.length === 0
      ? ', to be created where the domain is managed'
      : `: ${choices.map(zoneWords).join(' or ')} can hold them`;
  return `${records(count)} ${are(count)} then printed${where}`;
};

/** At a terminal somebody says beforehand which of several zones it is; the plan then names it. */
const chosenZone = (
  context: DnsContext,
  states: readonly HostState[],
  given: DnsMethod | undefined,
  stack: Stack | undefined,
): Promise<HostedZone | undefined> => {
  const choices = commonChoices(states);
  return choices.length === 0 || given === 'print' || stack !== undefined
    ? Promise.resolve(undefined)
    : choosesZone(context, choices);
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
  const ports = dnsPorts(context);
  const named = context.settings.hostedZoneId.value;
  const first = await hostStates(ports, { zones, hosts, named, values: scope.values });
  const chosenZoneId = (await chosenZone(context, first, given, stack))?.id;
  const states =
    chosenZoneId === undefined ? first : await hostStates(ports, { zones, hosts, named: chosenZoneId });
  const covered = hosts.length > 0 && states.every(({ zone }) => zone !== undefined);
  if (given === 'route53' || (given === undefined && covered))
    return { ...(await written(context, hosts, zones, states, stack)), chosenZoneId };
  return { method: 'print', note: printedNote(hosts.length, states), open: 0 };
}
