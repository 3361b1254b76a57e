import { needs, networkLookups, of, passRole, serviceLinkedRole, type ActionNeed } from './needs.ts';

/** What CloudFormation calls by resource type: functions, containers, queues and identities. */
export const serviceNeeds: Readonly<Record<string, readonly ActionNeed[]>> = {
  // With permission to the function that stands behind it; one behind a topic would ask for sns:Publish.
  'AWS::CloudFormation::CustomResource': needs('lambda', { creates: 'InvokeFunction' }),
  'AWS::CloudFormation::Stack': needs('cloudformation', {
    creates: 'CreateStack',
    waits: 'DescribeStacks',
    later: 'DescribeStackEvents UpdateStack DeleteStack',
  }),
  'AWS::CloudFormation::WaitCondition': [],
  'AWS::CloudFormation::WaitConditionHandle': [],
  'AWS::CloudWatch::Alarm': needs('cloudwatch', {
    creates: 'PutMetricAlarm',
    waits: 'DescribeAlarms',
    tags: 'TagResource',
    later: 'DeleteAlarms ListTagsForResource UntagResource',
  }),
  'AWS::ECS::Cluster': needs('ecs', {
    creates: 'CreateCluster',
    waits: 'DescribeClusters',
    tags: 'TagResource',
    later: 'UpdateCluster DeleteCluster UntagResource',
    listed: serviceLinkedRole,
  }),
  'AWS::ECS::Service': needs('ecs', {
    creates: 'CreateService',
    waits: 'DescribeServices',
    tags: 'TagResource',
    sets: { Role: passRole },
    later: 'UpdateService DeleteService ListServiceDeployments DescribeServiceDeployments UntagResource',
    listed: serviceLinkedRole,
  }),
  'AWS::ECS::TaskDefinition': needs('ecs', {
    creates: 'RegisterTaskDefinition',
    tags: 'TagResource',
    sets: { ExecutionRoleArn: passRole, TaskRoleArn: passRole },
    later: 'DescribeTaskDefinition DeregisterTaskDefinition UntagResource',
    listed: of('iam', 'GetRole'),
  }),
  // No needed rows: a service role that is published as working creates none by this name.
  'AWS::Events::EventBus': needs('events', {
    later:
      'CreateEventBus DescribeEventBus UpdateEventBus DeleteEventBus TagResource UntagResource ListTagsForResource',
  }),
  'AWS::Events::Rule': needs('events', {
    creates: 'PutRule',
    tags: 'TagResource',
    sets: { Targets: of('events', 'PutTargets'), RoleArn: passRole },
    later:
      'DescribeRule DeleteRule PutTargets RemoveTargets ListTargetsByRule UntagResource ListTagsForResource',
  }),
  'AWS::IAM::AccessKey': needs('iam', {
    creates: 'CreateAccessKey',
    later: 'ListAccessKeys UpdateAccessKey DeleteAccessKey',
  }),
  'AWS::IAM::InstanceProfile': needs('iam', {
    creates: 'CreateInstanceProfile',
    waits: 'GetInstanceProfile',
    sets: { Roles: of('iam', 'AddRoleToInstanceProfile PassRole') },
    later: 'DeleteInstanceProfile RemoveRoleFromInstanceProfile GetRole',
  }),
  'AWS::IAM::ManagedPolicy': needs('iam', {
    creates: 'CreatePolicy',
    waits: 'GetPolicy',
    sets: { Roles: of('iam', 'AttachRolePolicy') },
    later:
      'GetPolicyVersion ListPolicyVersions CreatePolicyVersion DeletePolicyVersion DeletePolicy ListEntitiesForPolicy AttachRolePolicy DetachRolePolicy TagPolicy UntagPolicy',
  }),
  'AWS::IAM::Policy': needs('iam', {
    sets: {
      Groups: of('iam', 'PutGroupPolicy'),
      Roles: of('iam', 'PutRolePolicy'),
      Users: of('iam', 'PutUserPolicy'),
    },
    later: 'GetRolePolicy DeleteRolePolicy GetUserPolicy DeleteUserPolicy GetGroupPolicy DeleteGroupPolicy',
  }),
  'AWS::IAM::Role': needs('iam', {
    creates: 'CreateRole',
    waits: 'GetRole',
    tags: 'TagRole',
    sets: {
      ManagedPolicyArns: of('iam', 'AttachRolePolicy'),
      PermissionsBoundary: of('iam', 'PutRolePermissionsBoundary'),
      Policies: of('iam', 'PutRolePolicy'),
    },
    later:
      'UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy DeleteRole PutRolePolicy GetRolePolicy ListRolePolicies DeleteRolePolicy AttachRolePolicy DetachRolePolicy ListAttachedRolePolicies PutRolePermissionsBoundary DeleteRolePermissionsBoundary UntagRole ListRoleTags',
  }),
  'AWS::IAM::User': needs('iam', {
    creates: 'CreateUser',
    waits: 'GetUser',
    tags: 'TagUser',
    sets: { ManagedPolicyArns: of('iam', 'AttachUserPolicy'), Policies: of('iam', 'PutUserPolicy') },
    later:
      'UpdateUser DeleteUser DeleteUserPolicy DetachUserPolicy ListUserPolicies ListAttachedUserPolicies UntagUser',
  }),
  'AWS::Lambda::EventSourceMapping': needs('lambda', {
    creates: 'CreateEventSourceMapping',
    waits: 'GetEventSourceMapping',
    tags: 'TagResource',
    later: 'UpdateEventSourceMapping DeleteEventSourceMapping ListTags UntagResource',
  }),
  'AWS::Lambda::Function': needs('lambda', {
    creates: 'CreateFunction',
    waits: 'GetFunction',
    handsRole: true,
    tags: 'TagResource',
    sets: {
      'Code.S3Bucket': of('s3', 'GetObject'),
      Layers: of('lambda', 'GetLayerVersion'),
      ReservedConcurrentExecutions: of('lambda', 'PutFunctionConcurrency'),
      VpcConfig: networkLookups,
    },
    later:
      'GetFunctionConfiguration UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction PutFunctionConcurrency DeleteFunctionConcurrency GetFunctionCodeSigningConfig GetRuntimeManagementConfig GetFunctionRecursionConfig ListTags UntagResource',
    listed: [...of('iam', 'GetRole'), ...of('ecr', 'BatchGetImage GetDownloadUrlForLayer')],
  }),
  'AWS::Lambda::LayerVersion': needs('lambda', {
    creates: 'PublishLayerVersion',
    sets: { 'Content.S3Bucket': of('s3', 'GetObject') },
    later: 'GetLayerVersion DeleteLayerVersion',
  }),
  'AWS::Lambda::Permission': needs('lambda', {
    creates: 'AddPermission',
    later: 'GetPolicy RemovePermission',
  }),
  'AWS::Lambda::Version': needs('lambda', {
    creates: 'PublishVersion',
    later: 'GetFunctionConfiguration ListVersionsByFunction DeleteFunction',
  }),
  'AWS::Logs::LogGroup': needs('logs', {
    creates: 'CreateLogGroup',
    waits: 'DescribeLogGroups',
    tags: 'TagResource',
    sets: { RetentionInDays: of('logs', 'PutRetentionPolicy') },
    later: 'PutRetentionPolicy DeleteRetentionPolicy DeleteLogGroup UntagResource ListTagsForResource',
  }),
  'AWS::Logs::ResourcePolicy': needs('logs', {
    creates: 'PutResourcePolicy',
    later: 'DescribeResourcePolicies DeleteResourcePolicy',
  }),
  'AWS::SNS::Subscription': needs('sns', {
    creates: 'Subscribe',
    later: 'GetSubscriptionAttributes SetSubscriptionAttributes Unsubscribe ListSubscriptionsByTopic',
  }),
  'AWS::SNS::Topic': needs('sns', {
    creates: 'CreateTopic',
    waits: 'GetTopicAttributes',
    tags: 'TagResource',
    sets: { Subscription: of('sns', 'Subscribe') },
    later: 'SetTopicAttributes DeleteTopic ListSubscriptionsByTopic ListTagsForResource UntagResource',
  }),
  'AWS::SNS::TopicPolicy': needs('sns', { creates: 'SetTopicAttributes', later: 'GetTopicAttributes' }),
  'AWS::SQS::Queue': needs('sqs', {
    creates: 'CreateQueue',
    waits: 'GetQueueAttributes',
    tags: 'TagQueue',
    later: 'GetQueueUrl SetQueueAttributes DeleteQueue ListQueueTags UntagQueue',
  }),
  'AWS::SQS::QueuePolicy': needs('sqs', { creates: 'SetQueueAttributes', later: 'GetQueueAttributes' }),
};
