import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCodes } from '../../../src/core/errors.ts';
import type { Facts } from '../../../src/core/ports.ts';
import { realClock, type AwsPorts } from '../../../src/aws/index.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { caught, portsOf, portsOn } from '../wire.ts';
import { rehearsalAccount } from '../../helpers/account.ts';

let account: RehearsalAccount;
let aws: AwsPorts;
let facts: Facts;
beforeAll(async () => {
  account = await rehearsalAccount();
  aws = portsOf(account);
  ({ facts } = aws);
});
afterAll(() => account.close());

const vpc = 'vpc-00000000000000001';

describe('readings of the ready account', () => {
  it('who, where and what the account is called', async () => {
    expect(await facts.identity()).toMatchObject({
      account: '123456789012',
      partition: 'aws',
    });
    expect(await facts.accountAlias()).toBe('example-lab');
    const regions = await facts.regions();
    expect(regions.find(({ name }) => name === 'us-east-1')?.optInStatus).toBe('opt-in-not-required');
    expect(regions.some(({ optInStatus }) => optInStatus === 'not-opted-in')).toBe(true);
    expect(await facts.fargateRegions()).toContain('eu-central-1');
    expect(await facts.runsFargate('eu-central-1')).toBe(true);
    expect(await facts.runsFargate('ap-southeast-6')).toBe(false);
  });

  it('reads a role with its trust and policies', async () => {
    const role = await facts.role('AWSServiceRoleForAmazonElasticsearchService');
    expect(role?.arn).toContain(':role/aws-service-role/es.amazonaws.com/');
    expect(JSON.parse(role?.trust ?? '')).toHaveProperty('Statement');
    expect(await facts.role('NoSuchRole')).toBeUndefined();
  });

  it('certificates, in the list and one by one', async () => {
    const [listed] = await facts.certificates();
    expect(listed).toMatchObject({
      names: ['*.data.example.com'],
      status: 'ISSUED',
      keyAlgorithm: 'RSA_2048',
      region: 'us-east-1',
    });
    const described = await facts.certificate(listed?.arn ?? '');
    expect(described).toMatchObject({ ...listed, inUseBy: [], validation: expect.any(Array) as unknown });
    expect(await facts.certificate((listed?.arn ?? '').replaceAll('1', '2'))).toBeUndefined();
  });

  it('tells our bucket from an absent one', async () => {
    expect(await facts.buckets()).toContain('example-lab-data');
    expect(await facts.bucket('example-lab-data')).toEqual({ state: 'ours', region: 'us-east-1' });
    expect(await facts.bucket('no-such-bucket-anywhere')).toEqual({ state: 'absent' });
    expect(await facts.bucketNotifications('example-lab-data')).toEqual([]);
    expect(await facts.bucketVersioning('example-lab-data')).toBe('Enabled');
    expect(await facts.bucketEncryption('example-lab-data')).toEqual({ algorithm: 'AES256' });
  });

  it('reads VPCs, subnets, routes and endpoints', async () => {
    expect(await facts.vpcs()).toMatchObject([{ id: vpc, cidrs: ['10.0.0.0/16'], name: 'example-network' }]);
    expect(await facts.vpcDns(vpc)).toEqual({ support: true, hostnames: true });
    expect(await facts.dhcpNameServers('dopt-00000000000000001')).toEqual(['AmazonProvidedDNS']);
    expect(await facts.dhcpNameServers('default')).toEqual([]);
    const subnets = await facts.subnets();
    expect(subnets).toHaveLength(8);
    expect(subnets.find(({ id }) => id.endsWith('c'))).toMatchObject({
      zone: 'us-east-1a',
      freeAddresses: 240,
      name: 'intra-a',
    });
    const tables = await facts.routeTables();
    expect(tables.filter(({ main }) => main)).toHaveLength(1);
    expect(tables.flatMap(({ routes }) => routes)).toContainEqual({
      destination: '0.0.0.0/0',
      target: 'nat-0000000000000000a',
      state: 'active',
    });
    const group = (await facts.securityGroups()).find(({ name }) => name === 'catalog-users');
    expect(group?.ingress).toContainEqual({
      protocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      sources: ['10.0.0.0/8'],
    });
    const endpoint = (await facts.vpcEndpoints()).find(({ service }) => service.endsWith('.execute-api'));
    expect(endpoint).toMatchObject({ vpcId: vpc, type: 'interface', state: 'available', privateDns: true });
    expect(await facts.natGateways()).toHaveLength(2);
  });

  it('reads hosted zones and their records', async () => {
    const [zone] = await facts.hostedZones();
    expect(zone).toMatchObject({ id: 'Z00000000000000000001', name: 'example.com', private: false });
    expect((await facts.records(zone?.id ?? '', 'example.com')).map(({ type }) => type).sort()).toEqual([
      'NS',
      'SOA',
    ]);
    expect(await facts.records(zone?.id ?? '', 'quilt.data.example.com')).toEqual([]);
  });

  it('quotas: applied, default, and one that AWS does not know', async () => {
    account.state.quotas.set('vpc/L-F678F1CE', 17);
    expect(await facts.quota('vpc', 'L-F678F1CE')).toMatchObject({ value: 17, applied: true });
    expect(await facts.quota('ec2', 'L-0263D0A3')).toMatchObject({ value: 5 });
    expect(await facts.quota('ec2', 'L-00000000')).toBeUndefined();
  });

  it.each([
    ['vpcs', 1],
    ['elastic-ips', 2],
    ['nat-gateways', 1],
    ['load-balancers', 0],
    ['db-instances', 0],
    ['es-domains', 0],
    ['fargate-vcpu', 0],
    ['lambda-concurrency', 0],
    ['stacks', 0],
  ])('how many %s are in use: %i', async (thing, count) => {
    expect(await facts.usage(thing)).toBe(count);
  });

  it('a thing nobody can count is refused', async () => {
    expect(await caught(facts.usage('unicorns'))).toMatchObject({ code: 'usage-unknown' });
  });

  it.each([
    ['AWS::EC2::VPC::Id', vpc, 'vpc-0000000000000dead'],
    ['AWS::EC2::Subnet::Id', 'subnet-0000000000000000a', 'subnet-none'],
    ['AWS::EC2::SecurityGroup::Id', 'sg-00000000000000001', 'sg-none'],
    ['AWS::EC2::SecurityGroup::GroupName', 'catalog-users', 'nobody'],
    ['AWS::EC2::AvailabilityZone::Name', 'us-east-1a', 'us-east-1z'],
    ['AWS::EC2::KeyPair::KeyName', 'example-key', 'no-key'],
    ['AWS::Route53::HostedZone::Id', 'Z00000000000000000001', 'Z9'],
  ])('%s: %s exists, %s does not', async (type, there, absent) => {
    expect([await facts.exists(type, there), await facts.exists(type, absent)]).toEqual([true, false]);
  });
});

describe('what a fix or a run writes', () => {
  it('a service-linked role, whether or not it is there', async () => {
    await aws.fixes.createServiceLinkedRole('opensearchservice.amazonaws.com');
    await aws.fixes.createServiceLinkedRole('opensearchservice.amazonaws.com');
    expect(await facts.role('AWSServiceRoleForAmazonOpenSearchService')).toBeDefined();
  });

  it('a certificate, validated by records that are written once', async () => {
    const names = ['*.lab.example.com', 'lab.example.com'];
    const madeThings: unknown[] = [];
    const made = (thing: unknown): void => void madeThings.push(thing);
    const { arn, records } = await aws.fixes.requestCertificate(names, made);
    expect((await aws.fixes.requestCertificate(names, made)).arn).toBe(arn);
    expect(records[0]).toMatchObject({ type: 'CNAME', alias: false });
    const wanted = records.map(({ name, target: value }) => ({ name, value }));
    // ACM lists the one record for the wildcard and for its parent; Route 53 refuses a batch that holds it twice.
    await aws.fixes.writeValidationRecords('Z00000000000000000001', [...wanted, ...wanted], made);
    await aws.fixes.writeValidationRecords('Z00000000000000000001', wanted, made);
    expect(madeThings).toEqual([arn, arn, wanted]);
    expect((await facts.records('Z00000000000000000001', wanted[0]?.name ?? '')).length).toBe(1);
    const taken = wanted.map(({ name }) => ({ name, value: 'elsewhere.example.org' }));
    const refused = aws.fixes.writeValidationRecords('Z00000000000000000001', taken, made);
    expect(await caught(refused)).toMatchObject({ code: 'validation-record-taken' });
  });

  it('a secret: made once, then read, never changed, removed for good', async () => {
    const name = 'quilt-install/quilt/DBPassword';
    expect(await aws.secrets.secret(name)).toBeUndefined();
    expect(await aws.secrets.create(name, 'first', 'for the database')).toEqual({
      value: 'first',
      created: true,
    });
    expect(await aws.secrets.create(name, 'second', 'for the database')).toEqual({
      value: 'first',
      created: false,
    });
    await aws.secrets.remove(name);
    await aws.secrets.remove(name);
    expect(await aws.secrets.secret(name)).toBeUndefined();
    expect(await aws.secrets.parameter('/no/such')).toBeUndefined();
  });

  it('DNS records in one atomic batch, and back again by the very same text', async () => {
    const record = {
      name: '*.apps.example.com',
      type: 'CNAME',
      alias: false,
      target: 'lb.example.net',
    } as const;
    const zone = 'Z00000000000000000001';
    const id = await aws.dns.change(zone, [{ action: 'create', record }], 'test');
    while (!(await aws.dns.inSync(id))) await account.clock.sleep(1000);
    const [found] = await facts.records(zone, '*.apps.example.com');
    expect(found).toMatchObject({ name: '*.apps.example.com', values: ['lb.example.net'], ttl: 60 });
    const again = await caught(aws.dns.change(zone, [{ action: 'create', record }], 'test'));
    expect(again).toMatchObject({ code: awsCodes.refused });
    expect(again.message).toContain('already exists');
    if (found !== undefined) await aws.dns.change(zone, [{ action: 'delete', recordSet: found }], 'undo');
    facts.refresh('records');
    expect(await facts.records(zone, '*.apps.example.com')).toEqual([]);
  });
});

describe('where permissions are few', () => {
  it('each denied call names what is missing', async () => {
    const poor = await rehearsalAccount({ fail: ['AllowOnly=sts:GetCallerIdentity'] });
    try {
      const denied = portsOf(poor);
      const permission = async (call: Promise<unknown>): Promise<unknown> => (await caught(call)).permission;
      expect(await permission(denied.facts.trails())).toBe('cloudtrail:DescribeTrails');
      expect(await permission(denied.facts.role('x'))).toBe('iam:GetRole');
      expect(await permission(denied.facts.vpcs())).toBe('ec2:DescribeVpcs');
      expect(await permission(denied.facts.buckets())).toBe('s3:ListAllMyBuckets');
      expect(await permission(denied.facts.bucketNotifications('example-lab-data'))).toBe(
        's3:GetBucketNotification',
      );
      expect(await permission(denied.facts.hostedZones())).toBe('route53:ListHostedZones');
      expect(await permission(denied.facts.quota('vpc', 'L-F678F1CE'))).toBe('servicequotas:GetServiceQuota');
      expect(await permission(denied.stacks.describe('quilt'))).toBe('cloudformation:DescribeStacks');
      expect(await denied.facts.bucket('example-lab-data')).toMatchObject({ state: 'denied' });
      expect(await denied.stacks.findings({ stackId: 'quilt' })).toEqual([]);
    } finally {
      await poor.close();
    }
  });

  it('an expired session says so, and a new one goes on with the same ports', async () => {
    const brief = await rehearsalAccount();
    try {
      const ports = portsOf(brief);
      await ports.facts.identity();
      brief.renewCredentials();
      await ports.reloadCredentials();
      expect((await ports.facts.identity()).account).toBe('123456789012');
    } finally {
      await brief.close();
    }
  });
});

it('a real clock does for an account without stack operations', async () => {
  const ports = portsOn(account.endpoint, {
    clock: realClock(),
    endpoint: { url: account.endpoint, credentials: account.credentials },
  });
  expect(await ports.stacks.list()).toEqual([]);
});
