import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Subnet } from '../../core/facts.ts';
import type { Product, SubnetRole } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';
import { noNetwork } from './vpc.ts';
import { chosen, keysOf } from '../template/chosen-values.ts';
import { counted, fail, listed, pass, worst } from '../verdicts.ts';

/** Free addresses each subnet needs: services, functions and endpoints; database and search; the load balancer. */
const addressesNeeded: Readonly<Record<SubnetRole, number>> = {
  private: 32,
  intra: 32,
  user: 16,
  public: 16,
};

const subnetRoles: readonly SubnetRole[] = ['private', 'intra', 'user', 'public'];

/** Load balancer and search cluster each want one subnet in each of two zones. */
const zonesNeeded = 2;

const zonesFault = (role: SubnetRole, subnets: readonly Subnet[]): Verdict | undefined => {
  const zones = [...new Set(subnets.map((subnet) => subnet.zone))];
  if (zones.length >= zonesNeeded) return undefined;
  return fail(
    `The ${role} subnets (${listed(subnets.map((one) => one.id))}) are all in ${zones.join(', ')}; two availability zones are needed.`,
    `Choose ${zonesNeeded} ${role} subnets in different zones.`,
  );
};

const stateFault = (subnet: Subnet): Verdict | undefined =>
  subnet.state === 'available'
    ? undefined
    : fail(
        `${subnet.id} is ${subnet.state}, not available.`,
        'Wait until it is available, or choose another.',
      );

const roomFault = (role: SubnetRole, subnet: Subnet): Verdict | undefined => {
  const needed = addressesNeeded[role];
  if (subnet.freeAddresses >= needed) return undefined;
  return fail(
    `${subnet.id} (${subnet.cidr}, ${role}) has ${counted(subnet.freeAddresses, 'free address', 'free addresses')}; ${needed} are needed.`,
    'Choose a larger subnet, or free addresses in it.',
  );
};

const vpcFault = (vpcId: string | undefined, subnet: Subnet): Verdict | undefined =>
  vpcId === undefined || subnet.vpcId === vpcId
    ? undefined
    : fail(`${subnet.id} is in ${subnet.vpcId}, not in ${vpcId}.`, `Choose subnets of ${vpcId}.`);

interface ChosenSubnets {
  readonly role: SubnetRole;
  readonly subnets: readonly Subnet[];
  readonly unknownIds: readonly string[];
}

/** The subnets chosen for each role that the template has. */
export async function chosenSubnets(input: CheckInput): Promise<readonly ChosenSubnets[]> {
  const all = await input.facts.subnets();
  return subnetRoles.flatMap((role) => {
    const { keys, ids } = chosen(input, 'subnets', role);
    if (keys.length === 0 || ids.length === 0) return [];
    const subnets = all.filter((subnet) => ids.includes(subnet.id));
    return [{ role, subnets, unknownIds: ids.filter((id) => !all.some((subnet) => subnet.id === id)) }];
  });
}

/** What the running stack itself uses of a subnet need not be free once more. */
const faultsOf = (input: CheckInput, { role, subnets, unknownIds }: ChosenSubnets): readonly Verdict[] => {
  const [vpcId] = chosen(input, 'vpc').ids;
  const gone = unknownIds.map((id) =>
    fail(
      `There is no subnet ${id} in ${input.target.region}.`,
      'Choose one that aws ec2 describe-subnets lists.',
    ),
  );
  const creating = input.target.kind === 'create';
  const each = subnets.flatMap((subnet) => [
    vpcFault(vpcId, subnet),
    stateFault(subnet),
    creating ? roomFault(role, subnet) : undefined,
  ]);
  const zones = subnets.length === 0 ? undefined : zonesFault(role, subnets);
  return [...gone, ...[...each, zones].filter((fault) => fault !== undefined)];
};

const describe = ({ role, subnets }: ChosenSubnets): string =>
  `${subnets.length} ${role} (${[...new Set(subnets.map((one) => one.zone))].join(', ')})`;

/** Templates differ in which roles they take; without one, the private subnets are those that all of them have. */
export const subnetKeys = (product: Product, template: Template | undefined): readonly string[] =>
  keysOf(product, template, 'subnets', template === undefined ? 'private' : undefined);

export const networkSubnets: Check<'network.subnets'> = {
  id: 'network.subnets',
  category: 'Network',
  title: 'The subnets span two zones and have room',
  needs: subnetKeys,
  uses: (product, template) => keysOf(product, template, 'vpc'),
  judge: async (input) => {
    const groups = await chosenSubnets(input);
    if (groups.length === 0) return noNetwork;
    const faults = groups.flatMap((group) => faultsOf(input, group));
    return faults.length > 0 ? worst(faults) : pass(groups.map(describe).join(', '));
  },
};
