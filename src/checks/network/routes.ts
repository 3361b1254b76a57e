import { defaultRoutes, roleOf, routeTableOf } from '../../account/subnet.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { NatGateway, RouteTable, Subnet } from '../../core/facts.ts';
import type { SubnetRole } from '../../core/product.ts';
import { chosenSubnets, subnetKeys } from './subnets.ts';
import { noNetwork } from './vpc.ts';
import { fail, pass, warn, worst } from '../verdicts.ts';

interface Routing {
  readonly tables: readonly RouteTable[];
  readonly gateways: readonly NatGateway[];
}

const nameOf = (subnet: Subnet): string =>
  subnet.name === undefined ? subnet.id : `${subnet.id} (${subnet.name})`;

const wayOut = (subnet: Subnet, { tables, gateways }: Routing): Verdict | undefined => {
  const [route] = defaultRoutes(routeTableOf(subnet, tables));
  if (route === undefined) return undefined;
  if (route.state !== 'active')
    return fail(
      `The default route of ${nameOf(subnet)} leads to ${route.target}, which is gone (${route.state}).`,
      'Point the route at a NAT gateway that exists: aws ec2 replace-route.',
    );
  const gateway = gateways.find((one) => one.id === route.target);
  if (gateway === undefined || gateway.state === 'available') return undefined;
  return fail(
    `The NAT gateway ${gateway.id} of ${nameOf(subnet)} is ${gateway.state}.`,
    'Wait until it is available, or replace it.',
  );
};

const privateFault = (subnet: Subnet, routing: Routing): Verdict | undefined => {
  switch (roleOf(subnet, routing.tables)) {
    case 'public':
      return fail(
        `${nameOf(subnet)} is given as private, but its default route leads to an Internet gateway; services there have no public address and get no way out.`,
        'Choose a subnet that goes out through a NAT gateway or a transit gateway.',
      );
    case 'private':
      return wayOut(subnet, routing);
    case 'user':
    case 'intra':
      return fail(
        `${nameOf(subnet)} is given as private, but has no route to the Internet.`,
        'Give its route table a default route to a NAT gateway or a transit gateway, or choose another subnet.',
      );
  }
};

const intraFault = (subnet: Subnet, { tables }: Routing): Verdict | undefined => {
  const role = roleOf(subnet, tables);
  if (role === 'intra' || role === 'user') return undefined;
  return fail(
    `${nameOf(subnet)} is given as intra, but has a route to the Internet.`,
    'Choose a subnet without a default route; the database and the search cluster live there.',
  );
};

const userFault = (subnet: Subnet, { tables }: Routing): Verdict | undefined => {
  if (roleOf(subnet, tables) !== 'intra') return undefined;
  return warn(
    `${nameOf(subnet)} is given for users, but nothing outside its VPC is routed to it.`,
    'Make sure that your users are inside this VPC, or route their network there (transit gateway, VPN, peering).',
  );
};

const publicFault = (subnet: Subnet, { tables }: Routing): Verdict | undefined => {
  if (roleOf(subnet, tables) === 'public') return undefined;
  return fail(
    `${nameOf(subnet)} is given as public, but has no route to an Internet gateway.`,
    'Choose a subnet whose default route leads to an Internet gateway.',
  );
};

const faults: Readonly<Record<SubnetRole, (subnet: Subnet, routing: Routing) => Verdict | undefined>> = {
  private: privateFault,
  intra: intraFault,
  user: userFault,
  public: publicFault,
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const [groups, tables, gateways] = await Promise.all([
    chosenSubnets(input),
    input.facts.routeTables(),
    input.facts.natGateways(),
  ]);
  if (groups.length === 0) return noNetwork;
  const found = groups.flatMap(({ role, subnets }) =>
    subnets.flatMap((subnet) => faults[role](subnet, { tables, gateways }) ?? []),
  );
  if (found.length > 0) return worst(found);
  return pass(groups.map(({ role, subnets }) => `${subnets.length} ${role}`).join(', '));
};

export const networkRoutes: Check<'network.routes'> = {
  id: 'network.routes',
  category: 'Network',
  title: 'Every subnet is routed as its role needs',
  needs: subnetKeys,
  judge,
};
