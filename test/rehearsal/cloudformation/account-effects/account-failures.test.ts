import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../../src/rehearsal/account/account.ts';
import type { AccountState } from '../../../../src/rehearsal/account/state.ts';
import { addCertificate } from '../../../helpers/account-holdings.ts';
import { startEngine } from '../account.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111';

const account = (): AccountState => {
  const state = emptyAccount({ id: '123456789012', region: 'us-east-1' });
  for (const [id, zone, freeAddresses] of [
    ['subnet-a', 'us-east-1a', 100],
    ['subnet-b', 'us-east-1b', 100],
    ['subnet-b2', 'us-east-1b', 100],
    ['subnet-full', 'us-east-1c', 3],
  ] as const)
    state.subnets.set(id, {
      id,
      region: 'us-east-1',
      vpcId: 'vpc-1',
      zone,
      zoneId: zone,
      cidr: '10.0.0.0/24',
      freeAddresses,
      mapPublicIp: false,
    });
  return state;
};
const issue = (
  state: AccountState,
  changes: { status?: string; region?: string; keyAlgorithm?: string },
): void => addCertificate(state, { arn: certificate, names: ['*.example.com'], ...changes });
const linkedRole = (state: AccountState, service: string): void =>
  void state.roles.set('linked', {
    name: 'linked',
    path: `/aws-service-role/${service}.amazonaws.com/`,
    arn: `arn:aws:iam::123456789012:role/aws-service-role/${service}.amazonaws.com/linked`,
    id: 'AROA',
    trust: '{}',
    createdAt: 0,
    inline: new Map(),
    attached: new Set(),
  });

const balancer = (...subnets: readonly string[]): string =>
  `LB: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [${subnets.join(', ')}] } }`;
const listener = `${balancer('subnet-a', 'subnet-b')}
  Secure: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref LB, DefaultActions: [], Certificates: [{ CertificateArn: '${certificate}' }] } }`;
const search =
  'Search: { Type: AWS::Elasticsearch::Domain, Properties: { VPCOptions: { SubnetIds: [subnet-a] } } }';
const trail = 'Trail: { Type: AWS::CloudTrail::Trail, Properties: { S3BucketName: logs, IsLogging: true } }';
const database = (password: string): string =>
  `DB: { Type: AWS::RDS::DBInstance, Properties: { MasterUserPassword: '${password}' } }`;

const create = async (state: AccountState, resources: string) => {
  const engine = startEngine({ account: state });
  await engine.call('CreateStack', {
    StackName: 'demo',
    TemplateBody: `Resources:\n  ${resources}\n`,
    DisableValidation: true,
  });
  await engine.runToEnd();
  const events = await engine.events('demo');
  const failed = events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  const started = events[0]?.Timestamp.getTime() ?? 0;
  return {
    engine,
    status: (await engine.stack('demo')).StackStatus,
    reason: failed?.ResourceStatusReason ?? '',
    seconds: ((failed?.Timestamp.getTime() ?? started) - started) / 1000,
  };
};
const trails = (state: AccountState, count: number): void => {
  for (let index = 0; index < count; index++)
    state.trails.set(`arn:${index}`, {
      name: `t${index}`,
      arn: `arn:${index}`,
      homeRegion: index === 0 ? 'eu-west-1' : 'us-east-1',
      multiRegion: true,
      organization: false,
      bucket: 'b',
    });
};

describe('a skipped prerequisite fails as in AWS', () => {
  const cases: readonly (readonly [string, (state: AccountState) => void, string, RegExp])[] = [
    [
      'no role for search',
      () => undefined,
      search,
      /you must enable a service-linked role to give Amazon OpenSearch/,
    ],
    [
      'five trails',
      (state) => trails(state, 5),
      trail,
      /User: 123456789012 already has 5 trails in us-east-1\./,
    ],
    [
      'no certificate',
      () => undefined,
      listener,
      /The certificate '.*' must have a fully-qualified domain name/,
    ],
    [
      'a pending one',
      (state) => issue(state, { status: 'PENDING_VALIDATION' }),
      listener,
      /The certificate '/,
    ],
    ['one elsewhere', (state) => issue(state, { region: 'eu-west-1' }), listener, /The certificate '/],
    ['a short key', (state) => issue(state, { keyAlgorithm: 'RSA_1024' }), listener, /The certificate '/],
    [
      'one subnet',
      () => undefined,
      balancer('subnet-a'),
      /At least two subnets in two different Availability Zones/,
    ],
    [
      'one zone',
      () => undefined,
      balancer('subnet-b', 'subnet-b2'),
      /multiple subnets in the same Availability Zone/,
    ],
    [
      'few addresses',
      () => undefined,
      balancer('subnet-a', 'subnet-full'),
      /Not enough IP space available in subnet-full\./,
    ],
    [
      'no such subnet',
      () => undefined,
      balancer('subnet-a', 'subnet-x'),
      /The subnet ID 'subnet-x' does not exist/,
    ],
    [
      'a password with @',
      () => undefined,
      database('pass@word1'),
      /The parameter MasterUserPassword is not a valid password\./,
    ],
    [
      'capitals',
      () => undefined,
      'B: { Type: AWS::S3::Bucket, Properties: { BucketName: Loud } }',
      /should not contain uppercase/,
    ],
  ];

  it.each(cases)('%s', async (_, prepare, resources, reason) => {
    const state = account();
    prepare(state);
    const outcome = await create(state, resources);
    expect(outcome.status).toBe('ROLLBACK_COMPLETE');
    expect(outcome.reason).toMatch(reason);
  });

  it('tells of the missing role only after a quarter of an hour', async () => {
    const { seconds } = await create(account(), search);
    expect(seconds).toBeGreaterThan(890);
    expect(seconds).toBeLessThan(920);
  });
});

describe('a met prerequisite', () => {
  it.each(['es', 'opensearchservice'])('lets search come up with the role of %s', async (service) => {
    const state = account();
    linkedRole(state, service);
    const { status } = await create(state, search);
    expect(status).toBe('CREATE_COMPLETE');
    expect(state.searchDomains.size).toBe(1);
  });

  it('lets a fifth trail be made', async () => {
    const state = account();
    trails(state, 4);
    expect((await create(state, trail)).status).toBe('CREATE_COMPLETE');
    expect(state.trails.size).toBe(5);
  });

  it('shows a balancer with its certificate, and takes both away with the stack', async () => {
    const state = account();
    issue(state, {});
    const { engine, status } = await create(state, listener);
    expect(status).toBe('CREATE_COMPLETE');
    const [shown] = [...state.loadBalancers.values()];
    expect(shown).toMatchObject({ zoneId: 'Z35SXDOTRQ7X7K', vpcId: 'vpc-1', region: 'us-east-1' });
    expect([...(shown?.certificateArns ?? [])]).toEqual([certificate]);
    expect(state.certificates.get(certificate)?.inUseBy.size).toBe(1);
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect(state.loadBalancers.size).toBe(0);
    expect(state.certificates.get(certificate)?.inUseBy.size).toBe(0);
  });

  it('does not let a bucket go that has something in it', async () => {
    const state = account();
    const { engine } = await create(state, 'B: { Type: AWS::S3::Bucket, Properties: { BucketName: full } }');
    const body = new Uint8Array();
    state.buckets.get('full')?.objects.set('a', { key: 'a', body, etag: '', metadata: {}, at: 0 });
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('DELETE_FAILED');
    await engine.call('DeleteStack', { StackName: 'demo', DeletionMode: 'FORCE_DELETE_STACK' });
    await engine.runToEnd();
    expect(engine.account.stackCount()).toBe(0);
    expect(state.buckets.has('full')).toBe(true);
  });
});
