import type { ResourceIdentity } from './making.ts';

/** Ids that EC2 and its kin write as a prefix and 17 hexadecimal digits. */
const prefixes: Readonly<Record<string, string>> = {
  'AWS::EC2::CapacityReservation': 'cr',
  'AWS::EC2::CarrierGateway': 'cagw',
  'AWS::EC2::ClientVpnEndpoint': 'cvpn-endpoint',
  'AWS::EC2::CustomerGateway': 'cgw',
  'AWS::EC2::DHCPOptions': 'dopt',
  'AWS::EC2::EIPAssociation': 'eipassoc',
  'AWS::EC2::EgressOnlyInternetGateway': 'eigw',
  'AWS::EC2::FlowLog': 'fl',
  'AWS::EC2::Host': 'h',
  'AWS::EC2::IPAM': 'ipam',
  'AWS::EC2::IPAMPool': 'ipam-pool',
  'AWS::EC2::IPAMScope': 'ipam-scope',
  'AWS::EC2::LaunchTemplate': 'lt',
  'AWS::EC2::NetworkAcl': 'acl',
  'AWS::EC2::NetworkInterfaceAttachment': 'eni-attach',
  'AWS::EC2::PrefixList': 'pl',
  'AWS::EC2::SubnetCidrBlock': 'subnet-cidr-assoc',
  'AWS::EC2::SubnetNetworkAclAssociation': 'aclassoc',
  'AWS::EC2::TransitGateway': 'tgw',
  'AWS::EC2::TransitGatewayAttachment': 'tgw-attach',
  'AWS::EC2::TransitGatewayPeeringAttachment': 'tgw-attach',
  'AWS::EC2::TransitGatewayRouteTable': 'tgw-rtb',
  'AWS::EC2::TransitGatewayVpcAttachment': 'tgw-attach',
  'AWS::EC2::VPCCidrBlock': 'vpc-cidr-assoc',
  'AWS::EC2::VPCEndpointService': 'vpce-svc',
  'AWS::EC2::VPCPeeringConnection': 'pcx',
  'AWS::EC2::VPNConnection': 'vpn',
  'AWS::EC2::VPNGateway': 'vgw',
  'AWS::EC2::Volume': 'vol',
  'AWS::EFS::AccessPoint': 'fsap',
  'AWS::EFS::FileSystem': 'fs',
  'AWS::EFS::MountTarget': 'fsmt',
  'AWS::FSx::FileSystem': 'fs',
  'AWS::ServiceDiscovery::HttpNamespace': 'ns',
  'AWS::ServiceDiscovery::PublicDnsNamespace': 'ns',
  'AWS::Transfer::Server': 's',
};

type IdShape = (making: ResourceIdentity) => string;

const short: IdShape = ({ identifiers }) => identifiers.lowerSuffix(10);
const shorter: IdShape = ({ identifiers }) => identifiers.lowerSuffix(6);
const distribution: IdShape = ({ identifiers }) => `E${identifiers.upperSuffix(13)}`;

const others: Readonly<Record<string, IdShape>> = {
  'AWS::ApiGateway::ApiKey': short,
  'AWS::ApiGateway::Authorizer': shorter,
  'AWS::ApiGateway::RequestValidator': shorter,
  'AWS::ApiGateway::UsagePlan': shorter,
  'AWS::ApiGateway::VpcLink': shorter,
  'AWS::ApiGatewayV2::Api': short,
  'AWS::ApiGatewayV2::Authorizer': shorter,
  'AWS::ApiGatewayV2::Deployment': shorter,
  'AWS::ApiGatewayV2::Integration': shorter,
  'AWS::ApiGatewayV2::Route': shorter,
  'AWS::ApiGatewayV2::VpcLink': shorter,
  'AWS::AppSync::GraphQLApi': ({ identifiers }) => identifiers.lowerSuffix(26),
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': distribution,
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::OriginAccessControl': distribution,
  'AWS::Cognito::IdentityPool': ({ region, identifiers }) => `${region}:${identifiers.uuid()}`,
  'AWS::Cognito::UserPool': ({ region, identifiers }) => `${region}_${identifiers.suffix(9)}`,
  'AWS::Cognito::UserPoolClient': ({ identifiers }) => identifiers.lowerSuffix(26),
  'AWS::DirectoryService::MicrosoftAD': ({ identifiers }) => `d-${identifiers.hex(10)}`,
  'AWS::DirectoryService::SimpleAD': ({ identifiers }) => `d-${identifiers.hex(10)}`,
  'AWS::EMR::Cluster': ({ identifiers }) => `j-${identifiers.upperSuffix(13)}`,
  'AWS::EMR::InstanceGroupConfig': ({ identifiers }) => `ig-${identifiers.upperSuffix(12)}`,
  'AWS::IAM::AccessKey': ({ identifiers }) => `AKIA${identifiers.upperSuffix(16)}`,
  'AWS::Organizations::Account': ({ identifiers }) => identifiers.digits(12),
  'AWS::SSM::MaintenanceWindow': ({ identifiers }) => `mw-0${identifiers.hex(16)}`,
  'AWS::SSM::PatchBaseline': ({ identifiers }) => `pb-0${identifiers.hex(16)}`,
  'AWS::WorkSpaces::Workspace': ({ identifiers }) => `ws-${identifiers.lowerSuffix(9)}`,
};

/** The id a service makes up for a resource of this type; a UUID where nothing else is known. */
export function idOf(making: ResourceIdentity): string {
  const prefix = prefixes[making.type];
  if (prefix !== undefined) return `${prefix}-0${making.identifiers.hex(16)}`;
  return others[making.type]?.(making) ?? making.identifiers.uuid();
}
