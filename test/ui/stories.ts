import type { Event, FailedResource, InProgress, PlanEvent } from '../../src/core/events.ts';
import type { CheckId } from '../../src/core/ids.ts';

const check = (
  id: CheckId,
  category: string,
  title: string,
  status: Extract<Event, { type: 'check' }>['status'],
  rest: { readonly message?: string; readonly fix?: string } = {},
): Event => ({ type: 'check', id, category, title, status, docs: `quilt-install help ${id}`, ...rest });

export const header: Event = {
  type: 'header',
  account: '123456789012',
  alias: 'acme-data',
  region: 'us-east-1',
  regionSource: 'from AWS_REGION',
  arn: 'arn:aws:iam::123456789012:user/rehearsal',
  sessionSeconds: 28_080,
  stackName: 'quilt',
};

export const preflight: readonly Event[] = [
  header,
  { type: 'busy', message: 'Asking AWS about the account' },
  { type: 'busy' },
  check('aws.credentials', 'Account', 'AWS credentials work', 'pass', {
    message: 'user/rehearsal, keys that do not expire',
  }),
  check('aws.region', 'Account', 'Region is enabled', 'pass', { message: 'us-east-1' }),
  check('iam.es-service-linked-role', 'IAM', 'Elasticsearch service-linked role exists', 'pass'),
  check('iam.permissions', 'IAM', 'Permissions suffice', 'unknown', {
    message: 'needs iam:SimulatePrincipalPolicy',
    fix: 'Allow iam:SimulatePrincipalPolicy, or rely on the service role.',
  }),
  check('acm.certificate', 'Certificate', 'Certificate covers all three hosts', 'pass', {
    message: '*.data.acme.com, RSA 2048, until 2027-05-02',
  }),
  check('s3.bucket-notifications', 'Storage', 'No other notifications on s3://acme-lab', 'fail', {
    message: '2 queues attached: lims-events, audit',
    fix: "Quilt must own this bucket's events. Move them behind EventBridge, or choose another bucket.",
  }),
  check('cloudtrail.capacity', 'Storage', 'CloudTrail has room for one more trail', 'warn', {
    message: '4 of 5 used; this stack takes the last',
    fix: 'Nothing to do for this stack; ask for room before the next one.',
  }),
  check('network.vpc', 'Network', 'VPC is fit', 'skipped', {
    message: 'Not judged: no value for VPC.',
    fix: 'Give --param VPC=vpc-…, or an answers file with --answers.',
  }),
  check('network.subnets', 'Network', 'Subnets are fit', 'skipped', {
    message: 'Not judged: no value for Subnets.',
    fix: 'Give --param Subnets=subnet-…, or an answers file with --answers.',
  }),
  check('stack.drift', 'Stack', 'Nothing was changed by hand', 'skipped', {
    message: 'A new stack has not drifted.',
  }),
  check('dns.caa', 'DNS', 'CAA records allow the certificate', 'ignored', { message: 'no CAA record' }),
  { type: 'result', command: 'preflight', outcome: 'failed', exitCode: 3 },
];

export const updatePlan: PlanEvent = {
  type: 'plan',
  kind: 'update',
  stackName: 'quilt',
  changes: [
    { action: 'Add', logicalId: 'Tabulator', type: 'AWS::Athena::WorkGroup' },
    {
      action: 'Modify',
      logicalId: 'DB',
      type: 'AWS::RDS::DBInstance',
      replacement: 'True',
      stateful: true,
      properties: ['DBInstanceIdentifier'],
    },
    {
      action: 'Modify',
      logicalId: 'RegistryService',
      type: 'AWS::ECS::Service',
      replacement: 'Conditional',
      properties: ['TaskDefinition', 'DesiredCount'],
    },
    {
      action: 'Modify',
      logicalId: 'TaskDefinition',
      type: 'AWS::ECS::TaskDefinition',
      replacement: 'True',
      properties: ['Image'],
    },
    {
      action: 'Modify',
      logicalId: 'UserRole',
      type: 'AWS::IAM::Role',
      replacement: 'False',
      widens: 'may now call s3:* on every bucket',
    },
    { action: 'Remove', logicalId: 'OldQueue', type: 'AWS::SQS::Queue' },
  ],
  counts: { add: 1, modify: 2, replace: 2, remove: 1 },
  etaSeconds: 1500,
  protection: 'turned on',
  dns: '3 records in place',
  values: [
    { key: 'Qurator', change: 'changed', from: 'Disabled', to: 'Enabled' },
    { key: 'DBPassword', change: 'changed' },
    { key: 'Memory', change: 'new', to: '' },
    { key: 'VoilaVersion', change: 'dropped', from: '2' },
  ],
  notes: ['Version 1.62.1 to 1.64.0'],
};

const resource = (
  id: number,
  logicalId: string,
  resourceType: string,
  status: string,
  seconds: number,
  done: number,
  rest: {
    readonly reason?: string;
    readonly root?: true;
    readonly etaSeconds?: number;
    readonly inProgress?: readonly InProgress[];
    readonly failed?: readonly FailedResource[];
  } = {},
): Event => ({
  type: 'stack',
  eventId: `event-${id}`,
  eventAt: new Date(Date.UTC(2026, 4, 2, 12, 0, seconds)).toISOString(),
  stack: 'quilt',
  logicalId,
  resourceType,
  status,
  done,
  total: 30,
  elapsedSeconds: seconds,
  inProgress: [],
  failed: [],
  ...rest,
});

const working = (
  logicalId: 'DB' | 'Search',
  seconds: number,
  rest: Pick<InProgress, 'usualSeconds'> = {},
): InProgress => ({
  stack: 'quilt',
  logicalId,
  resourceType: logicalId === 'DB' ? 'AWS::RDS::DBInstance' : 'AWS::Elasticsearch::Domain',
  seconds,
  ...rest,
});

export const records = ['quilt', 'quilt-registry', 'quilt-s3-proxy'].map((host) => ({
  name: `${host}.data.acme.com`,
  type: 'A' as const,
  alias: true,
  target: 'quilt-lb-1234567890.us-east-1.elb.amazonaws.com',
  zoneId: 'Z0ABCDEFGH',
  aliasZoneId: 'Z35SXDOTRQ7X7K',
}));

export const underWay: readonly Event[] = [
  resource(1, 'quilt', 'AWS::CloudFormation::Stack', 'CREATE_IN_PROGRESS', 0, 0, { root: true }),
  resource(2, 'DB', 'AWS::RDS::DBInstance', 'CREATE_IN_PROGRESS', 4, 0, {
    etaSeconds: 1700,
    inProgress: [working('DB', 0)],
  }),
  resource(3, 'Search', 'AWS::Elasticsearch::Domain', 'CREATE_IN_PROGRESS', 4, 0, {
    etaSeconds: 1700,
    inProgress: [working('DB', 0), working('Search', 0)],
  }),
  resource(4, 'Queue', 'AWS::SQS::Queue', 'CREATE_COMPLETE', 8, 1, {
    etaSeconds: 1690,
    inProgress: [working('DB', 4), working('Search', 4)],
  }),
  {
    type: 'heartbeat',
    inProgress: [working('Search', 842, { usualSeconds: 1080 }), working('DB', 580, { usualSeconds: 600 })],
    done: 10,
    total: 30,
    etaSeconds: 1680,
    elapsedSeconds: 850,
    status: 'CREATE_IN_PROGRESS',
  },
];

const url = 'https://quilt.data.acme.com';
const outputs = { QuiltWebHost: 'quilt.data.acme.com', RegistryHost: 'quilt-registry.data.acme.com' };

export const installed: readonly Event[] = [
  header,
  {
    type: 'note',
    level: 'info',
    message: 'The template is uploaded first.',
    detail: ['s3://templates-123456789012/quilt.yaml'],
  },
  { type: 'parameter', key: 'QuiltWebHost', source: 'flag', value: 'quilt.data.acme.com' },
  { type: 'parameter', key: 'DBPassword', source: 'generated', value: '****' },
  { type: 'parameter', key: 'SingleSignOnBaseUrl', source: 'derived', value: '' },
  {
    type: 'plan',
    kind: 'create',
    stackName: 'quilt',
    changes: [
      ...Array.from({ length: 22 }, (_, at) => ({
        action: 'Add' as const,
        logicalId: `Role${at}`,
        type: 'AWS::IAM::Role',
      })),
      { action: 'Add', logicalId: 'DB', type: 'AWS::RDS::DBInstance' },
      { action: 'Add', logicalId: 'Search', type: 'AWS::Elasticsearch::Domain' },
      { action: 'Add', logicalId: 'LoadBalancer', type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
    ],
    counts: { add: 25, modify: 0, replace: 0, remove: 0 },
    groups: [
      { purpose: 'data', resources: 2, parts: ['database', 'search cluster'] },
      { purpose: 'network', resources: 1, parts: ['load balancer'] },
      { purpose: 'permissions', resources: 22, parts: ['22 roles'] },
    ],
    etaSeconds: 2520,
    slowest: [{ part: 'search cluster', seconds: 1080 }],
    hosts: ['quilt.data.acme.com', 'quilt-registry.data.acme.com', 'quilt-s3-proxy.data.acme.com'],
    monthlyCost: { monthly: 620, date: '2026-08', source: 'the price list' },
    protection: 'on',
    dns: '3 records are then created in Route 53 (acme.com)',
    template: { source: 'quilt.yaml', sha256: '0dc4bbc8bd17'.padEnd(64, '0'), version: '1.62.1' },
  },
  ...underWay,
  { type: 'settled', status: 'CREATE_COMPLETE', succeeded: true, outputs, elapsedSeconds: 2352 },
  { type: 'dns', records, state: 'planned', message: 'They go to zone acme.com (Z0ABCDEFGH).' },
  { type: 'dns', records, state: 'applied' },
  { type: 'dns', records, state: 'pending', missing: 'resolver' },
  { type: 'dns', records, state: 'verified' },
  {
    type: 'next',
    url,
    steps: ['Sign in as ops@acme.com.', 'Set the default role, then add the bucket acme-lab.'],
  },
  { type: 'result', command: 'install', outcome: 'succeeded', exitCode: 0, url, outputs },
];

const noServiceLinkedRole =
  'Before you can proceed, you must enable a service-linked role to give Amazon OpenSearch Service permissions to access your VPC.';
const searchFailed: FailedResource = {
  stack: 'quilt',
  logicalId: 'Search',
  resourceType: 'AWS::Elasticsearch::Domain',
  status: 'CREATE_FAILED',
  reason: noServiceLinkedRole,
};
const trailFailed: FailedResource = {
  stack: 'quilt',
  logicalId: 'Trail',
  resourceType: 'AWS::CloudTrail::Trail',
  status: 'CREATE_FAILED',
  reason: 'Internal \u001B[31mfault\u001B[0m',
};

export const failed: readonly Event[] = [
  header,
  ...underWay,
  resource(5, 'Search', 'AWS::Elasticsearch::Domain', 'CREATE_FAILED', 931, 10, {
    reason: noServiceLinkedRole,
    inProgress: [working('DB', 580, { usualSeconds: 600 })],
    failed: [searchFailed],
  }),
  resource(6, 'DB', 'AWS::RDS::DBInstance', 'CREATE_FAILED', 931, 10, {
    reason: 'Resource creation cancelled',
    failed: [searchFailed],
  }),
  resource(7, 'Trail', 'AWS::CloudTrail::Trail', 'CREATE_FAILED', 931, 10, {
    reason: trailFailed.reason,
    failed: [searchFailed, trailFailed],
  }),
  {
    type: 'settled',
    status: 'ROLLBACK_COMPLETE',
    succeeded: false,
    elapsedSeconds: 931,
    rootCause: {
      logicalId: 'Search',
      resourceType: 'AWS::Elasticsearch::Domain',
      reason: noServiceLinkedRole,
      meaning: 'the account has no Elasticsearch service-linked role',
      remedy: 'quilt-install preflight --fix --only iam.es-service-linked-role',
      docs: 'quilt-install help iam.es-service-linked-role',
    },
  },
  {
    type: 'error',
    code: 'stack-blocked',
    message: 'The stack was not created.',
    hint: 'Fix the cause, then run quilt-install install again; the failed stack is removed first.',
  },
  { type: 'result', command: 'install', outcome: 'rolled-back', exitCode: 5 },
];

export const detached: readonly Event[] = [
  ...underWay,
  {
    type: 'heartbeat',
    inProgress: [],
    done: 10,
    total: 30,
    elapsedSeconds: 900,
    trouble: 'AWS has not answered since 12:14:02; still trying.',
  },
  {
    type: 'result',
    command: 'install',
    outcome: 'still-running',
    exitCode: 7,
    resume: 'quilt-install watch --stack-name quilt --region us-east-1',
  },
];

export const upgraded: readonly Event[] = [
  header,
  updatePlan,
  { type: 'result', command: 'upgrade', outcome: 'declined', exitCode: 8 },
];

export const failing: readonly Event[] = failed.slice(0, -3);
