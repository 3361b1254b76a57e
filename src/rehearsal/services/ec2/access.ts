import {
  DescribeAddresses$,
  DescribeKeyPairs$,
  DescribeNatGateways$,
  DescribeSecurityGroups$,
  DescribeVpcEndpoints$,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../service.ts';
import type { Operation } from '../../service.ts';
import type { SecurityGroupRuleState } from '../../account/state.ts';
import { describing, notThere, shownTags } from './describe.ts';

const shownRule = (rule: SecurityGroupRuleState): object => ({
  IpProtocol: rule.protocol,
  FromPort: rule.fromPort,
  ToPort: rule.toPort,
  IpRanges: rule.cidrs.filter((cidr) => /^\d/.test(cidr)).map((CidrIp) => ({ CidrIp })),
  Ipv6Ranges: rule.cidrs.filter((cidr) => cidr.includes(':')).map((CidrIpv6) => ({ CidrIpv6 })),
  PrefixListIds: rule.cidrs.filter((id) => id.startsWith('pl-')).map((PrefixListId) => ({ PrefixListId })),
  UserIdGroupPairs: rule.cidrs.filter((id) => id.startsWith('sg-')).map((GroupId) => ({ GroupId })),
});

const describeSecurityGroups = describing(DescribeSecurityGroups$, {
  ids: 'GroupIds',
  output: 'SecurityGroups',
  collection: ({ securityGroups }) => securityGroups,
  absent: notThere('InvalidGroup.NotFound', 'security group'),
  filters: {
    'group-id': ({ id }) => [id],
    'group-name': ({ name }) => [name],
    'vpc-id': ({ vpcId }) => [vpcId],
  },
  shown: (group, account) => ({
    GroupId: group.id,
    GroupName: group.name,
    Description: group.description,
    OwnerId: account.id,
    VpcId: group.vpcId,
    IpPermissions: group.ingress.map(shownRule),
    IpPermissionsEgress: group.egress.map(shownRule),
    Tags: shownTags({ tags: group.tags }),
  }),
});

/** What an endpoint has that was made without a policy of its own. */
const fullAccess = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}';

const describeVpcEndpoints = describing(DescribeVpcEndpoints$, {
  ids: 'VpcEndpointIds',
  output: 'VpcEndpoints',
  collection: ({ vpcEndpoints }) => vpcEndpoints,
  absent: (ids) =>
    new ServiceError(
      'InvalidVpcEndpointId.NotFound',
      `The Vpc Endpoint Id '${ids.join(', ')}' does not exist`,
    ),
  filters: {
    'vpc-endpoint-id': ({ id }) => [id],
    'vpc-id': ({ vpcId }) => [vpcId],
    'service-name': ({ service, region }) => [`com.amazonaws.${region}.${service}`],
    'vpc-endpoint-type': ({ type }) => [type],
    'vpc-endpoint-state': ({ state }) => [state],
  },
  shown: (endpoint, account) => ({
    VpcEndpointId: endpoint.id,
    VpcEndpointType: endpoint.type,
    VpcId: endpoint.vpcId,
    ServiceName: `com.amazonaws.${endpoint.region}.${endpoint.service}`,
    State: endpoint.state,
    PrivateDnsEnabled: endpoint.privateDns,
    SubnetIds: endpoint.subnetIds,
    RouteTableIds: endpoint.routeTableIds,
    Groups: endpoint.groupIds.map((GroupId) => ({
      GroupId,
      GroupName: account.securityGroups.get(GroupId)?.name,
    })),
    PolicyDocument: endpoint.policy ?? fullAccess,
    OwnerId: account.id,
  }),
});

const describeNatGateways = describing(DescribeNatGateways$, {
  ids: 'NatGatewayIds',
  output: 'NatGateways',
  collection: ({ natGateways }) => natGateways,
  absent: (ids) => new ServiceError('NatGatewayNotFound', `The Nat Gateway ${ids.join(', ')} was not found`),
  filters: {
    'nat-gateway-id': ({ id }) => [id],
    'vpc-id': ({ vpcId }) => [vpcId],
    'subnet-id': ({ subnetId }) => [subnetId],
    state: ({ state }) => [state],
  },
  shown: (gateway) => ({
    NatGatewayId: gateway.id,
    VpcId: gateway.vpcId,
    SubnetId: gateway.subnetId,
    State: gateway.state,
    ConnectivityType: 'public',
  }),
});

const describeAddresses = describing(DescribeAddresses$, {
  ids: 'AllocationIds',
  output: 'Addresses',
  collection: ({ addresses }) => addresses,
  absent: notThere('InvalidAllocationID.NotFound', 'allocation ID'),
  filters: { 'allocation-id': ({ allocationId }) => [allocationId], domain: () => ['vpc'] },
  shown: (address) => ({ AllocationId: address.allocationId, PublicIp: address.publicIp, Domain: 'vpc' }),
});

const describeKeyPairs = describing(DescribeKeyPairs$, {
  ids: 'KeyNames',
  output: 'KeyPairs',
  // Keyed by name, which is all that is known of one.
  collection: ({ keyPairs }) => new Map([...keyPairs].map(([name, { region }]) => [name, { name, region }])),
  absent: (names) =>
    new ServiceError('InvalidKeyPair.NotFound', `The key pair '${names.join(', ')}' does not exist`),
  filters: { 'key-name': ({ name }) => [name] },
  shown: ({ name }) => ({ KeyName: name, KeyPairId: `key-${name}`, KeyType: 'ed25519' }),
});

export const accessOperations: Readonly<Record<string, Operation>> = {
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeVpcEndpoints: describeVpcEndpoints,
  DescribeNatGateways: describeNatGateways,
  DescribeAddresses: describeAddresses,
  DescribeKeyPairs: describeKeyPairs,
};
