import { needs, of, passRole, serviceLinkedRole, type ActionNeed } from './needs.ts';

/** EC2 tags through one call, for whatever kind of thing. */
const ec2 = (creates: string, more: { readonly waits?: string; readonly later: string }) =>
  needs('ec2', {
    creates,
    waits: more.waits,
    tags: 'CreateTags',
    later: `${more.later} DeleteTags DescribeTags`,
  });

/** API Gateway's actions are HTTP's methods: one path's POST is every path's. */
const restApi = (creates: string, sets?: Readonly<Record<string, readonly string[]>>) =>
  needs('apigateway', { creates, waits: 'GET', sets, later: 'DELETE PATCH POST PUT' });

const records = needs('route53', {
  creates: 'ChangeResourceRecordSets',
  waits: 'GetChange',
  later: 'ListResourceRecordSets GetHostedZone',
});

/** What CloudFormation calls by resource type: networks, entrances and names. */
export const networkNeeds: Readonly<Record<string, readonly ActionNeed[]>> = {
  'AWS::ApiGateway::Account': restApi('PATCH', { CloudWatchRoleArn: passRole }),
  'AWS::ApiGateway::Deployment': restApi('POST'),
  'AWS::ApiGateway::Method': restApi('PUT'),
  'AWS::ApiGateway::Resource': restApi('POST'),
  'AWS::ApiGateway::RestApi': restApi('POST', { Policy: of('apigateway', 'UpdateRestApiPolicy') }),
  'AWS::ApiGateway::Stage': restApi('POST'),
  'AWS::CertificateManager::Certificate': needs('acm', {
    creates: 'RequestCertificate',
    waits: 'DescribeCertificate',
    tags: 'AddTagsToCertificate',
    later: 'DeleteCertificate ListTagsForCertificate RemoveTagsFromCertificate',
  }),
  'AWS::EC2::EIP': ec2('AllocateAddress', { waits: 'DescribeAddresses', later: 'ReleaseAddress' }),
  'AWS::EC2::Instance': needs('ec2', {
    creates: 'RunInstances',
    waits: 'DescribeInstances',
    tags: 'CreateTags',
    sets: { IamInstanceProfile: passRole },
    later:
      'TerminateInstances StopInstances StartInstances ModifyInstanceAttribute DescribeInstanceAttribute DescribeVolumes AttachVolume DetachVolume DeleteTags DescribeTags',
  }),
  'AWS::EC2::InternetGateway': ec2('CreateInternetGateway', {
    later: 'DescribeInternetGateways DeleteInternetGateway',
  }),
  'AWS::EC2::NatGateway': ec2('CreateNatGateway', {
    waits: 'DescribeNatGateways',
    later: 'DeleteNatGateway',
  }),
  'AWS::EC2::Route': needs('ec2', {
    creates: 'CreateRoute',
    waits: 'DescribeRouteTables',
    later: 'ReplaceRoute DeleteRoute DescribeNatGateways',
  }),
  'AWS::EC2::RouteTable': ec2('CreateRouteTable', {
    waits: 'DescribeRouteTables',
    later: 'DeleteRouteTable',
  }),
  'AWS::EC2::SecurityGroup': needs('ec2', {
    creates: 'CreateSecurityGroup',
    waits: 'DescribeSecurityGroups',
    tags: 'CreateTags',
    sets: {
      SecurityGroupIngress: of('ec2', 'AuthorizeSecurityGroupIngress'),
      // The rule that lets everything out is taken away first.
      SecurityGroupEgress: of('ec2', 'AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress'),
    },
    later:
      'DeleteSecurityGroup AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress UpdateSecurityGroupRuleDescriptionsIngress UpdateSecurityGroupRuleDescriptionsEgress DeleteTags DescribeTags',
  }),
  'AWS::EC2::SecurityGroupEgress': needs('ec2', {
    creates: 'AuthorizeSecurityGroupEgress',
    later: 'RevokeSecurityGroupEgress DescribeSecurityGroupRules UpdateSecurityGroupRuleDescriptionsEgress',
  }),
  'AWS::EC2::SecurityGroupIngress': needs('ec2', {
    creates: 'AuthorizeSecurityGroupIngress',
    later: 'RevokeSecurityGroupIngress DescribeSecurityGroupRules UpdateSecurityGroupRuleDescriptionsIngress',
  }),
  'AWS::EC2::Subnet': ec2('CreateSubnet', {
    waits: 'DescribeSubnets',
    later: 'ModifySubnetAttribute DeleteSubnet DescribeNetworkAcls',
  }),
  'AWS::EC2::SubnetRouteTableAssociation': needs('ec2', {
    creates: 'AssociateRouteTable',
    waits: 'DescribeRouteTables',
    later: 'DisassociateRouteTable ModifySubnetAttribute',
  }),
  'AWS::EC2::VPC': needs('ec2', {
    creates: 'CreateVpc',
    waits: 'DescribeVpcs',
    tags: 'CreateTags',
    sets: {
      EnableDnsHostnames: of('ec2', 'ModifyVpcAttribute'),
      EnableDnsSupport: of('ec2', 'ModifyVpcAttribute'),
    },
    later:
      'DescribeVpcAttribute ModifyVpcAttribute DeleteVpc DescribeSecurityGroups DescribeNetworkAcls DeleteTags DescribeTags',
  }),
  'AWS::EC2::VPCEndpoint': ec2('CreateVpcEndpoint', {
    waits: 'DescribeVpcEndpoints',
    later: 'ModifyVpcEndpoint DeleteVpcEndpoints',
  }),
  'AWS::EC2::VPCGatewayAttachment': needs('ec2', {
    sets: { InternetGatewayId: of('ec2', 'AttachInternetGateway') },
    later: 'DetachInternetGateway DescribeInternetGateways DescribeVpcs',
  }),
  'AWS::ElasticLoadBalancing::LoadBalancer': needs('elasticloadbalancing', {
    creates: 'CreateLoadBalancer',
    waits: 'DescribeLoadBalancers',
    tags: 'AddTags',
    sets: {
      AccessLoggingPolicy: of('elasticloadbalancing', 'ModifyLoadBalancerAttributes'),
      ConnectionDrainingPolicy: of('elasticloadbalancing', 'ModifyLoadBalancerAttributes'),
      ConnectionSettings: of('elasticloadbalancing', 'ModifyLoadBalancerAttributes'),
      CrossZone: of('elasticloadbalancing', 'ModifyLoadBalancerAttributes'),
      HealthCheck: of('elasticloadbalancing', 'ConfigureHealthCheck'),
      Instances: of('elasticloadbalancing', 'RegisterInstancesWithLoadBalancer'),
      Policies: of('elasticloadbalancing', 'CreateLoadBalancerPolicy SetLoadBalancerPoliciesOfListener'),
      SecurityGroups: of('ec2', 'DescribeSecurityGroups'),
      Subnets: of('ec2', 'DescribeSubnets'),
    },
    later:
      'DescribeLoadBalancerAttributes ModifyLoadBalancerAttributes ConfigureHealthCheck CreateLoadBalancerListeners DeleteLoadBalancerListeners ApplySecurityGroupsToLoadBalancer AttachLoadBalancerToSubnets DetachLoadBalancerFromSubnets RegisterInstancesWithLoadBalancer DeregisterInstancesFromLoadBalancer DeleteLoadBalancer RemoveTags DescribeTags',
    listed: [...serviceLinkedRole, ...of('ec2', 'DescribeInternetGateways')],
  }),
  'AWS::ElasticLoadBalancingV2::Listener': needs('elasticloadbalancing', {
    creates: 'CreateListener',
    waits: 'DescribeListeners',
    tags: 'AddTags',
    sets: { ListenerAttributes: of('elasticloadbalancing', 'ModifyListenerAttributes') },
    later:
      'DescribeListenerAttributes ModifyListener ModifyListenerAttributes DeleteListener RemoveTags DescribeTags',
  }),
  'AWS::ElasticLoadBalancingV2::ListenerRule': needs('elasticloadbalancing', {
    creates: 'CreateRule',
    waits: 'DescribeRules',
    tags: 'AddTags',
    later: 'ModifyRule SetRulePriorities DeleteRule RemoveTags DescribeTags',
  }),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': needs('elasticloadbalancing', {
    creates: 'CreateLoadBalancer',
    waits: 'DescribeLoadBalancers',
    tags: 'AddTags',
    sets: {
      LoadBalancerAttributes: of('elasticloadbalancing', 'ModifyLoadBalancerAttributes'),
      // Looked up as the caller before the balancer is put there.
      Subnets: of('ec2', 'DescribeSubnets'),
      SecurityGroups: of('ec2', 'DescribeSecurityGroups'),
    },
    later:
      'DescribeLoadBalancerAttributes ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets SetIpAddressType DeleteLoadBalancer RemoveTags DescribeTags',
    listed: [...serviceLinkedRole, ...of('ec2', 'DescribeInternetGateways')],
  }),
  'AWS::ElasticLoadBalancingV2::TargetGroup': needs('elasticloadbalancing', {
    creates: 'CreateTargetGroup',
    waits: 'DescribeTargetGroups',
    tags: 'AddTags',
    sets: {
      TargetGroupAttributes: of('elasticloadbalancing', 'ModifyTargetGroupAttributes'),
      Targets: of('elasticloadbalancing', 'RegisterTargets'),
    },
    later:
      'DescribeTargetGroupAttributes ModifyTargetGroup ModifyTargetGroupAttributes DeleteTargetGroup RemoveTags DescribeTags',
  }),
  'AWS::Route53::HostedZone': needs('route53', {
    creates: 'CreateHostedZone',
    waits: 'GetChange',
    later: 'GetHostedZone DeleteHostedZone UpdateHostedZoneComment ListTagsForResource ChangeTagsForResource',
  }),
  'AWS::Route53::RecordSet': records,
  'AWS::Route53::RecordSetGroup': records,
  'AWS::ServiceDiscovery::PrivateDnsNamespace': [
    ...needs('servicediscovery', {
      creates: 'CreatePrivateDnsNamespace',
      waits: 'GetOperation',
      tags: 'TagResource',
      later: 'GetNamespace UpdatePrivateDnsNamespace DeleteNamespace UntagResource ListTagsForResource',
      listed: of('ec2', 'DescribeVpcs DescribeRegions'),
    }),
    // Cloud Map makes the zone with the caller's permissions.
    ...needs('route53', {
      creates: 'CreateHostedZone',
      later: 'GetHostedZone DeleteHostedZone ListHostedZonesByName',
    }),
  ],
  'AWS::ServiceDiscovery::Service': needs('servicediscovery', {
    creates: 'CreateService',
    tags: 'TagResource',
    later: 'GetService UpdateService DeleteService UntagResource ListTagsForResource',
  }),
};
