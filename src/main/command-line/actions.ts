import type { CommandName } from '../../core/ids.ts';

/** What a command asks AWS for; where only looking is denied, what it tells has a gap. */
export interface CommandActions {
  readonly actions: readonly string[];
  /** Said under them, or instead of any. */
  readonly note?: string;
}

const of = (service: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${service}:${name}`);

const stack = [...of('cloudformation', 'DescribeStacks'), ...of('iam', 'ListAccountAliases')];
const template = of('cloudformation', 'GetTemplate');
const resources = of('cloudformation', 'ListStackResources');
const events = of('cloudformation', 'DescribeStackEvents');
const zones = [
  ...of('route53', 'ListHostedZones ListResourceRecordSets GetHostedZone'),
  ...of('elasticloadbalancing', 'DescribeLoadBalancers'),
];
const records = of('route53', 'ChangeResourceRecordSets GetChange');
/** Read to be kept out of what is told. */
const secrets = of('secretsmanager', 'GetSecretValue');
const snapshots = of(
  'rds',
  'AddTagsToResource CreateDBSnapshot DescribeDBSnapshots CreateDBClusterSnapshot DescribeDBClusterSnapshots',
);
const failure = [
  ...events,
  ...of('cloudformation', 'DescribeEvents'),
  ...of('cloudwatch', 'DescribeAlarms'),
  ...template,
  ...resources,
  ...secrets,
  ...of('ecs', 'ListTasks DescribeTasks'),
  ...of('logs', 'FilterLogEvents'),
  ...of('cloudtrail', 'LookupEvents'),
  ...of('s3', 'ListBucket'),
];
/** Whether what the stack brought up can be used. */
const readiness = [
  ...of('elasticloadbalancing', 'DescribeTargetHealth'),
  ...of('ecs', 'DescribeServices'),
  ...of('es', 'DescribeElasticsearchDomain'),
  ...of('rds', 'DescribeDBInstances'),
];
const printed = (words: string): CommandActions => ({
  actions: [],
  note: `They depend on the template: quilt-install preflight --print-policy ${words}`,
});

/** The IAM actions at the end of each command's `--help`. */
export const commandActions: Readonly<Record<CommandName, CommandActions>> = {
  install: printed('--template-file template.yaml'),
  upgrade: printed('--template-file template-new.yaml'),
  preflight: printed('--template-file template.yaml'),
  dns: { actions: [...stack, ...zones, ...records, ...of('route53', 'CreateHostedZone TestDNSAnswer')] },
  watch: {
    actions: [
      ...stack,
      ...failure,
      ...zones,
      ...readiness,
      ...of('cloudformation', 'CancelUpdateStack UpdateTerminationProtection DeleteStack'),
    ],
    note: 'CancelUpdateStack and DeleteStack only where you call the operation off.',
  },
  status: {
    actions: [
      ...stack,
      ...template,
      ...resources,
      ...of('iam', 'GetRole'),
      ...of('acm', 'DescribeCertificate'),
      ...zones,
      ...readiness,
      ...of('ecs', 'ListTasks DescribeTasks'),
      ...of('rds', 'DescribeDBClusters'),
      ...of('cloudtrail', 'GetTrailStatus'),
      ...of('cloudwatch', 'GetMetricData'),
      ...of('ce', 'GetCostAndUsage'),
    ],
  },
  outputs: { actions: [...stack, ...template] },
  backup: { actions: [...stack, ...template, ...resources, ...snapshots] },
  diagnose: {
    actions: [
      ...stack,
      ...failure,
      ...of('cloudformation', 'DetectStackDrift DescribeStackDriftDetectionStatus'),
      ...of('cloudformation', 'DescribeStackResourceDrifts'),
    ],
    note: 'With --bundle also what preflight looks at.',
  },
  recover: {
    actions: [
      ...stack,
      ...of('cloudformation', 'ContinueUpdateRollback RollbackStack CancelUpdateStack DeleteStack'),
      ...of('cloudformation', 'UpdateTerminationProtection ListChangeSets DeleteChangeSet'),
      ...failure,
    ],
  },
  uninstall: {
    actions: [
      ...stack,
      ...of('cloudformation', 'ListImports UpdateTerminationProtection DeleteStack'),
      ...failure,
      ...zones,
      ...records,
      ...of('s3', 'ListBucketVersions GetBucketObjectLockConfiguration GetBucketVersioning'),
      ...of('s3', 'DeleteObject DeleteObjectVersion'),
      ...of('cloudwatch', 'GetMetricData'),
      ...snapshots,
    ],
  },
  policy: {
    actions: [
      ...stack,
      ...template,
      ...resources,
      ...of('iam', 'GetRole UpdateAssumeRolePolicy'),
      ...of('kms', 'DescribeKey GetKeyPolicy PutKeyPolicy'),
      ...of('ec2', 'DescribeVpcEndpoints'),
    ],
  },
  sso: { actions: [...stack, ...template] },
  report: { actions: [...stack, ...failure, ...zones], note: 'With --from FILE none.' },
  rehearse: { actions: [], note: 'None: nothing leaves this machine.' },
  completion: { actions: [], note: 'None.' },
  help: { actions: [], note: 'None.' },
};
