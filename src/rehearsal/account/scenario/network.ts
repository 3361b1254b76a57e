import { addVpc } from '../../services/ec2/vpc.ts';
import { zonesOf } from '../regions.ts';
import type { AccountState, RouteState, SecurityGroupRuleState } from '../state.ts';
import type { ScenarioNetwork } from './file/network.ts';

const routesOf = (routes: Readonly<Record<string, string>>, cidr: string): readonly RouteState[] => [
  { destination: cidr, target: 'local', state: 'active' },
  ...Object.entries(routes).map(([destination, text]): RouteState => {
    const [target = '', mark] = text.split(' ');
    return { destination, target, state: mark === 'blackhole' ? 'blackhole' : 'active' };
  }),
];

const addVpcs = (account: AccountState, file: ScenarioNetwork): void => {
  const { region } = account;
  for (const vpc of file.vpcs ?? [])
    addVpc(account, {
      id: vpc.id,
      region,
      cidr: vpc.cidr,
      isDefault: vpc.default ?? false,
      dnsSupport: vpc.dnsSupport ?? true,
      dnsHostnames: vpc.dnsHostnames ?? true,
      dhcpOptionsId: vpc.dhcpOptions ?? 'default',
      name: vpc.name,
      tags: vpc.tags,
    });
  for (const options of file.dhcpOptions ?? []) account.dhcpOptions.set(options.id, { ...options, region });
};

const addSubnets = (account: AccountState, file: ScenarioNetwork): void => {
  const zones = zonesOf(account.region);
  for (const subnet of file.subnets ?? []) {
    const zone = zones[subnet.zone % zones.length];
    account.subnets.set(subnet.id, {
      id: subnet.id,
      region: account.region,
      vpcId: subnet.vpc,
      zone: zone?.name ?? '',
      zoneId: zone?.id ?? '',
      cidr: subnet.cidr,
      freeAddresses: subnet.free,
      mapPublicIp: subnet.public ?? false,
      name: subnet.name,
      tags: subnet.tags,
    });
  }
};

const addRoutes = (account: AccountState, file: ScenarioNetwork): void => {
  const { region } = account;
  for (const table of file.routeTables ?? [])
    account.routeTables.set(table.id, {
      id: table.id,
      region,
      vpcId: table.vpc,
      main: table.main ?? false,
      subnetIds: table.subnets ?? [],
      routes: routesOf(table.routes, account.vpcs.get(table.vpc)?.cidr ?? '10.0.0.0/16'),
    });
  for (const { id, vpc, subnet, state } of file.natGateways ?? [])
    account.natGateways.set(id, { id, region, vpcId: vpc, subnetId: subnet, state: state ?? 'available' });
  for (const { id, ip } of file.addresses ?? [])
    account.addresses.set(id, { allocationId: id, region, publicIp: ip });
};

const everything: SecurityGroupRuleState = { protocol: '-1', cidrs: ['0.0.0.0/0'] };

const addGroups = (account: AccountState, file: ScenarioNetwork): void => {
  for (const group of file.securityGroups ?? [])
    account.securityGroups.set(group.id, {
      id: group.id,
      region: account.region,
      name: group.name,
      description: group.description ?? group.name,
      vpcId: group.vpc,
      ingress: (group.ingress ?? []).map(({ port, from }) => ({
        protocol: 'tcp',
        fromPort: port,
        toPort: port,
        cidrs: from,
      })),
      egress: [everything],
      tags: group.tags,
    });
};

const addEndpoints = (account: AccountState, file: ScenarioNetwork): void => {
  for (const endpoint of file.vpcEndpoints ?? [])
    account.vpcEndpoints.set(endpoint.id, {
      id: endpoint.id,
      region: account.region,
      vpcId: endpoint.vpc,
      service: endpoint.service,
      type: endpoint.type,
      state: endpoint.state ?? 'available',
      privateDns: endpoint.privateDns ?? false,
      subnetIds: endpoint.subnets ?? [],
      routeTableIds: endpoint.routeTables ?? [],
      groupIds: endpoint.groups ?? [],
      policy: endpoint.policy === undefined ? undefined : JSON.stringify(endpoint.policy),
    });
};

export function addNetwork(account: AccountState, file: ScenarioNetwork): void {
  addVpcs(account, file);
  addSubnets(account, file);
  addRoutes(account, file);
  addGroups(account, file);
  addEndpoints(account, file);
  for (const name of file.keyPairs ?? []) account.keyPairs.set(name, { region: account.region });
}
