import { textOf } from '../model/values.ts';
import { defaultNetworkAclOf, defaultSecurityGroupOf } from '../../services/ec2/vpc.ts';
import { arn, ec2Id, givenOr, type AttributeValue, type Maker } from './making.ts';

const documentAddress = (making: Parameters<Maker>[0]): string =>
  `198.51.100.${making.identifiers.between(1, 254)}`;

/** The ids that EC2 tells of what is made together with a VPC. */
export const madeWithVpc = (id: string): Readonly<Record<string, AttributeValue>> => ({
  DefaultSecurityGroup: defaultSecurityGroupOf({ id }),
  DefaultNetworkAcl: defaultNetworkAclOf({ id }),
  CidrBlockAssociations: [id.replace('vpc-', 'vpc-cidr-assoc-')],
});

export const networkMakers: Readonly<Record<string, Maker>> = {
  'AWS::EC2::VPC': ec2Id('vpc', (id, making) => ({
    VpcId: id,
    CidrBlock: textOf(making.properties, 'CidrBlock') ?? '10.0.0.0/16',
    ...madeWithVpc(id),
  })),
  'AWS::EC2::Subnet': ec2Id('subnet', (id, making) => ({
    SubnetId: id,
    VpcId: textOf(making.properties, 'VpcId') ?? '',
    AvailabilityZone: textOf(making.properties, 'AvailabilityZone') ?? `${making.region}a`,
    CidrBlock: textOf(making.properties, 'CidrBlock') ?? '',
    NetworkAclAssociationId: `aclassoc-0${making.identifiers.hex(16)}`,
  })),
  'AWS::EC2::NatGateway': ec2Id('nat', (id) => ({ NatGatewayId: id })),
  'AWS::EC2::InternetGateway': ec2Id('igw', (id) => ({ InternetGatewayId: id })),
  'AWS::EC2::RouteTable': ec2Id('rtb', (id) => ({ RouteTableId: id })),
  'AWS::EC2::SubnetRouteTableAssociation': ec2Id('rtbassoc', (id) => ({ Id: id })),
  'AWS::EC2::NetworkInterface': ec2Id('eni', (id) => ({ Id: id, PrimaryPrivateIpAddress: '10.0.0.10' })),
  'AWS::EC2::Instance': ec2Id('i', (id, making) => ({
    InstanceId: id,
    PrivateIp: '10.0.0.11',
    PublicIp: documentAddress(making),
    AvailabilityZone: `${making.region}a`,
  })),
  'AWS::EC2::SecurityGroup': ec2Id('sg', (id, making) => ({
    Id: id,
    GroupId: id,
    VpcId: textOf(making.properties, 'VpcId') ?? '',
  })),
  'AWS::EC2::SecurityGroupIngress': ec2Id('sgr', (id) => ({ Id: id })),
  'AWS::EC2::SecurityGroupEgress': ec2Id('sgr', (id) => ({ Id: id })),
  'AWS::EC2::VPCEndpoint': ec2Id('vpce', (id, making) => ({
    Id: id,
    CreationTimestamp: new Date(0).toISOString(),
    DnsEntries: [
      `Z7HUB22UULQXV:${id}-${making.identifiers.lowerSuffix(8)}.${
        textOf(making.properties, 'ServiceName')?.split('.').pop() ?? 'service'
      }.${making.region}.vpce.${making.account.dnsSuffix}`,
    ],
    NetworkInterfaceIds: [`eni-0${making.identifiers.hex(16)}`],
  })),
  'AWS::EC2::EIP': (making) => {
    const address = documentAddress(making);
    const allocation = `eipalloc-0${making.identifiers.hex(16)}`;
    return { physicalId: address, attributes: { AllocationId: allocation, PublicIp: address } };
  },
  'AWS::EC2::VPCGatewayAttachment': ({ properties }) => ({
    physicalId: `IGW|${textOf(properties, 'VpcId') ?? ''}`,
    attributes: { AttachmentType: 'IGW' },
  }),
  'AWS::EC2::Route': ({ properties }) => {
    const destination = textOf(properties, 'DestinationCidrBlock') ?? '0.0.0.0/0';
    const table = textOf(properties, 'RouteTableId') ?? '';
    return { physicalId: `${table}|${destination}`, attributes: { CidrBlock: destination } };
  },
  'AWS::Route53::HostedZone': (making) => {
    const id = `Z0${making.identifiers.upperSuffix(18)}`;
    return { physicalId: id, attributes: { Id: id, NameServers: nameServers() } };
  },
  'AWS::Route53::RecordSet': ({ properties }) => ({
    physicalId: (textOf(properties, 'Name') ?? '').replace(/\.$/, ''),
    attributes: {},
  }),
  'AWS::CertificateManager::Certificate': (making) => {
    const id = arn(making, 'acm', `certificate/${making.identifiers.uuid()}`);
    return { physicalId: id, attributes: { CertificateArn: id } };
  },
  'AWS::ServiceDiscovery::PrivateDnsNamespace': (making) => {
    const id = `ns-${making.identifiers.lowerSuffix(16)}`;
    const zone = `Z0${making.identifiers.upperSuffix(18)}`;
    return {
      physicalId: id,
      attributes: { Id: id, Arn: arn(making, 'servicediscovery', `namespace/${id}`), HostedZoneId: zone },
    };
  },
  'AWS::ServiceDiscovery::Service': (making) => {
    const id = `srv-${making.identifiers.lowerSuffix(16)}`;
    const name = givenOr(making, 'Name', 64);
    return {
      physicalId: id,
      attributes: { Id: id, Name: name, Arn: arn(making, 'servicediscovery', `service/${id}`) },
    };
  },
};

const nameServers = (): readonly string[] => [
  'ns-1.awsdns-01.org',
  'ns-2.awsdns-02.co.uk',
  'ns-3.awsdns-03.com',
  'ns-4.awsdns-04.net',
];
