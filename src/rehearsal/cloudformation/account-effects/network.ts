import type { SecurityGroupRuleState } from '../../account/state.ts';
import { addVpc, removeVpc } from '../../services/ec2/vpc.ts';
import { listOf, recordOf, textOf, type Plain, type Properties } from '../model/values.ts';
import type { Effect } from './effect.ts';

const nameOf = (properties: Properties): string | undefined => {
  const tag = listOf(properties, 'Tags')
    .map(recordOf)
    .find((one) => one['Key'] === 'Name');
  return tag === undefined ? undefined : textOf(tag, 'Value');
};

const isOn = (properties: Properties, name: string): boolean => textOf(properties, name) === 'true';

export const vpc: Effect = {
  add: ({ world: { account }, region, physicalId, properties, attribute }) => {
    addVpc(account, {
      region,
      id: physicalId,
      cidr: attribute('CidrBlock'),
      isDefault: false,
      name: nameOf(properties),
      dnsSupport: textOf(properties, 'EnableDnsSupport') !== 'false',
      dnsHostnames: isOn(properties, 'EnableDnsHostnames'),
      dhcpOptionsId: [...account.dhcpOptions.keys()][0] ?? 'default',
    });
    const main = `rtb-${physicalId.slice(4)}`;
    account.routeTables.set(main, {
      region,
      id: main,
      vpcId: physicalId,
      main: true,
      subnetIds: [],
      routes: [{ destination: attribute('CidrBlock'), target: 'local', state: 'active' }],
    });
  },
  remove: ({ world: { account }, physicalId }) => {
    removeVpc(account, physicalId);
    account.routeTables.delete(`rtb-${physicalId.slice(4)}`);
  },
};

/** A block's addresses less the five AWS keeps for itself. */
const addressesIn = (cidr: string): number => Math.max(0, 2 ** (32 - Number(cidr.split('/')[1] ?? 24)) - 5);

/** AWS numbers zones per account; here `a` is always the first. */
const zoneIdOf = (region: string, zone: string): string => {
  const short = region.replace(
    /^([a-z]+)-([a-z]+)[a-z]*-(\d)$/,
    (_, part: string, side: string, digit: string) => part + side.charAt(0) + digit,
  );
  return `${short}-az${Math.max(1, zone.charCodeAt(zone.length - 1) - 96)}`;
};

export const subnet: Effect = {
  add: ({ world: { account }, region, physicalId, properties, attribute }) => {
    const zone = attribute('AvailabilityZone');
    const cidr = attribute('CidrBlock');
    const known = [...account.subnets.values()].find((one) => one.region === region && one.zone === zone);
    account.subnets.set(physicalId, {
      region,
      id: physicalId,
      vpcId: attribute('VpcId'),
      zone,
      zoneId: known?.zoneId ?? zoneIdOf(region, zone),
      cidr,
      freeAddresses: addressesIn(cidr),
      mapPublicIp: isOn(properties, 'MapPublicIpOnLaunch'),
      name: nameOf(properties),
    });
  },
  remove: ({ world: { account }, physicalId }) => void account.subnets.delete(physicalId),
};

/** Whom a rule names, one of these: addresses, groups, prefix lists. */
const ruleEnds = [
  'CidrIp',
  'CidrIpv6',
  'SourceSecurityGroupId',
  'DestinationSecurityGroupId',
  'SourcePrefixListId',
  'DestinationPrefixListId',
];

const ruleOf = (value: Plain): SecurityGroupRuleState => {
  const rule = recordOf(value);
  const [from, to] = [textOf(rule, 'FromPort'), textOf(rule, 'ToPort')];
  const other = ruleEnds.map((name) => textOf(rule, name)).find((text) => text !== undefined);
  return {
    protocol: textOf(rule, 'IpProtocol') ?? '-1',
    fromPort: from === undefined ? undefined : Number(from),
    toPort: to === undefined ? undefined : Number(to),
    cidrs: other === undefined ? [] : [other],
  };
};

export const securityGroup: Effect = {
  add: ({ world: { account }, region, physicalId, properties }) => {
    const egress = listOf(properties, 'SecurityGroupEgress').map(ruleOf);
    account.securityGroups.set(physicalId, {
      region,
      id: physicalId,
      name: textOf(properties, 'GroupName') ?? physicalId,
      description: textOf(properties, 'GroupDescription') ?? '',
      vpcId: textOf(properties, 'VpcId') ?? '',
      ingress: listOf(properties, 'SecurityGroupIngress').map(ruleOf),
      egress: egress.length > 0 ? egress : [{ protocol: '-1', cidrs: ['0.0.0.0/0'] }],
    });
  },
  remove: ({ world: { account }, physicalId }) => void account.securityGroups.delete(physicalId),
};

const textsAt = (properties: Properties, name: string): readonly string[] =>
  listOf(properties, name).map(String);

export const vpcEndpoint: Effect = {
  add: ({ world: { account }, region, physicalId, properties }) =>
    void account.vpcEndpoints.set(physicalId, {
      region,
      id: physicalId,
      vpcId: textOf(properties, 'VpcId') ?? '',
      service: (textOf(properties, 'ServiceName') ?? '').split('.').pop() ?? '',
      type: textOf(properties, 'VpcEndpointType') === 'Interface' ? 'Interface' : 'Gateway',
      state: 'available',
      privateDns: isOn(properties, 'PrivateDnsEnabled'),
      subnetIds: textsAt(properties, 'SubnetIds'),
      routeTableIds: textsAt(properties, 'RouteTableIds'),
      groupIds: textsAt(properties, 'SecurityGroupIds'),
      policy:
        properties['PolicyDocument'] === undefined ? undefined : JSON.stringify(properties['PolicyDocument']),
    }),
  remove: ({ world: { account }, physicalId }) => void account.vpcEndpoints.delete(physicalId),
};

export const natGateway: Effect = {
  add: ({ world: { account }, region, physicalId, properties }) => {
    const subnetId = textOf(properties, 'SubnetId') ?? '';
    const vpcId = account.subnets.get(subnetId)?.vpcId ?? '';
    account.natGateways.set(physicalId, { region, id: physicalId, vpcId, subnetId, state: 'available' });
  },
  remove: ({ world: { account }, physicalId }) => void account.natGateways.delete(physicalId),
};

export const address: Effect = {
  add: ({ world: { account }, region, physicalId, attribute }) => {
    const allocationId = attribute('AllocationId');
    account.addresses.set(allocationId, { region, allocationId, publicIp: physicalId });
  },
  remove: ({ world: { account }, attribute }) => void account.addresses.delete(attribute('AllocationId')),
};
