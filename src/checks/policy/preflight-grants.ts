import { actionsOf } from '../../core/iam-actions.ts';
import type { Grant } from './grant.ts';

export const preflightGrants: readonly Grant[] = [
  {
    sid: 'PreflightRead',
    actions: [
      ...actionsOf(
        'iam',
        'ListAccountAliases GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies',
      ),
      ...actionsOf('iam', 'GetPolicy GetPolicyVersion SimulatePrincipalPolicy GetAccountSummary'),
      ...actionsOf('acm', 'ListCertificates DescribeCertificate'),
      ...actionsOf(
        's3',
        'ListAllMyBuckets GetBucketNotification GetBucketVersioning GetEncryptionConfiguration',
      ),
      ...actionsOf('kms', 'DescribeKey GetKeyPolicy'),
      ...actionsOf('cloudtrail', 'DescribeTrails'),
      ...actionsOf('ssm', 'GetParametersByPath GetParameter DescribeParameters'),
      ...actionsOf('logs', 'DescribeResourcePolicies'),
      ...actionsOf('ses', 'GetEmailIdentity GetAccount'),
      ...actionsOf(
        'ec2',
        'DescribeRegions DescribeVpcs DescribeVpcAttribute DescribeDhcpOptions DescribeSubnets',
      ),
      ...actionsOf(
        'ec2',
        'DescribeRouteTables DescribeSecurityGroups DescribeVpcEndpoints DescribeNatGateways',
      ),
      ...actionsOf('ec2', 'DescribeAddresses DescribeNetworkAcls DescribeKeyPairs'),
      ...actionsOf('secretsmanager', 'DescribeSecret ListSecrets'),
      ...actionsOf('sns', 'ListTopics'),
      ...actionsOf('elasticloadbalancing', 'DescribeLoadBalancers'),
      ...actionsOf('route53', 'ListHostedZones ListResourceRecordSets GetHostedZone'),
      ...actionsOf('rds', 'DescribeDBInstances'),
      ...actionsOf('es', 'ListDomainNames DescribeElasticsearchDomain'),
      ...actionsOf('ecs', 'ListClusters ListTasks DescribeTasks'),
      ...actionsOf('lambda', 'GetAccountSettings'),
      ...actionsOf('servicequotas', 'GetServiceQuota GetAWSDefaultServiceQuota'),
      ...actionsOf('cloudformation', 'ListStacks ListHookResults'),
      ...actionsOf('cloudwatch', 'DescribeAlarms'),
    ],
  },
  {
    sid: 'PreflightFixRoles',
    actions: actionsOf('iam', 'CreateServiceLinkedRole'),
    resources: ({ identity }) => [
      `arn:${identity.partition}:iam::${identity.account}:role/aws-service-role/es.amazonaws.com/*`,
      `arn:${identity.partition}:iam::${identity.account}:role/aws-service-role/ecs.amazonaws.com/*`,
    ],
  },
  {
    sid: 'PreflightFixLogs',
    // By name, for which IAM knows no resource.
    actions: actionsOf('logs', 'PutResourcePolicy'),
  },
  {
    sid: 'PreflightFixCertificate',
    // Its tags are set by the request itself, which IAM wants allowed separately.
    actions: actionsOf('acm', 'RequestCertificate AddTagsToCertificate'),
  },
];
