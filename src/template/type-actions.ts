/**
 * IAM actions CloudFormation calls with the caller's (or the service role's) permissions for one resource of a type:
 * to create, read, update and delete it, tags included, for CloudFormation passes the stack's tags on.
 * From the handlers' permissions in AWS's public resource schemas; not observable from outside, so table-derived.
 */
const of = (service: string, ...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => name.split(' ').map((action) => `${service}:${action}`));

const ec2Tags = 'CreateTags DeleteTags DescribeTags';
const roles = of('iam', 'GetRole PassRole');
const serviceLinkedRole = of('iam', 'CreateServiceLinkedRole');
const restApi = of('apigateway', 'DELETE GET PATCH POST PUT');
const elbTags = 'AddTags RemoveTags DescribeTags';
const esDomain = [
  ...of('es', 'CreateElasticsearchDomain DescribeElasticsearchDomain DescribeElasticsearchDomainConfig'),
  ...of('es', 'UpdateElasticsearchDomainConfig DeleteElasticsearchDomain UpgradeElasticsearchDomain'),
  ...of('es', 'GetUpgradeStatus AddTags RemoveTags ListTags'),
  ...of('ec2', 'DescribeSecurityGroups DescribeSubnets DescribeVpcs'),
  ...of('kms', 'CreateGrant DescribeKey'),
];

const table: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Account': [...restApi, ...roles],
  'AWS::ApiGateway::Deployment': restApi,
  'AWS::ApiGateway::Method': restApi,
  'AWS::ApiGateway::Resource': restApi,
  'AWS::ApiGateway::RestApi': [...restApi, ...of('apigateway', 'UpdateRestApiPolicy')],
  'AWS::ApiGateway::Stage': restApi,
  'AWS::Athena::DataCatalog': of(
    'athena',
    'CreateDataCatalog GetDataCatalog UpdateDataCatalog DeleteDataCatalog ListTagsForResource TagResource UntagResource',
  ),
  'AWS::Athena::NamedQuery': of('athena', 'CreateNamedQuery GetNamedQuery ListNamedQueries DeleteNamedQuery'),
  'AWS::Athena::WorkGroup': of(
    'athena',
    'CreateWorkGroup GetWorkGroup UpdateWorkGroup DeleteWorkGroup ListTagsForResource TagResource UntagResource',
  ),
  'AWS::CertificateManager::Certificate': of(
    'acm',
    'RequestCertificate DescribeCertificate DeleteCertificate AddTagsToCertificate ListTagsForCertificate RemoveTagsFromCertificate',
  ),
  'AWS::CloudFormation::CustomResource': of('lambda', 'InvokeFunction'),
  'AWS::CloudFormation::Stack': of(
    'cloudformation',
    'CreateStack DescribeStacks DescribeStackEvents UpdateStack DeleteStack',
  ),
  'AWS::CloudFormation::WaitCondition': [],
  'AWS::CloudFormation::WaitConditionHandle': [],
  'AWS::CloudTrail::Trail': [
    ...of('cloudtrail', 'CreateTrail DescribeTrails GetTrail GetTrailStatus GetEventSelectors'),
    ...of(
      'cloudtrail',
      'PutEventSelectors GetInsightSelectors StartLogging StopLogging UpdateTrail DeleteTrail',
    ),
    ...of('cloudtrail', 'AddTags ListTags RemoveTags'),
  ],
  'AWS::CloudWatch::Alarm': of(
    'cloudwatch',
    'PutMetricAlarm DescribeAlarms DeleteAlarms ListTagsForResource TagResource UntagResource',
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
  'AWS::ECS::Cluster': [
    ...of('ecs', 'CreateCluster DescribeClusters UpdateCluster DeleteCluster TagResource UntagResource'),
    ...serviceLinkedRole,
  ],
  'AWS::ECS::Service': [
    ...of('ecs', 'CreateService DescribeServices UpdateService DeleteService ListServiceDeployments'),
    ...of('ecs', 'DescribeServiceDeployments TagResource UntagResource'),
    ...serviceLinkedRole,
  ],
  'AWS::ECS::TaskDefinition': [
    ...of(
      'ecs',
      'RegisterTaskDefinition DescribeTaskDefinition DeregisterTaskDefinition TagResource UntagResource',
    ),
    ...roles,
  ],
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
  'AWS::Elasticsearch::Domain': esDomain,
  'AWS::Events::EventBus': of(
    'events',
    'CreateEventBus DescribeEventBus UpdateEventBus DeleteEventBus TagResource UntagResource ListTagsForResource',
  ),
  'AWS::Events::Rule': of(
    'events',
    'PutRule DescribeRule DeleteRule PutTargets RemoveTargets ListTargetsByRule TagResource UntagResource ListTagsForResource',
  ),
  'AWS::Glue::Database': of('glue', 'CreateDatabase GetDatabase UpdateDatabase DeleteDatabase'),
  'AWS::Glue::Table': of('glue', 'CreateTable GetTable UpdateTable DeleteTable'),
  'AWS::IAM::InstanceProfile': [
    ...of('iam', 'CreateInstanceProfile GetInstanceProfile DeleteInstanceProfile'),
    ...of('iam', 'AddRoleToInstanceProfile RemoveRoleFromInstanceProfile'),
    ...roles,
  ],
  'AWS::IAM::ManagedPolicy': [
    ...of('iam', 'CreatePolicy GetPolicy GetPolicyVersion ListPolicyVersions CreatePolicyVersion'),
    ...of('iam', 'DeletePolicyVersion DeletePolicy ListEntitiesForPolicy AttachRolePolicy DetachRolePolicy'),
    ...of('iam', 'TagPolicy UntagPolicy'),
  ],
  'AWS::IAM::Policy': of(
    'iam',
    'PutRolePolicy GetRolePolicy DeleteRolePolicy PutUserPolicy GetUserPolicy DeleteUserPolicy PutGroupPolicy GetGroupPolicy DeleteGroupPolicy',
  ),
  'AWS::IAM::Role': [
    ...of('iam', 'CreateRole GetRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy DeleteRole'),
    ...of('iam', 'PutRolePolicy GetRolePolicy ListRolePolicies DeleteRolePolicy'),
    ...of('iam', 'AttachRolePolicy DetachRolePolicy ListAttachedRolePolicies'),
    ...of('iam', 'PutRolePermissionsBoundary DeleteRolePermissionsBoundary TagRole UntagRole ListRoleTags'),
  ],
  'AWS::IAM::User': of(
    'iam',
    'CreateUser GetUser UpdateUser DeleteUser PutUserPolicy DeleteUserPolicy AttachUserPolicy DetachUserPolicy ListUserPolicies ListAttachedUserPolicies TagUser UntagUser',
  ),
  'AWS::KMS::Alias': of('kms', 'CreateAlias ListAliases UpdateAlias DeleteAlias'),
  'AWS::KMS::Key': of(
    'kms',
    'CreateKey DescribeKey GetKeyPolicy PutKeyPolicy EnableKeyRotation DisableKeyRotation GetKeyRotationStatus UpdateKeyDescription ScheduleKeyDeletion TagResource UntagResource ListResourceTags',
  ),
  'AWS::Lambda::EventSourceMapping': of(
    'lambda',
    'CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping ListTags TagResource UntagResource',
  ),
  'AWS::Lambda::Function': [
    ...of('lambda', 'CreateFunction GetFunction GetFunctionConfiguration UpdateFunctionCode'),
    ...of(
      'lambda',
      'UpdateFunctionConfiguration DeleteFunction PutFunctionConcurrency DeleteFunctionConcurrency',
    ),
    ...of('lambda', 'GetFunctionCodeSigningConfig GetRuntimeManagementConfig GetFunctionRecursionConfig'),
    ...of('lambda', 'ListTags TagResource UntagResource'),
    ...of('ec2', 'DescribeSecurityGroups DescribeSubnets DescribeVpcs'),
    ...roles,
  ],
  'AWS::Lambda::LayerVersion': of('lambda', 'PublishLayerVersion GetLayerVersion DeleteLayerVersion'),
  'AWS::Lambda::Permission': of('lambda', 'AddPermission GetPolicy RemovePermission'),
  'AWS::Lambda::Version': of(
    'lambda',
    'PublishVersion GetFunctionConfiguration ListVersionsByFunction DeleteFunction',
  ),
  'AWS::Logs::LogGroup': of(
    'logs',
    'CreateLogGroup DescribeLogGroups PutRetentionPolicy DeleteRetentionPolicy DeleteLogGroup TagResource UntagResource ListTagsForResource',
  ),
  'AWS::Logs::ResourcePolicy': of('logs', 'PutResourcePolicy DescribeResourcePolicies DeleteResourcePolicy'),
  'AWS::OpenSearchService::Domain': esDomain,
  'AWS::RDS::DBInstance': [
    ...of('rds', 'CreateDBInstance DescribeDBInstances ModifyDBInstance RebootDBInstance DeleteDBInstance'),
    ...of('rds', 'CreateDBSnapshot DescribeDBSnapshots RestoreDBInstanceFromDBSnapshot'),
    ...of('rds', 'AddTagsToResource RemoveTagsFromResource ListTagsForResource'),
    ...of('ec2', 'DescribeSecurityGroups DescribeSubnets DescribeVpcs'),
    ...of('kms', 'CreateGrant DescribeKey'),
    ...serviceLinkedRole,
  ],
  'AWS::RDS::DBParameterGroup': of(
    'rds',
    'CreateDBParameterGroup DescribeDBParameterGroups DescribeDBParameters ModifyDBParameterGroup ResetDBParameterGroup DeleteDBParameterGroup AddTagsToResource RemoveTagsFromResource ListTagsForResource',
  ),
  'AWS::RDS::DBSubnetGroup': [
    ...of('rds', 'CreateDBSubnetGroup DescribeDBSubnetGroups ModifyDBSubnetGroup DeleteDBSubnetGroup'),
    ...of('rds', 'AddTagsToResource RemoveTagsFromResource ListTagsForResource'),
    ...serviceLinkedRole,
  ],
  'AWS::Route53::HostedZone': of(
    'route53',
    'CreateHostedZone GetHostedZone DeleteHostedZone UpdateHostedZoneComment ListTagsForResource ChangeTagsForResource GetChange',
  ),
  'AWS::Route53::RecordSet': of(
    'route53',
    'ChangeResourceRecordSets ListResourceRecordSets GetHostedZone GetChange',
  ),
  'AWS::S3::Bucket': [
    ...of('s3', 'CreateBucket DeleteBucket ListBucket GetBucketTagging PutBucketTagging'),
    ...of('s3', 'GetBucketPublicAccessBlock PutBucketPublicAccessBlock'),
    ...of('s3', 'GetLifecycleConfiguration PutLifecycleConfiguration'),
    ...of(
      's3',
      'GetEncryptionConfiguration PutEncryptionConfiguration GetBucketVersioning PutBucketVersioning',
    ),
    ...of('s3', 'GetBucketNotification PutBucketNotification GetBucketCORS PutBucketCORS'),
    ...of('s3', 'GetBucketLogging PutBucketLogging GetBucketOwnershipControls PutBucketOwnershipControls'),
  ],
  'AWS::S3::BucketPolicy': of('s3', 'PutBucketPolicy GetBucketPolicy DeleteBucketPolicy'),
  'AWS::SNS::Subscription': of(
    'sns',
    'Subscribe GetSubscriptionAttributes SetSubscriptionAttributes Unsubscribe ListSubscriptionsByTopic',
  ),
  'AWS::SNS::Topic': of(
    'sns',
    'CreateTopic GetTopicAttributes SetTopicAttributes DeleteTopic ListSubscriptionsByTopic ListTagsForResource TagResource UntagResource',
  ),
  'AWS::SNS::TopicPolicy': of('sns', 'SetTopicAttributes GetTopicAttributes'),
  'AWS::SQS::Queue': of(
    'sqs',
    'CreateQueue GetQueueAttributes GetQueueUrl SetQueueAttributes DeleteQueue ListQueueTags TagQueue UntagQueue',
  ),
  'AWS::SQS::QueuePolicy': of('sqs', 'SetQueueAttributes GetQueueAttributes'),
  'AWS::SSM::Parameter': of(
    'ssm',
    'PutParameter GetParameters DescribeParameters DeleteParameter AddTagsToResource RemoveTagsFromResource ListTagsForResource',
  ),
  'AWS::SecretsManager::Secret': of(
    'secretsmanager',
    'CreateSecret DescribeSecret UpdateSecret DeleteSecret GetRandomPassword TagResource UntagResource',
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
const actions = new Map(Object.entries(table));

/** The lookups by which CloudFormation proves that a parameter's id exists, made with the same permissions. */
const lookups = new Map([
  ['AWS::EC2::AvailabilityZone::Name', 'ec2:DescribeAvailabilityZones'],
  ['AWS::EC2::Image::Id', 'ec2:DescribeImages'],
  ['AWS::EC2::Instance::Id', 'ec2:DescribeInstances'],
  ['AWS::EC2::KeyPair::KeyName', 'ec2:DescribeKeyPairs'],
  ['AWS::EC2::SecurityGroup::GroupName', 'ec2:DescribeSecurityGroups'],
  ['AWS::EC2::SecurityGroup::Id', 'ec2:DescribeSecurityGroups'],
  ['AWS::EC2::Subnet::Id', 'ec2:DescribeSubnets'],
  ['AWS::EC2::VPC::Id', 'ec2:DescribeVpcs'],
  ['AWS::EC2::Volume::Id', 'ec2:DescribeVolumes'],
  ['AWS::Route53::HostedZone::Id', 'route53:GetHostedZone'],
]);

/** IAM actions for one resource type; undefined for a type the table does not know (nobody can say then). */
export const actionsOf = (type: string): readonly string[] | undefined =>
  actions.get(type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type);

/** The lookup for an AWS-typed parameter; undefined for plain types. @param awsType as `awsTypeOf` gives it. */
export const lookupAction = (awsType: string): string | undefined => lookups.get(awsType);
