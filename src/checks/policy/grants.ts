import type { Identity } from '../../core/facts.ts';
import type { DeploymentTarget } from '../../core/check.ts';

/** What resource scopes are written with. */
export interface GrantContext {
  readonly identity: Pick<Identity, 'account' | 'partition'>;
  readonly target: Pick<
    DeploymentTarget,
    'region' | 'stackName' | 'buckets' | 'roleArn' | 'templateSource' | 'templateBucket'
  >;
}

/** Actions this tool itself calls, why, and on what. */
export interface Grant {
  /** Begins `Preflight` or `Install`: which half of the work it is for. */
  readonly sid: string;
  readonly actions: readonly string[];
  /** Left out: `*`, for actions that take no narrower resource or whose resources are not known before. */
  readonly resources?: (context: GrantContext) => readonly string[];
  readonly condition?: (context: GrantContext) => Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** No installation goes through without these; the rest serves single checks, fixes and diagnosis. */
  readonly essential?: true;
}

const of = (service: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${service}:${name}`);

const stackArns = ({ identity, target }: GrantContext): readonly string[] => {
  const base = `arn:${identity.partition}:cloudformation:${target.region}:${identity.account}`;
  return [
    `${base}:stack/${target.stackName}/*`,
    // Nested stacks are named after their parent.
    `${base}:stack/${target.stackName}-*/*`,
    // The stacks that fixes make.
    `${base}:stack/quilt-install-*/*`,
    `${base}:changeSet/quilt-install-*/*`,
  ];
};

const templateBucket = ({ identity, target }: GrantContext): string =>
  `arn:${identity.partition}:s3:::${target.templateBucket ?? `quilt-install-templates-${identity.account}-${target.region}`}`;

const virtualHost = /^https:\/\/([a-z0-9.-]+)\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?\//;
const pathStyle = /^https:\/\/s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?\/([^/]+)\//;

/** The bucket of a template's S3 address, in either of its two forms. */
const bucketOf = (source: string): string | undefined =>
  virtualHost.exec(source)?.[1] ?? pathStyle.exec(source)?.[1];

/** CloudFormation reads the template with the caller's permissions as well. */
const templateObjects = (context: GrantContext): readonly string[] => {
  const { identity, target } = context;
  const bucket = bucketOf(target.templateSource ?? '');
  const own = `${templateBucket(context)}/*`;
  return bucket === undefined ? [own] : [own, `arn:${identity.partition}:s3:::${bucket}/*`];
};

const dataBuckets = ({ identity, target }: GrantContext): readonly string[] =>
  target.buckets.map((name) => `arn:${identity.partition}:s3:::${name}`);

const secretArns = ({ identity, target }: GrantContext): readonly string[] => [
  `arn:${identity.partition}:secretsmanager:${target.region}:${identity.account}:secret:quilt-install/${target.stackName}/*`,
];

const preflightGrants: readonly Grant[] = [
  {
    sid: 'PreflightRead',
    actions: [
      ...of('iam', 'ListAccountAliases GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies'),
      ...of('iam', 'GetPolicy GetPolicyVersion SimulatePrincipalPolicy GetAccountSummary'),
      ...of('acm', 'ListCertificates DescribeCertificate'),
      ...of('s3', 'ListAllMyBuckets GetBucketNotification GetBucketVersioning GetEncryptionConfiguration'),
      ...of('kms', 'DescribeKey GetKeyPolicy'),
      ...of('cloudtrail', 'DescribeTrails'),
      ...of('ssm', 'GetParametersByPath GetParameter DescribeParameters'),
      ...of('logs', 'DescribeResourcePolicies'),
      ...of('ses', 'GetEmailIdentity GetAccount'),
      ...of('ec2', 'DescribeRegions DescribeVpcs DescribeVpcAttribute DescribeDhcpOptions DescribeSubnets'),
      ...of('ec2', 'DescribeRouteTables DescribeSecurityGroups DescribeVpcEndpoints DescribeNatGateways'),
      ...of('ec2', 'DescribeAddresses DescribeNetworkAcls DescribeKeyPairs'),
      ...of('secretsmanager', 'DescribeSecret ListSecrets'),
      ...of('elasticloadbalancing', 'DescribeLoadBalancers'),
      ...of('route53', 'ListHostedZones ListResourceRecordSets GetHostedZone'),
      ...of('rds', 'DescribeDBInstances'),
      ...of('es', 'ListDomainNames DescribeElasticsearchDomain'),
      ...of('ecs', 'ListClusters ListTasks DescribeTasks'),
      ...of('lambda', 'GetAccountSettings'),
      ...of('servicequotas', 'GetServiceQuota GetAWSDefaultServiceQuota'),
      ...of('cloudformation', 'ListStacks'),
    ],
  },
  {
    sid: 'PreflightMendRoles',
    actions: of('iam', 'CreateServiceLinkedRole'),
    resources: ({ identity }) => [
      `arn:${identity.partition}:iam::${identity.account}:role/aws-service-role/es.amazonaws.com/*`,
      `arn:${identity.partition}:iam::${identity.account}:role/aws-service-role/ecs.amazonaws.com/*`,
    ],
  },
  {
    sid: 'PreflightMendLogs',
    // By name, for which IAM knows no resource.
    actions: of('logs', 'PutResourcePolicy'),
  },
  {
    sid: 'PreflightMendCertificate',
    // Its tags are set by the request itself, which IAM wants allowed separately.
    actions: of('acm', 'RequestCertificate AddTagsToCertificate'),
  },
];

const installGrants: readonly Grant[] = [
  {
    sid: 'InstallStack',
    essential: true,
    actions: [
      ...of('cloudformation', 'DescribeStacks ListStackResources DescribeStackEvents GetTemplate'),
      ...of('cloudformation', 'CreateChangeSet DescribeChangeSet ListChangeSets ExecuteChangeSet'),
      ...of('cloudformation', 'DeleteChangeSet DeleteStack UpdateTerminationProtection'),
    ],
    resources: stackArns,
  },
  {
    sid: 'InstallRecover',
    actions: [
      ...of('cloudformation', 'CancelUpdateStack ContinueUpdateRollback RollbackStack DescribeEvents'),
      ...of('cloudformation', 'DetectStackDrift DescribeStackResourceDrifts'),
    ],
    resources: stackArns,
  },
  {
    sid: 'InstallListBuckets',
    actions: of('s3', 'ListBucket ListBucketVersions'),
    resources: (context) => [templateBucket(context), ...dataBuckets(context)],
  },
  {
    sid: 'InstallBuckets',
    actions: [
      ...of('s3', 'CreateBucket PutBucketPublicAccessBlock DeleteBucket GetBucketTagging'),
      ...of('s3', 'PutEncryptionConfiguration PutBucketVersioning PutBucketPolicy PutBucketTagging'),
      // CreateBucket with an ownership setting asks for this one as well.
      ...of('s3', 'PutBucketOwnershipControls'),
    ],
    // A bucket that was named for the template is used as it is.
    resources: (context) => [
      ...(context.target.templateBucket === undefined ? [templateBucket(context)] : []),
      ...dataBuckets(context),
    ],
  },
  {
    sid: 'InstallTemplateObject',
    actions: of('s3', 'PutObject DeleteObject DeleteObjectVersion'),
    resources: (context) => [`${templateBucket(context)}/*`],
  },
  {
    sid: 'InstallReadTemplate',
    actions: of('s3', 'GetObject'),
    resources: templateObjects,
  },
  {
    sid: 'InstallSecrets',
    actions: of('secretsmanager', 'CreateSecret TagResource GetSecretValue DeleteSecret'),
    resources: secretArns,
  },
  {
    sid: 'InstallDns',
    actions: of('route53', 'ChangeResourceRecordSets GetChange TestDNSAnswer CreateHostedZone'),
  },
  {
    sid: 'InstallStatus',
    actions: [
      ...of('ecs', 'DescribeServices'),
      ...of('rds', 'DescribeDBClusters'),
      ...of('elasticloadbalancing', 'DescribeTargetHealth'),
      ...of('cloudtrail', 'GetTrailStatus'),
      ...of('cloudwatch', 'GetMetricData'),
      ...of('ce', 'GetCostAndUsage'),
    ],
  },
  {
    sid: 'InstallDiagnose',
    actions: [
      ...of('logs', 'FilterLogEvents'),
      ...of('cloudtrail', 'LookupEvents'),
      // By a detection's id: IAM knows no resource for it.
      ...of('cloudformation', 'DescribeStackDriftDetectionStatus'),
    ],
  },
];

/** With a service role CloudFormation acts with that role, and the caller only hands it over. */
const passRole: Grant = {
  sid: 'InstallPassRole',
  essential: true,
  actions: of('iam', 'PassRole'),
  resources: ({ target }) => (target.roleArn === undefined ? [] : [target.roleArn]),
  condition: () => ({ StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }),
};

export const grantsFor = (target: Pick<DeploymentTarget, 'roleArn'>): readonly Grant[] => [
  ...preflightGrants,
  ...installGrants,
  ...(target.roleArn === undefined ? [] : [passRole]),
];
