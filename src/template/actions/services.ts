import { of, roles, serviceLinkedRole } from './names.ts';

/** IAM actions by resource type: functions, containers, queues and identities. */
export const serviceActions: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudFormation::CustomResource': of('lambda', 'InvokeFunction'),
  'AWS::CloudFormation::Stack': of(
    'cloudformation',
    'CreateStack DescribeStacks DescribeStackEvents UpdateStack DeleteStack',
  ),
  'AWS::CloudFormation::WaitCondition': [],
  'AWS::CloudFormation::WaitConditionHandle': [],
  'AWS::CloudWatch::Alarm': of(
    'cloudwatch',
    'PutMetricAlarm DescribeAlarms DeleteAlarms ListTagsForResource TagResource UntagResource',
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
  'AWS::Events::EventBus': of(
    'events',
    'CreateEventBus DescribeEventBus UpdateEventBus DeleteEventBus TagResource UntagResource ListTagsForResource',
  ),
  'AWS::Events::Rule': of(
    'events',
    'PutRule DescribeRule DeleteRule PutTargets RemoveTargets ListTargetsByRule TagResource UntagResource ListTagsForResource',
  ),
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
};
