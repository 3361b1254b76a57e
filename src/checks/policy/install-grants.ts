import { actionsOf } from '../../core/iam-actions.ts';
import type { Grant } from './grant.ts';
import { dataBuckets, secretArns, stackArns, templateBucket, templateObjects } from './grant-resources.ts';

export const installGrants: readonly Grant[] = [
  {
    sid: 'InstallStack',
    essential: true,
    actions: [
      ...actionsOf('cloudformation', 'DescribeStacks ListStackResources DescribeStackEvents GetTemplate'),
      ...actionsOf('cloudformation', 'CreateChangeSet DescribeChangeSet ListChangeSets ExecuteChangeSet'),
      ...actionsOf('cloudformation', 'DeleteChangeSet DeleteStack UpdateTerminationProtection'),
    ],
    resources: stackArns,
  },
  {
    sid: 'InstallRecover',
    actions: [
      ...actionsOf('cloudformation', 'CancelUpdateStack ContinueUpdateRollback RollbackStack DescribeEvents'),
      ...actionsOf('cloudformation', 'DetectStackDrift DescribeStackResourceDrifts'),
    ],
    resources: stackArns,
  },
  {
    sid: 'InstallListBuckets',
    actions: actionsOf('s3', 'ListBucket ListBucketVersions'),
    resources: (context) => [templateBucket(context), ...dataBuckets(context)],
  },
  {
    sid: 'InstallBuckets',
    actions: [
      ...actionsOf('s3', 'CreateBucket PutBucketPublicAccessBlock DeleteBucket GetBucketTagging'),
      ...actionsOf('s3', 'PutEncryptionConfiguration PutBucketVersioning PutBucketPolicy PutBucketTagging'),
      // CreateBucket with an ownership setting asks for this one as well.
      ...actionsOf('s3', 'PutBucketOwnershipControls'),
    ],
    // A bucket that was named for the template is used as it is.
    resources: (context) => [
      ...(context.target.templateBucket === undefined ? [templateBucket(context)] : []),
      ...dataBuckets(context),
    ],
  },
  {
    sid: 'InstallTemplateObject',
    actions: actionsOf('s3', 'PutObject DeleteObject DeleteObjectVersion'),
    resources: (context) => [`${templateBucket(context)}/*`],
  },
  {
    sid: 'InstallReadTemplate',
    actions: actionsOf('s3', 'GetObject'),
    resources: templateObjects,
  },
  {
    sid: 'InstallSecrets',
    actions: actionsOf('secretsmanager', 'CreateSecret TagResource GetSecretValue DeleteSecret'),
    resources: secretArns,
  },
  {
    sid: 'InstallDns',
    actions: actionsOf('route53', 'ChangeResourceRecordSets GetChange TestDNSAnswer CreateHostedZone'),
  },
  {
    sid: 'InstallStatus',
    actions: [
      ...actionsOf('ecs', 'DescribeServices'),
      ...actionsOf('rds', 'DescribeDBClusters'),
      ...actionsOf('elasticloadbalancing', 'DescribeTargetHealth'),
      ...actionsOf('cloudtrail', 'GetTrailStatus'),
      ...actionsOf('cloudwatch', 'GetMetricData'),
      ...actionsOf('ce', 'GetCostAndUsage'),
    ],
  },
  {
    sid: 'InstallDiagnose',
    actions: [
      ...actionsOf('logs', 'FilterLogEvents'),
      ...actionsOf('cloudtrail', 'LookupEvents'),
      // By a detection's id: IAM knows no resource for it.
      ...actionsOf('cloudformation', 'DescribeStackDriftDetectionStatus'),
    ],
  },
];
