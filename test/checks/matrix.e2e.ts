import { describe, expect, it } from 'vitest';
import type { DeploymentTarget } from '../../src/core/check.ts';
import type { AccountState, CertificateState } from '../../src/rehearsal/account/state.ts';
import { bad, change, first, onAccount } from './preflight-run.ts';

const certificate = (state: AccountState, more: Partial<CertificateState>): void =>
  change(state.certificates, first(state.certificates).arn, more);
const day = 86_400_000;

/** What breaks one prerequisite of the ready account, and the one check that must say so. */
const rows: readonly (readonly [
  string,
  readonly string[],
  (state: AccountState) => void,
  Partial<DeploymentTarget>?,
])[] = [
  ['nothing', [], () => undefined],
  ['account', ['aws.account fail'], () => undefined, { expectAccount: '999999999999' }],
  [
    'Elasticsearch role gone',
    ['iam.es-service-linked-role fail'],
    ({ roles }) => void roles.delete('AWSServiceRoleForAmazonElasticsearchService'),
  ],
  [
    'ECS role gone',
    ['iam.ecs-service-linked-role warn'],
    ({ roles }) => void roles.delete('AWSServiceRoleForECS'),
  ],
  [
    'Fargate not offered',
    ['region.fargate fail'],
    ({ fargateRegions }) => void fargateRegions.delete('us-east-1'),
  ],
  [
    'certificate expired',
    ['acm.certificate fail'],
    (state) => certificate(state, { status: 'EXPIRED', notAfter: Date.now() - day }),
  ],
  [
    'certificate for one host only',
    ['acm.certificate fail'],
    (state) => certificate(state, { names: ['quilt.data.example.com'] }),
  ],
  [
    'certificate one level off',
    ['acm.certificate fail'],
    (state) => certificate(state, { names: ['*.example.com'] }),
  ],
  [
    'certificate with a small key',
    ['acm.certificate fail'],
    (state) => certificate(state, { keyAlgorithm: 'RSA_1024' }),
  ],
  [
    'certificate pending',
    ['acm.certificate fail'],
    (state) => certificate(state, { status: 'PENDING_VALIDATION' }),
  ],
  ['certificate gone', ['acm.certificate fail'], ({ certificates }) => certificates.clear()],
  ['zone gone', ['dns.hosted-zone warn'], ({ zones }) => zones.clear()],
  ['bucket gone', ['s3.bucket fail'], ({ buckets }) => void buckets.delete('example-lab-data')],
  [
    'bucket of another account',
    ['s3.bucket fail'],
    ({ buckets }) => change(buckets, 'example-lab-data', { owner: '999999999999' }),
  ],
  [
    'bucket in another region',
    ['s3.bucket fail'],
    ({ buckets }) => change(buckets, 'example-lab-data', { region: 'eu-west-1' }),
  ],
  [
    'bucket notified',
    ['s3.bucket-notifications fail'],
    ({ buckets }) =>
      change(buckets, 'example-lab-data', {
        notifications: {
          QueueConfigurations: [
            { Id: 'x', QueueArn: 'arn:aws:sqs:us-east-1:123456789012:lims', Events: ['s3:ObjectCreated:*'] },
          ],
        },
      }),
  ],
  [
    'versioning suspended',
    ['s3.bucket-versioning fail'],
    ({ buckets }) => change(buckets, 'example-lab-data', { versioning: 'Suspended' }),
  ],
  [
    'trails used up',
    ['cloudtrail.capacity fail'],
    ({ trails }) => {
      for (const name of ['b', 'c', 'd', 'e'])
        trails.set(name, {
          ...first(trails),
          name,
          arn: `arn:aws:cloudtrail:us-east-1:123456789012:trail/${name}`,
        });
    },
  ],
  [
    'VPC without host names',
    ['network.vpc fail'],
    ({ vpcs }) => change(vpcs, 'vpc-00000000000000001', { dnsHostnames: false }),
  ],
  [
    'own name servers',
    ['network.vpc warn'],
    ({ dhcpOptions }) => change(dhcpOptions, 'dopt-00000000000000001', { nameServers: ['10.0.0.53'] }),
  ],
  [
    'subnet full',
    ['network.subnets fail'],
    ({ subnets }) => change(subnets, 'subnet-0000000000000000a', { freeAddresses: 5 }),
  ],
  [
    'NAT gateway failed',
    ['network.routes fail'],
    ({ natGateways }) => change(natGateways, 'nat-0000000000000000a', { state: 'failed' }),
  ],
  [
    // It is the endpoint's own group too.
    'group closed',
    ['network.security-group fail', 'network.endpoints fail'],
    ({ securityGroups }) => change(securityGroups, 'sg-00000000000000001', { ingress: [] }),
  ],
  [
    'endpoint pending',
    ['network.endpoints fail'],
    ({ vpcEndpoints }) => change(vpcEndpoints, 'vpce-00000000000000001', { state: 'pendingAcceptance' }),
  ],
  [
    'S3 gateway gone',
    ['network.endpoints warn'],
    ({ vpcEndpoints }) => void vpcEndpoints.delete('vpce-00000000000000002'),
  ],
  ['capital letters', ['stack.name fail'], () => undefined, { stackName: 'Quilt' }],
  [
    'template unreadable',
    ['template.readable fail'],
    () => undefined,
    { template: undefined as never, templateError: new Error('HTTP 404') },
  ],
];

describe('one broken prerequisite, one check that says so', () => {
  for (const [name, expected, prepare, target] of rows)
    it(`${name}: ${expected.join(', ') || 'nothing is amiss'}`, () =>
      onAccount(prepare, target ?? {}, async ({ again }) => expect(bad(await again())).toEqual(expected)));
});
