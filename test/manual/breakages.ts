import { readFileSync } from 'node:fs';
import type { DeploymentTarget } from '../../src/core/check.ts';
import type { Product } from '../../src/core/product.ts';
import { shippedProduct } from '../../src/products/index.ts';
import { fillQuotas } from '../../src/rehearsal/account/scenario/fill.ts';
import type { AccountState, CertificateState } from '../../src/rehearsal/account/state.ts';
import { parseTemplate } from '../../src/template/index.ts';

/** What is wrong in the account, the request or the template, so that one check has something to say. */
export interface Breakage {
  readonly scenario?: 'ready' | 'installed';
  readonly prepare?: (state: AccountState) => void;
  /** The account is up; what is done to it since. */
  readonly afterwards?: (state: AccountState) => void;
  readonly target?: Partial<DeploymentTarget>;
  readonly values?: Readonly<Record<string, string>>;
  readonly fail?: readonly string[];
  /** Seconds the session is still good for. */
  readonly sessionSeconds?: number;
  /** Keys that AWS does not know. */
  readonly strangeKeys?: true;
  /** Tags that another tool put on the stack. */
  readonly stackTags?: Readonly<Record<string, string>>;
  /** A resource that was changed by hand; CloudFormation has then looked for drift. */
  readonly drifted?: string;
}

const ports = { clock: { during: <T>(work: Promise<T>): Promise<T> => work } };
const shipped = async (id: string): Promise<Product> => (await shippedProduct(id, ports)).product;
const [tetraData, tetraService] = await Promise.all([
  shipped('tetrascience-data'),
  shipped('tetrascience-service'),
]);

const text = readFileSync('templates/quilt.yaml', 'utf8');
export const template = parseTemplate(text);
const network = parseTemplate(readFileSync('templates/network.yaml', 'utf8'));
const changed = (from: string | RegExp, to: string) => parseTemplate(text.replace(from, to));

const the = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the ready account lacks it');
  return value;
};
const change = <T>(map: Map<string, T>, key: string, more: Partial<T>): void =>
  void map.set(key, { ...the(map.get(key)), ...more });
const alarmArn = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:';
const first = <T>(map: Map<string, T>): T => the([...map.values()][0]);
const certificate = (state: AccountState, more: Partial<CertificateState>): void =>
  change(state.certificates, first(state.certificates).arn, more);
const zoneRecord = (state: AccountState, name: string, type: string, value: string): void => {
  const zone = first(state.zones);
  zone.records = [...zone.records, { name, type, ttl: 300, values: [value] }];
};
const full =
  (fill: Readonly<Record<string, number>>) =>
  (state: AccountState): void =>
    fillQuotas(state, fill, 0);
const limited =
  (quota: string, value: number) =>
  ({ quotas }: AccountState): void =>
    void quotas.set(quota, value);

const key = 'arn:aws:kms:us-east-1:123456789012:key/44444444-4444-4444-8444-444444444444';
const roleArn = 'arn:aws:iam::123456789012:role/deploy';
const trust =
  '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "cloudformation.amazonaws.com"}}}';
const policy = '{"Statement": {"Effect": "Allow", "NotAction": "es:*", "Resource": "*"}}';

/** For each check what makes it fail, or warn where it never fails; the manual shows what is then printed. */
export const breakages: Readonly<Record<string, Breakage>> = {
  'aws.credentials': { strangeKeys: true },
  'aws.account': { target: { expectAccount: '999999999999' } },
  'aws.region': { target: { region: 'ap-east-1' } },
  'aws.session-lifetime': { sessionSeconds: 900 },
  'template.readable': {
    target: {
      template: undefined as never,
      get templateError(): Error {
        try {
          parseTemplate(text.replace('\nParameters:', '\nParameters: ['));
        } catch (error) {
          if (error instanceof Error) return error;
        }
        throw new Error('a broken template was read');
      },
    },
  },
  'template.capabilities': {
    target: { template: changed('\nParameters:', '\nTransform: Acme::Macro\nParameters:') },
  },
  'template.version': {
    scenario: 'installed',
    target: { kind: 'update', template: changed(/"git_tag": "1\.62\.1"/, '"git_tag": "1.61.0"') },
  },
  'license.key': {
    target: {
      template: changed('\nParameters:', '\nParameters:\n  LicenseKey: { Type: String, NoEcho: true }'),
    },
    values: { LicenseKey: '' },
  },
  'auth.sign-in': { values: { PasswordAuth: 'Disabled', SingleSignOnProvider: '(Disabled)' } },
  'stack.name': { target: { stackName: 'Quilt' } },
  'stack.state': { scenario: 'installed' },
  'stack.owner': {
    scenario: 'installed',
    target: { kind: 'update' },
    stackTags: { 'pulumi:project': 'catalog' },
  },
  'stack.drift': {
    scenario: 'installed',
    target: { kind: 'update' },
    drifted: 'SearchHandlerRole',
  },
  'stack.rollback-alarms': {
    target: { rollback: { alarms: [`${alarmArn}catalog-5xx`], monitoringMinutes: 10 } },
  },
  'stack.search-engine': {
    scenario: 'installed',
    target: {
      kind: 'update',
      template: changed("ElasticsearchVersion: '6.8'", "ElasticsearchVersion: '7.10'"),
    },
  },
  'iam.es-service-linked-role': {
    prepare: ({ roles }) => void roles.delete('AWSServiceRoleForAmazonElasticsearchService'),
  },
  'iam.ecs-service-linked-role': { prepare: ({ roles }) => void roles.delete('AWSServiceRoleForECS') },
  'iam.permissions': { fail: ['Deny=es:CreateElasticsearchDomain', 'Deny=iam:CreateRole'] },
  'iam.service-role': {
    target: { roleArn },
    prepare: ({ roles }) => {
      const [one] = roles.values();
      roles.set('deploy', {
        ...the(one),
        name: 'deploy',
        path: '/',
        arn: roleArn,
        trust,
        inline: new Map([['most', policy]]),
        attached: new Set(),
      });
    },
  },
  'ec2.key-pair': {
    target: {
      template: changed('\nParameters:', '\nParameters:\n  KeyName: { Type: "AWS::EC2::KeyPair::KeyName" }'),
    },
    values: { KeyName: 'exmaple-key' },
  },
  'values.exist': {
    target: { template: changed('\nParameters:', '\nParameters:\n  CloudTrailBucket: { Type: String }') },
    values: { CloudTrailBucket: 'example-audit' },
  },
  'logs.resource-policy': {
    prepare: ({ logsPolicies }) => logsPolicies.clear(),
    target: { product: tetraData },
  },
  'ses.identity': {
    prepare: ({ mail }) => mail.identities.clear(),
    target: {
      product: tetraData,
      template: changed('\nParameters:', '\nParameters:\n  SourceNotificationEmail: { Type: String }'),
    },
    values: { SourceNotificationEmail: 'platform@example.com' },
  },
  'ssm.parameters': {
    prepare: ({ parameters, region }) => {
      for (const name of ['ts-service-link-file/BOX_CLIENT_ID', 'ts-service-web/INT_BOX_CLIENT_ID'])
        parameters.set(`/tetrascience/production/ECS/${name}`, {
          name: `/tetrascience/production/ECS/${name}`,
          value: 'id',
          type: 'String',
          region,
        });
    },
    target: { product: tetraService },
  },
  'region.fargate': { prepare: ({ fargateRegions }) => void fargateRegions.delete('us-east-1') },
  'acm.certificate': {
    prepare: ({ certificates }) => certificates.clear(),
    values: {
      CertificateArnELB:
        'arn:aws:acm:eu-west-1:123456789012:certificate/22222222-2222-4222-8222-222222222222',
    },
  },
  'dns.hosted-zone': { prepare: ({ zones }) => zones.clear() },
  'dns.hostnames-free': {
    prepare: (state) => zoneRecord(state, 'quilt.data.example.com.', 'CNAME', 'old-catalog.example.net'),
  },
  'dns.caa': {
    prepare: (state) => {
      certificate(state, { status: 'PENDING_VALIDATION' });
      zoneRecord(state, 'example.com.', 'CAA', '0 issue "letsencrypt.org"');
    },
  },
  's3.bucket': { prepare: ({ buckets }) => void buckets.delete('example-lab-data') },
  's3.bucket-notifications': {
    prepare: ({ buckets }) =>
      change(buckets, 'example-lab-data', {
        notifications: {
          QueueConfigurations: [
            {
              Id: 'lake',
              QueueArn: 'arn:aws:sqs:us-east-1:123456789012:lake-ingest',
              Events: ['s3:ObjectCreated:*'],
            },
          ],
        },
      }),
  },
  's3.bucket-versioning': {
    prepare: ({ buckets }) => change(buckets, 'example-lab-data', { versioning: 'Suspended' }),
  },
  's3.bucket-encryption': {
    prepare: ({ buckets, keys }) => {
      const id = key.slice(key.lastIndexOf('/') + 1);
      keys.set(id, { id, arn: key, aliases: [], policy: '{}', manager: 'CUSTOMER', region: 'us-east-1' });
      change(buckets, 'example-lab-data', { encryption: { algorithm: 'aws:kms', keyId: key } });
    },
  },
  'cloudtrail.capacity': {
    prepare: ({ trails }) => {
      for (const name of ['payments', 'data-lake', 'legacy', 'security'])
        trails.set(name, {
          ...first(trails),
          name,
          arn: `arn:aws:cloudtrail:us-east-1:123456789012:trail/${name}`,
        });
    },
  },
  'network.vpc': {
    prepare: ({ vpcs }) => change(vpcs, 'vpc-00000000000000001', { dnsHostnames: false }),
  },
  'network.subnets': {
    prepare: ({ subnets }) => change(subnets, 'subnet-0000000000000000a', { freeAddresses: 5 }),
  },
  'network.routes': {
    values: { Subnets: 'subnet-0000000000000000c,subnet-0000000000000000b' },
  },
  'network.security-group': {
    prepare: ({ securityGroups }) =>
      change(securityGroups, 'sg-00000000000000001', {
        ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidrs: ['10.0.0.0/8'] }],
      }),
  },
  'network.endpoints': {
    prepare: ({ vpcEndpoints }) => change(vpcEndpoints, 'vpce-00000000000000001', { privateDns: false }),
  },
  'quota.vpcs': { target: { template: network }, prepare: full({ vpcs: 4 }) },
  'quota.elastic-ips': { target: { template: network }, prepare: full({ addresses: 2 }) },
  'quota.nat-gateways': { target: { template: network }, prepare: full({ natGateways: 4 }) },
  'quota.security-groups': { prepare: limited('vpc/L-E79EC296', 4) },
  'quota.load-balancers': { prepare: full({ loadBalancers: 50 }) },
  'quota.db-instances': { prepare: full({ databases: 40 }) },
  'quota.es-domains': { prepare: full({ searchDomains: 100 }) },
  'quota.fargate-vcpu': { prepare: limited('fargate/L-3032A538', 0) },
  'quota.lambda-concurrency': { prepare: limited('lambda/L-B99A9384', 1) },
  'quota.buckets': { prepare: limited('s3/L-DC2B2D3D', 2) },
  'quota.roles': { prepare: full({ roles: 996 }) },
  'quota.stacks': {
    scenario: 'installed',
    target: { stackName: 'quilt-two' },
    prepare: limited('cloudformation/L-0485CB21', 1),
  },
};
