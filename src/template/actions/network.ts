import { of, roles, serviceLinkedRole } from './names.ts';

const ec2Tags = 'CreateTags DeleteTags DescribeTags';
const restApi = of('apigateway', 'DELETE GET PATCH POST PUT');
const elbTags = 'AddTags RemoveTags DescribeTags';

/** IAM actions by resource type: networks, entrances and names. */
export const networkActions: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Account': [...restApi, ...roles],
  'AWS::ApiGateway::Deployment': restApi,
  'AWS::ApiGateway::Method': restApi,
  'AWS::ApiGateway::Resource': restApi,
  'AWS::ApiGateway::RestApi': [...restApi, ...of('apigateway', 'UpdateRestApiPolicy')],
  'AWS::ApiGateway::Stage': restApi,
  'AWS::CertificateManager::Certificate': of(
    'acm',
    'RequestCertificate DescribeCertificate DeleteCertificate AddTagsToCertificate ListTagsForCertificate RemoveTagsFromCertificate',
  ),
  'AWS::EC2::EIP': of('ec2', `AllocateAddress DescribeAddresses ReleaseAddress ${ec2Tags}`),
  'AWS::EC2::InternetGateway': of(
    'ec2',
    `CreateInternetGateway DescribeInternetGateways DeleteInternetGateway ${ec2Tags}`,
  ),
  'AWS::EC2::NatGateway': of('ec2', `CreateNatGateway DescribeNatGateways DeleteNatGateway ${ec2Tags}`),
  'AWS::EC2::Route': of(
    'ec2',
    'CreateRoute DescribeRouteTables ReplaceRoute DeleteRoute DescribeNatGateways',
  ),
  'AWS::EC2::RouteTable': of('ec2', `CreateRouteTable DescribeRouteTables DeleteRouteTable ${ec2Tags}`),
  'AWS::EC2::SecurityGroup': [
    ...of('ec2', 'CreateSecurityGroup DescribeSecurityGroups DeleteSecurityGroup'),
    ...of('ec2', 'AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress'),
    ...of('ec2', 'RevokeSecurityGroupIngress RevokeSecurityGroupEgress'),
    ...of(
      'ec2',
      'UpdateSecurityGroupRuleDescriptionsIngress UpdateSecurityGroupRuleDescriptionsEgress',
      ec2Tags,
    ),
  ],
  'AWS::EC2::SecurityGroupEgress': of(
    'ec2',
    'AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress DescribeSecurityGroupRules UpdateSecurityGroupRuleDescriptionsEgress',
  ),
  'AWS::EC2::SecurityGroupIngress': of(
    'ec2',
    'AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress DescribeSecurityGroupRules UpdateSecurityGroupRuleDescriptionsIngress',
  ),
  'AWS::EC2::Subnet': of(
    'ec2',
    `CreateSubnet DescribeSubnets ModifySubnetAttribute DeleteSubnet DescribeNetworkAcls ${ec2Tags}`,
  ),
  'AWS::EC2::SubnetRouteTableAssociation': of(
    'ec2',
    'AssociateRouteTable DescribeRouteTables DisassociateRouteTable ModifySubnetAttribute',
  ),
  'AWS::EC2::VPC': of(
    'ec2',
    `CreateVpc DescribeVpcs DescribeVpcAttribute ModifyVpcAttribute DeleteVpc DescribeSecurityGroups DescribeNetworkAcls ${ec2Tags}`,
  ),
  'AWS::EC2::VPCEndpoint': of(
    'ec2',
    `CreateVpcEndpoint DescribeVpcEndpoints ModifyVpcEndpoint DeleteVpcEndpoints ${ec2Tags}`,
  ),
  'AWS::EC2::VPCGatewayAttachment': of(
    'ec2',
    'AttachInternetGateway DetachInternetGateway DescribeInternetGateways DescribeVpcs',
  ),
  'AWS::ElasticLoadBalancingV2::Listener': of(
    'elasticloadbalancing',
    `CreateListener DescribeListeners DescribeListenerAttributes ModifyListener ModifyListenerAttributes DeleteListener ${elbTags}`,
  ),
  'AWS::ElasticLoadBalancingV2::ListenerRule': of(
    'elasticloadbalancing',
    `CreateRule DescribeRules ModifyRule SetRulePriorities DeleteRule ${elbTags}`,
  ),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    ...of('elasticloadbalancing', 'CreateLoadBalancer DescribeLoadBalancers DescribeLoadBalancerAttributes'),
    ...of(
      'elasticloadbalancing',
      'ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets SetIpAddressType',
    ),
    ...of('elasticloadbalancing', 'DeleteLoadBalancer', elbTags),
    ...of('ec2', 'DescribeSubnets DescribeSecurityGroups DescribeInternetGateways'),
    ...serviceLinkedRole,
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': of(
    'elasticloadbalancing',
    `CreateTargetGroup DescribeTargetGroups DescribeTargetGroupAttributes ModifyTargetGroup ModifyTargetGroupAttributes DeleteTargetGroup ${elbTags}`,
  ),
  'AWS::Route53::HostedZone': of(
    'route53',
    'CreateHostedZone GetHostedZone DeleteHostedZone UpdateHostedZoneComment ListTagsForResource ChangeTagsForResource GetChange',
  ),
  'AWS::Route53::RecordSet': of(
    'route53',
    'ChangeResourceRecordSets ListResourceRecordSets GetHostedZone GetChange',
  ),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': [
    ...of(
      'servicediscovery',
      'CreatePrivateDnsNamespace GetNamespace GetOperation UpdatePrivateDnsNamespace',
    ),
    ...of('servicediscovery', 'DeleteNamespace TagResource UntagResource ListTagsForResource'),
    ...of('route53', 'CreateHostedZone GetHostedZone DeleteHostedZone ListHostedZonesByName'),
    ...of('ec2', 'DescribeVpcs DescribeRegions'),
  ],
  'AWS::ServiceDiscovery::Service': of(
    'servicediscovery',
    'CreateService GetService UpdateService DeleteService TagResource UntagResource ListTagsForResource',
  ),
};
