import {
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  type IpPermission,
  type Route as Ec2Route,
} from '@aws-sdk/client-ec2';
import type { Route, RouteTable, SecurityGroup, SecurityGroupRule } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { ec2Client, tagsOf } from './network.ts';

/** The first field that is set says where the route goes; EC2 has one per kind of target. */
const targetOf = (route: Ec2Route): string =>
  route.NatGatewayId ??
  route.TransitGatewayId ??
  route.GatewayId ??
  route.VpcPeeringConnectionId ??
  route.EgressOnlyInternetGatewayId ??
  route.LocalGatewayId ??
  route.CarrierGatewayId ??
  route.CoreNetworkArn ??
  route.NetworkInterfaceId ??
  route.InstanceId ??
  '';

const readRoute = (route: Ec2Route): Route => ({
  destination:
    route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? '',
  target: targetOf(route),
  // A route whose NAT gateway was deleted stays as `blackhole`.
  state: route.State ?? 'active',
});

export async function routeTables(aws: AwsConnection): Promise<readonly RouteTable[]> {
  const found: RouteTable[] = [];
  for await (const page of paginateDescribeRouteTables({ client: ec2Client(aws) }, { MaxResults: 100 }))
    for (const table of page.RouteTables ?? [])
      found.push({
        id: table.RouteTableId ?? '',
        vpcId: table.VpcId ?? '',
        main: (table.Associations ?? []).some(({ Main }) => Main === true),
        subnetIds: (table.Associations ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
        routes: (table.Routes ?? []).map(readRoute),
      });
  return found;
}

const readRule = (rule: IpPermission): SecurityGroupRule => ({
  protocol: rule.IpProtocol ?? '',
  fromPort: rule.FromPort,
  toPort: rule.ToPort,
  sources: [
    ...(rule.IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []),
    ...(rule.Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
    ...(rule.PrefixListIds ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? []),
    ...(rule.UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  ],
});

export async function securityGroups(aws: AwsConnection): Promise<readonly SecurityGroup[]> {
  const found: SecurityGroup[] = [];
  for await (const page of paginateDescribeSecurityGroups({ client: ec2Client(aws) }, { MaxResults: 1000 }))
    for (const group of page.SecurityGroups ?? [])
      found.push({
        id: group.GroupId ?? '',
        name: group.GroupName ?? '',
        vpcId: group.VpcId,
        ingress: (group.IpPermissions ?? []).map(readRule),
        egress: (group.IpPermissionsEgress ?? []).map(readRule),
        tags: tagsOf(group.Tags),
      });
  return found;
}

export async function defaultNetworkAcls(aws: AwsConnection): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const Filters = [{ Name: 'default', Values: ['true'] }];
  const request = { MaxResults: 1000, Filters };
  for await (const page of paginateDescribeNetworkAcls({ client: ec2Client(aws) }, request))
    for (const { VpcId = '', NetworkAclId = '' } of page.NetworkAcls ?? []) found.set(VpcId, NetworkAclId);
  return found;
}
