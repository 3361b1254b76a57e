import {
  DescribeAddressesCommand,
  DescribeDhcpOptionsCommand,
  DescribeRegionsCommand,
  DescribeVpcAttributeCommand,
  EC2Client,
  paginateDescribeNatGateways,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  type Tag,
} from '@aws-sdk/client-ec2';
import { awsCodes, isInstallError } from '../../../core/errors.ts';
import type { NatGateway, Region, Subnet, Vpc, VpcEndpoint } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';

export const ec2Client = (aws: AwsConnection, region?: string): EC2Client =>
  aws.client(EC2Client, 'ec2', region);

const pageSize = 1000;
/** Tags as facts keep them. */
export const tagsOf = (tags: readonly Tag[] | undefined): ReadonlyMap<string, string> =>
  new Map((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));

const named = (tags: readonly Tag[] | undefined): { name?: string } => {
  const name = tags?.find(({ Key }) => Key === 'Name')?.Value;
  return name === undefined || name === '' ? {} : { name };
};

const listRegions = async (aws: AwsConnection, from: string): Promise<readonly Region[]> => {
  const { Regions = [] } = await ec2Client(aws, from).send(new DescribeRegionsCommand({ AllRegions: true }));
  return Regions.map((one) => ({ name: one.RegionName ?? '', optInStatus: one.OptInStatus ?? '' }));
};

/** A region that is off cannot be asked about itself, so the partition's home is asked when it fails. */
export async function regions(aws: AwsConnection): Promise<readonly Region[]> {
  try {
    return await listRegions(aws, aws.region);
  } catch (error) {
    if (aws.region === aws.home || isInstallError(error, awsCodes.expired)) throw error;
    return listRegions(aws, aws.home).catch(() => {
      throw error;
    });
  }
}

export async function vpcs(aws: AwsConnection): Promise<readonly Vpc[]> {
  const found: Vpc[] = [];
  for await (const page of paginateDescribeVpcs({ client: ec2Client(aws) }, { MaxResults: pageSize }))
    for (const vpc of page.Vpcs ?? [])
      found.push({
        id: vpc.VpcId ?? '',
        cidrs: [
          ...new Set([
            ...(vpc.CidrBlock === undefined ? [] : [vpc.CidrBlock]),
            ...(vpc.CidrBlockAssociationSet ?? [])
              .filter(({ CidrBlockState }) => (CidrBlockState?.State ?? 'associated') === 'associated')
              .flatMap(({ CidrBlock }) => CidrBlock ?? []),
          ]),
        ],
        isDefault: vpc.IsDefault === true,
        ...named(vpc.Tags),
        tags: tagsOf(vpc.Tags),
        dhcpOptionsId: vpc.DhcpOptionsId,
        ownerId: vpc.OwnerId,
      });
  return found;
}

/** One attribute per call is all this operation gives. */
export async function vpcDns(
  aws: AwsConnection,
  vpcId: string,
): Promise<{ support: boolean; hostnames: boolean }> {
  const ask = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    ec2Client(aws).send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute }));
  const [support, hostnames] = await Promise.all([ask('enableDnsSupport'), ask('enableDnsHostnames')]);
  return {
    support: support.EnableDnsSupport?.Value === true,
    hostnames: hostnames.EnableDnsHostnames?.Value === true,
  };
}

export async function dhcpNameServers(aws: AwsConnection, id: string): Promise<readonly string[]> {
  // The word `default` stands for "no options set at all"; it is no id.
  if (id === 'default' || id === '') return [];
  const { DhcpOptions = [] } = await ec2Client(aws).send(
    new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [id] }),
  );
  return DhcpOptions.flatMap(({ DhcpConfigurations = [] }) => DhcpConfigurations)
    .filter(({ Key }) => Key === 'domain-name-servers')
    .flatMap(({ Values = [] }) => Values.flatMap(({ Value }) => Value ?? []));
}

export async function subnets(aws: AwsConnection): Promise<readonly Subnet[]> {
  const found: Subnet[] = [];
  for await (const page of paginateDescribeSubnets({ client: ec2Client(aws) }, { MaxResults: pageSize }))
    for (const subnet of page.Subnets ?? [])
      found.push({
        id: subnet.SubnetId ?? '',
        vpcId: subnet.VpcId ?? '',
        zone: subnet.AvailabilityZone ?? '',
        zoneId: subnet.AvailabilityZoneId ?? '',
        cidr: subnet.CidrBlock ?? '',
        freeAddresses: subnet.AvailableIpAddressCount ?? 0,
        mapPublicIp: subnet.MapPublicIpOnLaunch === true,
        state: subnet.State ?? '',
        ...named(subnet.Tags),
        tags: tagsOf(subnet.Tags),
      });
  return found;
}

export async function vpcEndpoints(aws: AwsConnection): Promise<readonly VpcEndpoint[]> {
  const found: VpcEndpoint[] = [];
  for await (const page of paginateDescribeVpcEndpoints({ client: ec2Client(aws) }, { MaxResults: pageSize }))
    for (const one of page.VpcEndpoints ?? [])
      found.push({
        id: one.VpcEndpointId ?? '',
        vpcId: one.VpcId ?? '',
        service: one.ServiceName ?? '',
        type: (one.VpcEndpointType ?? '').toLowerCase(),
        state: (one.State ?? '').toLowerCase(),
        privateDns: one.PrivateDnsEnabled === true,
        subnetIds: one.SubnetIds ?? [],
        routeTableIds: one.RouteTableIds ?? [],
        groupIds: (one.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
        policy: one.PolicyDocument,
      });
  return found;
}

export async function natGateways(aws: AwsConnection): Promise<readonly NatGateway[]> {
  const found: NatGateway[] = [];
  for await (const page of paginateDescribeNatGateways({ client: ec2Client(aws) }, { MaxResults: pageSize }))
    for (const one of page.NatGateways ?? [])
      found.push({
        id: one.NatGatewayId ?? '',
        vpcId: one.VpcId ?? '',
        subnetId: one.SubnetId,
        state: one.State ?? '',
        connectivity: one.ConnectivityType ?? '',
      });
  return found;
}

/** Elastic IP addresses held, in use or not: both count. */
export const addressCount = async (aws: AwsConnection): Promise<number> =>
  ((await ec2Client(aws).send(new DescribeAddressesCommand({}))).Addresses ?? []).length;
