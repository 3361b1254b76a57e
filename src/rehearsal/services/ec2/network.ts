import {
  DescribeDhcpOptions$,
  DescribeNetworkAcls$,
  DescribeRouteTables$,
  DescribeSubnets$,
  DescribeVpcAttribute$,
  DescribeVpcs$,
  DescribeVpnGateways$,
} from '@aws-sdk/client-ec2';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { Regional, RouteState, RouteTableState, VpcState } from '../../account/state.ts';
import { describing, notThere, shownTags } from './describe.ts';

const describeVpcs = describing(DescribeVpcs$, {
  ids: 'VpcIds',
  output: 'Vpcs',
  collection: ({ vpcs }) => vpcs,
  absent: notThere('InvalidVpcID.NotFound', 'vpc ID'),
  filters: {
    'vpc-id': ({ id }) => [id],
    cidr: ({ cidr }) => [cidr],
    'is-default': ({ isDefault }) => [String(isDefault)],
    isDefault: ({ isDefault }) => [String(isDefault)],
    state: () => ['available'],
    'tag:Name': ({ name }) => (name === undefined ? [] : [name]),
  },
  shown: (vpc, account) => ({
    VpcId: vpc.id,
    CidrBlock: vpc.cidr,
    CidrBlockAssociationSet: [
      {
        AssociationId: vpc.id.replace('vpc-', 'vpc-cidr-assoc-'),
        CidrBlock: vpc.cidr,
        CidrBlockState: { State: 'associated' },
      },
    ],
    DhcpOptionsId: vpc.dhcpOptionsId,
    InstanceTenancy: 'default',
    IsDefault: vpc.isDefault,
    OwnerId: account.id,
    State: 'available',
    Tags: shownTags(vpc),
  }),
});

const vpcAttribute = (
  input: { VpcId: string; Attribute: string },
  { account, region }: CallContext,
): object => {
  const vpc = account.vpcs.get(input.VpcId);
  if (vpc === undefined || vpc.region !== region)
    throw notThere('InvalidVpcID.NotFound', 'vpc ID')([input.VpcId]);
  switch (input.Attribute) {
    case 'enableDnsSupport':
      return { VpcId: vpc.id, EnableDnsSupport: { Value: vpc.dnsSupport } };
    case 'enableDnsHostnames':
      return { VpcId: vpc.id, EnableDnsHostnames: { Value: vpc.dnsHostnames } };
    case 'enableNetworkAddressUsageMetrics':
      return { VpcId: vpc.id, EnableNetworkAddressUsageMetrics: { Value: false } };
    default:
      throw new ServiceError(
        'InvalidParameterValue',
        `Value (${input.Attribute}) for parameter attribute is invalid.`,
      );
  }
};

const describeSubnets = describing(DescribeSubnets$, {
  ids: 'SubnetIds',
  output: 'Subnets',
  collection: ({ subnets }) => subnets,
  absent: notThere('InvalidSubnetID.NotFound', 'subnet ID'),
  filters: {
    'subnet-id': ({ id }) => [id],
    'vpc-id': ({ vpcId }) => [vpcId],
    'availability-zone': ({ zone }) => [zone],
    'availability-zone-id': ({ zoneId }) => [zoneId],
    state: () => ['available'],
    'tag:Name': ({ name }) => (name === undefined ? [] : [name]),
  },
  shown: (subnet, account) => ({
    SubnetId: subnet.id,
    SubnetArn: `arn:${account.partition}:ec2:${subnet.region}:${account.id}:subnet/${subnet.id}`,
    VpcId: subnet.vpcId,
    AvailabilityZone: subnet.zone,
    AvailabilityZoneId: subnet.zoneId,
    AvailableIpAddressCount: subnet.freeAddresses,
    CidrBlock: subnet.cidr,
    DefaultForAz: false,
    MapPublicIpOnLaunch: subnet.mapPublicIp,
    OwnerId: account.id,
    State: 'available',
    Tags: shownTags(subnet),
  }),
});

const targetMember = (target: string): object => {
  if (target.startsWith('nat-')) return { NatGatewayId: target };
  if (target.startsWith('tgw-')) return { TransitGatewayId: target };
  if (target.startsWith('pcx-')) return { VpcPeeringConnectionId: target };
  if (target.startsWith('eni-')) return { NetworkInterfaceId: target };
  return { GatewayId: target };
};

const shownRoute = ({ destination, target, state }: RouteState): object => ({
  ...(destination.startsWith('pl-')
    ? { DestinationPrefixListId: destination }
    : { DestinationCidrBlock: destination }),
  ...targetMember(target),
  Origin: target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
  State: state,
});

const associations = (table: RouteTableState): readonly object[] => [
  ...(table.main
    ? [{ Main: true, RouteTableAssociationId: `rtbassoc-main-${table.id}`, RouteTableId: table.id }]
    : []),
  ...table.subnetIds.map((SubnetId) => ({
    Main: false,
    RouteTableAssociationId: `rtbassoc-${SubnetId.slice('subnet-'.length)}`,
    RouteTableId: table.id,
    SubnetId,
  })),
];

const describeRouteTables = describing(DescribeRouteTables$, {
  ids: 'RouteTableIds',
  output: 'RouteTables',
  collection: ({ routeTables }) => routeTables,
  absent: notThere('InvalidRouteTableID.NotFound', 'routeTable ID'),
  filters: {
    'route-table-id': ({ id }) => [id],
    'vpc-id': ({ vpcId }) => [vpcId],
    // Explicit ones only: a subnet without an association of its own is found under no id.
    'association.subnet-id': ({ subnetIds }) => subnetIds,
    'association.main': ({ main }) => [String(main)],
  },
  shown: (table, account) => ({
    RouteTableId: table.id,
    VpcId: table.vpcId,
    OwnerId: account.id,
    Associations: associations(table),
    Routes: table.routes.map(shownRoute),
  }),
});

/** Every VPC has one from its creation on, and rehearsed ones have no other. */
export const defaultNetworkAclOf = ({ id }: Pick<VpcState, 'id'>): string => id.replace('vpc-', 'acl-');

const describeNetworkAcls = describing(DescribeNetworkAcls$, {
  ids: 'NetworkAclIds',
  output: 'NetworkAcls',
  collection: ({ vpcs }) =>
    new Map([...vpcs.values()].map((vpc) => [defaultNetworkAclOf(vpc), vpc] as const)),
  absent: notThere('InvalidNetworkAclID.NotFound', 'networkAcl ID'),
  filters: {
    'network-acl-id': (vpc) => [defaultNetworkAclOf(vpc)],
    'vpc-id': ({ id }) => [id],
    default: () => ['true'],
  },
  shown: (vpc, account) => ({
    NetworkAclId: defaultNetworkAclOf(vpc),
    VpcId: vpc.id,
    OwnerId: account.id,
    IsDefault: true,
  }),
});

const describeDhcpOptions = describing(DescribeDhcpOptions$, {
  ids: 'DhcpOptionsIds',
  output: 'DhcpOptions',
  collection: ({ dhcpOptions }) => dhcpOptions,
  absent: notThere('InvalidDhcpOptionID.NotFound', 'dhcpOption ID'),
  filters: { 'dhcp-options-id': ({ id }) => [id] },
  shown: (options, account) => ({
    DhcpOptionsId: options.id,
    OwnerId: account.id,
    DhcpConfigurations: [
      { Key: 'domain-name-servers', Values: options.nameServers.map((Value) => ({ Value })) },
    ],
  }),
});

/** Nothing in the account has one; AWS CDK looks for one beside every network that it is told to use. */
const describeVpnGateways = describing<Regional>(DescribeVpnGateways$, {
  ids: 'VpnGatewayIds',
  output: 'VpnGateways',
  collection: () => new Map(),
  absent: notThere('InvalidVpnGatewayID.NotFound', 'vpnGateway ID'),
  filters: {},
  shown: (gateway) => gateway,
});

export const networkOperations: Readonly<Record<string, Operation>> = {
  DescribeVpnGateways: describeVpnGateways,
  DescribeVpcs: describeVpcs,
  DescribeVpcAttribute: operation(DescribeVpcAttribute$, vpcAttribute),
  DescribeSubnets: describeSubnets,
  DescribeRouteTables: describeRouteTables,
  DescribeNetworkAcls: describeNetworkAcls,
  DescribeDhcpOptions: describeDhcpOptions,
};
