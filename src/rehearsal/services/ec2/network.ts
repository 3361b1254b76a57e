import {
  DescribeDhcpOptions$,
  DescribeNetworkAcls$,
  DescribeSubnets$,
  DescribeVpcAttribute$,
  DescribeVpcs$,
  DescribeVpnGateways$,
} from '@aws-sdk/client-ec2';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { Regional } from '../../account/state.ts';
import { describing, notThere, shownTags } from './describe.ts';
import { describeRouteTables } from './routes.ts';
import { defaultNetworkAclOf } from './vpc.ts';

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
