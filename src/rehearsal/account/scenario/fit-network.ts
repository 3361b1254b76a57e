import { addVpc } from '../../services/ec2/vpc.ts';
import { zonesOf } from '../regions.ts';
import type { AccountState, VpcState } from '../state.ts';
import { matchesIn, type ParameterTexts } from './fit-named.ts';

type NamedIds = readonly (readonly [key: string, ids: readonly string[]])[];

/** Ids of a kind with the parameters that name them. */
const idsIn = (parameters: ParameterTexts, pattern: RegExp): NamedIds =>
  Object.entries(parameters)
    .map(([key, value]) => [key, value.match(pattern) ?? []] as const)
    .filter(([, ids]) => ids.length > 0);

const fitVpc = (account: AccountState, named: NamedIds): VpcState | undefined => {
  const wanted = named.flatMap(([, ids]) => ids).filter((id) => !account.vpcs.has(id));
  for (const id of wanted)
    addVpc(account, {
      id,
      region: account.region,
      cidr: '10.64.0.0/16',
      isDefault: false,
      dnsSupport: true,
      dnsHostnames: true,
      dhcpOptionsId: 'default',
    });
  const first = named[0]?.[1][0];
  return first === undefined ? [...account.vpcs.values()][0] : account.vpcs.get(first);
};

/** The routing that suits what the parameter's name says: intra has no way out, users come through transit. */
const routeFor = (
  account: AccountState,
  key: string,
  vpc: VpcState,
): { destination: string; target: string } | undefined => {
  if (/intra|isolated/i.test(key)) return undefined;
  if (/public/i.test(key)) return { destination: '0.0.0.0/0', target: 'igw-000000000000000f1' };
  if (/user/i.test(key)) return { destination: '10.0.0.0/8', target: 'tgw-000000000000000f1' };
  const id = `nat-0000000000000${vpc.id.slice(-4)}`;
  account.natGateways.set(id, {
    id,
    region: account.region,
    vpcId: vpc.id,
    subnetId: 'subnet-000000000000000f1',
    state: 'available',
  });
  return { destination: '0.0.0.0/0', target: id };
};

const fitSubnets = (account: AccountState, named: NamedIds, vpc: VpcState | undefined): void => {
  if (vpc === undefined) return;
  const zones = zonesOf(account.region);
  let block = 0;
  for (const [key, ids] of named)
    for (const [at, id] of ids.entries()) {
      if (account.subnets.has(id)) continue;
      const zone = zones[at % zones.length];
      account.subnets.set(id, {
        id,
        region: account.region,
        vpcId: vpc.id,
        zone: zone?.name ?? '',
        zoneId: zone?.id ?? '',
        cidr: `10.64.${block}.0/24`,
        freeAddresses: 240,
        mapPublicIp: /public/i.test(key),
        name: `${key}-${at + 1}`,
      });
      block += 1;
      const route = routeFor(account, key, vpc);
      const tableId = id.replace('subnet-', 'rtb-');
      account.routeTables.set(tableId, {
        id: tableId,
        region: account.region,
        vpcId: vpc.id,
        main: false,
        subnetIds: [id],
        routes: [
          { destination: vpc.cidr, target: 'local', state: 'active' },
          ...(route === undefined ? [] : [{ ...route, state: 'active' as const }]),
        ],
      });
    }
};

const fitAccess = (account: AccountState, parameters: ParameterTexts, vpc: VpcState | undefined): void => {
  const vpcId = vpc?.id ?? 'vpc-0';
  const { region } = account;
  for (const [id] of matchesIn(parameters, /\bsg-[0-9a-f]{8,17}\b/g)) {
    if (account.securityGroups.has(id)) continue;
    const open = (port: number) => ({ protocol: 'tcp', fromPort: port, toPort: port, cidrs: ['10.0.0.0/8'] });
    account.securityGroups.set(id, {
      id,
      region,
      name: `named-${id}`,
      description: 'named in the answers',
      vpcId,
      ingress: [open(443), open(80)],
      egress: [{ protocol: '-1', cidrs: ['0.0.0.0/0'] }],
    });
  }
  for (const [id] of matchesIn(parameters, /\bvpce-[0-9a-f]{8,17}\b/g))
    if (!account.vpcEndpoints.has(id))
      account.vpcEndpoints.set(id, {
        id,
        region,
        vpcId,
        service: 'execute-api',
        type: 'Interface',
        state: 'available',
        privateDns: true,
        subnetIds: [...account.subnets.values()]
          .filter((subnet) => subnet.vpcId === vpcId)
          .map((subnet) => subnet.id),
        routeTableIds: [],
        groupIds: [],
      });
};

/** VPC, subnets with their routes, security groups and endpoints, by their ids. */
export function fitNetwork(account: AccountState, parameters: ParameterTexts): void {
  const vpc = fitVpc(account, idsIn(parameters, /\bvpc-[0-9a-f]{8,17}\b/g));
  fitSubnets(account, idsIn(parameters, /\bsubnet-[0-9a-f]{8,17}\b/g), vpc);
  fitAccess(account, parameters, vpc);
}
