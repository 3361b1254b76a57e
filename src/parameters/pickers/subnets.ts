import { roleOf } from '../../account/subnet.ts';
import type { Subnet } from '../../core/facts.ts';
import type { SubnetRole } from '../../core/product.ts';
import { shortText } from '../../core/text.ts';
import { chosenVpc } from './vpc.ts';
import { pickerOf } from '../enrichment.ts';
import { itemsOf, readType } from '../rules/parameter-type.ts';
import { columns, type PickChoice, type PickMaker, type PickRequest } from './picker.ts';

/** Routing that serves a role, best first: users may reach subnets of any kind but cut-off ones. */
const serves: Readonly<Record<SubnetRole, readonly SubnetRole[]>> = {
  private: ['private'],
  intra: ['intra'],
  public: ['public'],
  user: ['user', 'private', 'public'],
};

interface RankedSubnet {
  readonly subnet: Subnet;
  readonly role: SubnetRole;
  /** 0 fits best; undefined does not fit. */
  readonly fit: number | undefined;
  /** Its Name tag says what it is for, or another parameter has it already. */
  readonly named: boolean;
  readonly used: boolean;
}

const usedElsewhere = ({ parameter, template, product, values }: PickRequest): ReadonlySet<string> => {
  const others = [...template.parameters.values()].filter(
    (other) => other.key !== parameter.key && pickerOf(product, other) === 'subnets',
  );
  return new Set(others.flatMap(({ key, type }) => itemsOf(readType(type), values.get(key)?.value ?? '')));
};

const byFit = (a: RankedSubnet, b: RankedSubnet): number =>
  (a.fit ?? 9) - (b.fit ?? 9) ||
  Number(b.named) - Number(a.named) ||
  Number(a.used) - Number(b.used) ||
  b.subnet.freeAddresses - a.subnet.freeAddresses ||
  a.subnet.id.localeCompare(b.subnet.id);

/** The best of each zone: two zones are what the data stores and the balancer need. */
const perZone = (ranked: readonly RankedSubnet[]): readonly RankedSubnet[] => {
  const zones = new Map<string, RankedSubnet>();
  for (const one of ranked)
    if (one.fit !== undefined && !zones.has(one.subnet.zone)) zones.set(one.subnet.zone, one);
  return [...zones.values()].slice(0, 2);
};

const choiceOf = ({ subnet, role }: RankedSubnet, checked: boolean): PickChoice => ({
  name: columns(
    subnet.id,
    subnet.zone,
    role,
    subnet.cidr,
    `${subnet.freeAddresses} free`,
    shortText(subnet.name ?? '', 40),
  ),
  short: shortText(subnet.name ?? '', 40) || subnet.id,
  value: subnet.id,
  checked,
});

/** Subnets of the chosen VPC by routing, zone and free addresses. */
export const pickSubnets: PickMaker = async (request, { facts }) => {
  const [subnets, tables] = await Promise.all([facts.subnets(), facts.routeTables()]);
  const { role: wanted } = request.enrichment;
  const vpc = chosenVpc(request);
  const used = usedElsewhere(request);
  const ranked = subnets
    .filter((subnet) => vpc === undefined || subnet.vpcId === vpc)
    .map((subnet): RankedSubnet => {
      const role = roleOf(subnet, tables);
      const fit = wanted === undefined ? 0 : serves[wanted].indexOf(role);
      return {
        subnet,
        role,
        fit: fit === -1 ? undefined : fit,
        named: wanted !== undefined && (subnet.name ?? '').toLowerCase().includes(wanted),
        used: used.has(subnet.id),
      };
    })
    .sort(byFit);
  const list = readType(request.parameter.type).list;
  const best = list ? perZone(ranked) : ranked.filter(({ fit }) => fit !== undefined).slice(0, 1);
  const exact = ranked.filter(({ fit }) => fit === 0);
  const enough = best.length === (list ? 2 : 1);
  const onlyThese = exact.length === best.length && best.every((one) => exact.includes(one));
  return {
    choices: ranked.map((one) => choiceOf(one, enough && best.includes(one))),
    best: enough ? best.map(({ subnet }) => subnet.id) : [],
    takes: !enough || vpc === undefined ? undefined : onlyThese ? 'only' : 'best',
    because: enough && !onlyThese ? `the best of ${ranked.length}` : undefined,
  };
};
