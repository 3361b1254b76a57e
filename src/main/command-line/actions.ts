import { actionsOf } from '../../core/iam-actions.ts';
import type { CommandName } from '../../core/ids.ts';

/** What a command asks AWS for; where only looking is denied, what it tells has a gap. */
export interface CommandActions {
  readonly actions: readonly string[];
  /** Said under them, or instead of any. */
  readonly note?: string;
}

const stack = [...actionsOf('cloudformation', 'DescribeStacks'), ...actionsOf('iam', 'ListAccountAliases')];
const template = actionsOf('cloudformation', 'GetTemplate');
const resources = actionsOf('cloudformation', 'ListStackResources');
const events = actionsOf('cloudformation', 'DescribeStackEvents');
const zones = [
  ...actionsOf('route53', 'ListHostedZones ListResourceRecordSets GetHostedZone'),
  ...actionsOf('elasticloadbalancing', 'DescribeLoadBalancers'),
];
const zoneAccount = 'With --dns-role-arn also sts:AssumeRole of that role.';
const records = actionsOf('route53', 'ChangeResourceRecordSets GetChange');
/** Read to be kept out of what is told. */
const secrets = actionsOf('secretsmanager', 'GetSecretValue');
const snapshots = actionsOf(
  'rds',
  'AddTagsToResource CreateDBSnapshot DescribeDBSnapshots CreateDBClusterSnapshot DescribeDBClusterSnapshots',
);
const failure = [
  ...events,
  ...actionsOf('cloudformation', 'DescribeEvents'),
  ...actionsOf('cloudwatch', 'DescribeAlarms'),
  ...template,
  ...resources,
  ...secrets,
  ...actionsOf('ecs', 'ListTasks DescribeTasks'),
  ...actionsOf('logs', 'FilterLogEvents'),
  ...actionsOf('cloudtrail', 'LookupEvents'),
  ...actionsOf('s3', 'ListBucket'),
];
/** Whether what the stack brought up can be used. */
const readiness = [
  ...actionsOf('elasticloadbalancing', 'DescribeTargetHealth'),
  ...actionsOf('ecs', 'DescribeServices'),
  ...actionsOf('es', 'DescribeElasticsearchDomain'),
  ...actionsOf('rds', 'DescribeDBInstances'),
];
const printed = (words: string): CommandActions => ({
  actions: [],
  note: `They depend on the template: quilt-install preflight --print-policy ${words}`,
});

/** The IAM actions at the end of each command's `--help`. */
export const commandActions: Readonly<Record<CommandName, CommandActions>> = {
  install: printed('--template-file template.yaml'),
  upgrade: printed(
    '--template-file template-new.yaml; with --snapshot also those of quilt-install backup --help',
  ),
  preflight: printed('--template-file template.yaml'),
  dns: {
    actions: [...stack, ...zones, ...records, ...actionsOf('route53', 'CreateHostedZone TestDNSAnswer')],
    note: zoneAccount,
  },
  watch: {
    actions: [
      ...stack,
      ...failure,
      ...zones,
      ...readiness,
      ...actionsOf('cloudformation', 'CancelUpdateStack UpdateTerminationProtection DeleteStack'),
    ],
    note: 'CancelUpdateStack and DeleteStack only where you call the operation off.',
  },
  status: {
    actions: [
      ...stack,
      ...template,
      ...resources,
      ...actionsOf('iam', 'GetRole'),
      ...actionsOf('acm', 'DescribeCertificate'),
      ...zones,
      ...readiness,
      ...actionsOf('ecs', 'ListTasks DescribeTasks'),
      ...actionsOf('rds', 'DescribeDBClusters'),
      ...actionsOf('cloudtrail', 'GetTrailStatus'),
      ...actionsOf('cloudwatch', 'GetMetricData'),
      ...actionsOf('ce', 'GetCostAndUsage'),
    ],
  },
  outputs: { actions: [...stack, ...template] },
  backup: { actions: [...stack, ...template, ...resources, ...snapshots] },
  diagnose: {
    actions: [
      ...stack,
      ...failure,
      ...actionsOf('cloudformation', 'DetectStackDrift DescribeStackDriftDetectionStatus'),
      ...actionsOf('cloudformation', 'DescribeStackResourceDrifts'),
    ],
    note: 'With --bundle also what preflight looks at.',
  },
  recover: {
    actions: [
      ...stack,
      ...actionsOf('cloudformation', 'ContinueUpdateRollback RollbackStack CancelUpdateStack DeleteStack'),
      ...actionsOf('cloudformation', 'UpdateTerminationProtection ListChangeSets DeleteChangeSet'),
      ...failure,
    ],
  },
  uninstall: {
    actions: [
      ...stack,
      ...actionsOf('cloudformation', 'ListImports UpdateTerminationProtection DeleteStack'),
      ...failure,
      ...zones,
      ...records,
      ...actionsOf('s3', 'ListBucketVersions GetBucketObjectLockConfiguration GetBucketVersioning'),
      ...actionsOf('s3', 'DeleteObject DeleteObjectVersion'),
      ...actionsOf('cloudwatch', 'GetMetricData'),
      ...snapshots,
    ],
    note: zoneAccount,
  },
  policy: {
    actions: [
      ...stack,
      ...template,
      ...resources,
      ...actionsOf('iam', 'GetRole UpdateAssumeRolePolicy'),
      ...actionsOf('kms', 'DescribeKey GetKeyPolicy PutKeyPolicy'),
      ...actionsOf('ec2', 'DescribeVpcEndpoints'),
    ],
  },
  sso: { actions: [...stack, ...template] },
  report: { actions: [...stack, ...failure, ...zones], note: 'With --from FILE none.' },
  rehearse: { actions: [], note: 'None: nothing leaves this machine.' },
  completion: { actions: [], note: 'None.' },
  help: { actions: [], note: 'None.' },
};
