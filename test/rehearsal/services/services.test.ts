import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../src/rehearsal/account/account.ts';
import { HandClock } from '../hand-clock.ts';
import { buildAccount } from '../../../src/rehearsal/account/scenario/build.ts';
import { readScenario } from '../../../src/rehearsal/account/scenario/read.ts';
import { acm } from '../../../src/rehearsal/services/acm/index.ts';
import { cloudtrail } from '../../../src/rehearsal/services/cloudtrail.ts';
import { ec2 } from '../../../src/rehearsal/services/ec2/index.ts';
import { iam } from '../../../src/rehearsal/services/iam/index.ts';
import { s3Address } from '../../../src/rehearsal/services/s3/address.ts';
import { addBucket, isBucketName } from '../../../src/rehearsal/services/s3/bucket.ts';
import { s3 } from '../../../src/rehearsal/services/s3/index.ts';
import { secretsManager } from '../../../src/rehearsal/services/secrets-manager.ts';
import { serviceQuotas } from '../../../src/rehearsal/services/service-quotas.ts';
import { ssm } from '../../../src/rehearsal/services/ssm.ts';
import type { AccountState } from '../../../src/rehearsal/account/state.ts';
import { addCertificate } from '../../helpers/account-holdings.ts';
import { caller, templates } from '../support.ts';

const start = Date.UTC(2026, 0, 1);
const place = { account: '123456789012', region: 'us-east-1', partition: 'aws' };
let state: AccountState;
let clock: HandClock;
let call: ReturnType<typeof caller>;

beforeEach(async () => {
  state = buildAccount(await readScenario(templates, 'ready', place), place, start);
  clock = new HandClock(start);
  call = caller(state, clock);
});

const namesOf = (list: unknown, key: string): unknown[] =>
  (list as Record<string, unknown>[]).map((item) => item[key]);

describe('S3', () => {
  it.each(['ab', 'Upper-case', 'a..b', '1.2.3.4', 'xn--abc', 'x-s3alias', '-abc', 'a_b', 'a'.repeat(64)])(
    'refuses the name %s',
    async (Bucket) => {
      expect(isBucketName(Bucket)).toBe(false);
      await expect(call(s3, 'CreateBucket', { Bucket })).rejects.toMatchObject({ code: 'InvalidBucketName' });
    },
  );

  it('copies an object with what is told of it, unless that is given anew', async () => {
    addBucket(state, { name: 'from', region: 'us-east-1', at: 0 });
    addBucket(state, { name: 'into', region: 'us-east-1', at: 0 });
    const Body = Buffer.from('content');
    await call(s3, 'PutObject', { Bucket: 'from', Key: 'a b', Body, ContentType: 'text/plain' });
    const source = { Bucket: 'into', CopySource: '/from/a%20b' };
    expect(await call(s3, 'CopyObject', { ...source, Key: 'kept' })).toMatchObject({
      CopyObjectResult: { ETag: '"9a0364b9e99bb480dd25e1f0284c8555"' },
    });
    expect(await call(s3, 'GetObject', { Bucket: 'into', Key: 'kept' })).toMatchObject({
      Body,
      ContentType: 'text/plain',
    });
    const anew = { ...source, Key: 'new', MetadataDirective: 'REPLACE', ContentType: 'text/html' };
    await call(s3, 'CopyObject', anew);
    expect(await call(s3, 'HeadObject', { Bucket: 'into', Key: 'new' })).toMatchObject({
      ContentType: 'text/html',
    });
    await expect(
      call(s3, 'CopyObject', { ...source, CopySource: 'from/nothing', Key: 'x' }),
    ).rejects.toMatchObject({ code: 'NoSuchKey' });
  });

  it('tells a bucket of another account from one’s own and from none', async () => {
    addBucket(state, { name: 'theirs', region: 'us-east-1', at: 0, owner: '999999999999' });
    await expect(call(s3, 'HeadBucket', { Bucket: 'theirs' })).rejects.toMatchObject({ status: 403 });
    await expect(call(s3, 'CreateBucket', { Bucket: 'theirs' })).rejects.toMatchObject({
      code: 'BucketAlreadyExists',
    });
    await expect(call(s3, 'HeadBucket', { Bucket: 'nobodys' })).rejects.toMatchObject({ status: 404 });
    const wrong = { Bucket: 'example-lab-data', ExpectedBucketOwner: '999999999999' };
    await expect(call(s3, 'HeadBucket', wrong)).rejects.toMatchObject({ status: 403 });
    expect(await call(s3, 'HeadBucket', { Bucket: 'example-lab-data' })).toEqual({
      BucketRegion: 'us-east-1',
    });
  });

  it('answers for a bucket elsewhere with a redirect that names its region', async () => {
    addBucket(state, { name: 'far-away', region: 'eu-west-1', at: 0 });
    await expect(call(s3, 'GetBucketVersioning', { Bucket: 'far-away' })).rejects.toMatchObject({
      status: 301,
      headers: { 'x-amz-bucket-region': 'eu-west-1' },
    });
  });

  it('keeps versions and delete markers, and empties only when all are gone', async () => {
    const Bucket = 'example-lab-data';
    await call(s3, 'PutObject', { Bucket, Key: 'k', Body: Buffer.from('1') });
    await call(s3, 'PutObject', { Bucket, Key: 'k', Body: Buffer.from('2') });
    await call(s3, 'DeleteObject', { Bucket, Key: 'k' });
    await expect(call(s3, 'GetObject', { Bucket, Key: 'k' })).rejects.toMatchObject({ code: 'NoSuchKey' });
    await expect(call(s3, 'DeleteBucket', { Bucket })).rejects.toMatchObject({ code: 'BucketNotEmpty' });
    const { Versions, DeleteMarkers } = await call(s3, 'ListObjectVersions', { Bucket });
    expect([Versions, DeleteMarkers].map((list) => (list as unknown[]).length)).toEqual([2, 1]);
    for (const VersionId of namesOf(
      [...(Versions as unknown[]), ...(DeleteMarkers as unknown[])],
      'VersionId',
    ))
      await call(s3, 'DeleteObject', { Bucket, Key: 'k', VersionId });
    await call(s3, 'DeleteBucket', { Bucket });
    expect(state.buckets.has(Bucket)).toBe(false);
  });

  it('lists in pages that together are the bucket, folders folded', async () => {
    const keys = [...Array(17).keys()].map((at) => `${at % 3}/file-${at}`);
    for (const Key of keys)
      await call(s3, 'PutObject', { Bucket: 'example-lab-data', Key, Body: Buffer.from('x') });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (MaxKeys) => {
        const found: unknown[] = [];
        let ContinuationToken: unknown;
        do {
          const page = await call(s3, 'ListObjectsV2', {
            Bucket: 'example-lab-data',
            MaxKeys,
            ContinuationToken,
          });
          found.push(...namesOf(page['Contents'], 'Key'));
          ContinuationToken = page['NextContinuationToken'];
        } while (ContinuationToken !== undefined);
        expect(found).toEqual([...keys].sort());
      }),
      { numRuns: 8 },
    );
    const folded = await call(s3, 'ListObjectsV2', { Bucket: 'example-lab-data', Delimiter: '/' });
    expect(namesOf(folded['CommonPrefixes'], 'Prefix')).toEqual(['0/', '1/', '2/']);
  });

  it.each([
    ['https://bkt.s3.us-east-1.amazonaws.com/a/b%20c.yaml?x=1', 'bkt', 'a/b c.yaml'],
    ['https://bkt.s3.amazonaws.com/k', 'bkt', 'k'],
    ['https://s3.eu-west-1.amazonaws.com/bkt/k', 'bkt', 'k'],
    ['https://s3-eu-west-1.amazonaws.com/bkt/k', 'bkt', 'k'],
    ['https://a.b.s3.dualstack.us-east-1.amazonaws.com/k', 'a.b', 'k'],
    ['https://bkt.s3.cn-north-1.amazonaws.com.cn/k', 'bkt', 'k'],
    ['http://127.0.0.1:1/bkt/k/l', 'bkt', 'k/l'],
  ])('finds the object of %s', (url, bucket, key) => {
    expect(s3Address(url, 'http://127.0.0.1:1')).toEqual({ bucket, key });
  });
  it.each(['https://example.com/bkt/k', 'http://s3.amazonaws.com/b/k', 'no url', 'http://127.0.0.1:2/b/k'])(
    'finds none at %s',
    (url) => expect(s3Address(url, 'http://127.0.0.1:1')).toBeUndefined(),
  );
});

describe('ACM', () => {
  const certificate = (keyAlgorithm: string, id: string): void => {
    const arn = `arn:aws:acm:us-east-1:123456789012:certificate/${id}`;
    addCertificate(state, { arn, names: [`${id}.example.com`], keyAlgorithm });
  };

  it('hides all but the old RSA sizes unless they are asked for', async () => {
    certificate('EC_prime256v1', 'curve');
    certificate('RSA_4096', 'big');
    const few = await call(acm, 'ListCertificates', {});
    expect(namesOf(few['CertificateSummaryList'], 'DomainName')).toEqual(['*.data.example.com']);
    const all = await call(acm, 'ListCertificates', {
      Includes: { keyTypes: ['EC_prime256v1', 'RSA_4096'] },
    });
    expect(namesOf(all['CertificateSummaryList'], 'DomainName')).toEqual([
      'curve.example.com',
      'big.example.com',
    ]);
  });

  it('issues a requested certificate once its record can be seen', async () => {
    const { CertificateArn } = await call(acm, 'RequestCertificate', {
      DomainName: '*.new.example.com',
      IdempotencyToken: 't1',
    });
    const again = await call(acm, 'RequestCertificate', {
      DomainName: '*.new.example.com',
      IdempotencyToken: 't1',
    });
    expect(again['CertificateArn']).toBe(CertificateArn);
    const described = async () =>
      (await call(acm, 'DescribeCertificate', { CertificateArn }))['Certificate'] as {
        Status: string;
        DomainValidationOptions: { ResourceRecord?: { Name: string; Value: string } }[];
      };
    expect((await described()).DomainValidationOptions[0]?.ResourceRecord).toBeUndefined();
    await clock.drain();
    const record = (await described()).DomainValidationOptions[0]?.ResourceRecord;
    expect(record?.Name).toMatch(/^_[0-9a-f]{32}\.new\.example\.com\.$/);
    const zone = state.zones.get('Z00000000000000000001');
    const wrong = { name: record?.Name ?? '', type: 'CNAME', ttl: 60, values: ['other.'] };
    if (zone !== undefined) zone.records = [...zone.records, wrong];
    expect((await described()).Status).toBe('PENDING_VALIDATION');
    if (zone !== undefined)
      zone.records = [
        ...zone.records,
        { ...wrong, values: [(record?.Value ?? '').replace(/\.$/, '').toUpperCase()] },
      ];
    expect((await described()).Status).toBe('ISSUED');
  });

  it.each(['not a domain', 'a', '*.*.example.com', 'a.*.example.com'])('refuses %s', async (DomainName) => {
    await expect(call(acm, 'RequestCertificate', { DomainName })).rejects.toThrow('no domain name');
  });
});

describe('EC2', () => {
  it('refuses an id that is not there, a filter it does not know, and ids with a page size', async () => {
    await expect(call(ec2, 'DescribeSubnets', { SubnetIds: ['subnet-no'] })).rejects.toMatchObject({
      code: 'InvalidSubnetID.NotFound',
      message: "The subnet ID 'subnet-no' does not exist",
    });
    const unknown = { Filters: [{ Name: 'colour', Values: ['red'] }] };
    await expect(call(ec2, 'DescribeVpcs', unknown)).rejects.toMatchObject({ code: 'InvalidParameterValue' });
    const both = { VpcIds: ['vpc-00000000000000001'], MaxResults: 5 };
    await expect(call(ec2, 'DescribeVpcs', both)).rejects.toMatchObject({
      code: 'InvalidParameterCombination',
    });
    await expect(call(ec2, 'DescribeVpcs', { NextToken: 'made up' })).rejects.toMatchObject({
      code: 'InvalidNextToken',
    });
  });

  it('finds an explicit route table by subnet, and none for a subnet that uses the main one', async () => {
    const tableOf = async (id: string) =>
      (
        await call(ec2, 'DescribeRouteTables', { Filters: [{ Name: 'association.subnet-id', Values: [id] }] })
      )['RouteTables'];
    expect(await tableOf('subnet-0000000000000000a')).toHaveLength(1);
    expect(await tableOf('subnet-0000000000000000c')).toHaveLength(0);
  });

  it('shows regions that are off only when all are asked for', async () => {
    const on = (await call(ec2, 'DescribeRegions', {}))['Regions'] as object[];
    const all = (await call(ec2, 'DescribeRegions', { AllRegions: true }))['Regions'] as object[];
    expect(namesOf(on, 'OptInStatus')).not.toContain('not-opted-in');
    expect(all.length).toBeGreaterThan(on.length);
  });

  it('matches wildcards literally but for * and ?', async () => {
    const found = async (pattern: string) =>
      (
        (await call(ec2, 'DescribeSubnets', { Filters: [{ Name: 'tag:Name', Values: [pattern] }] }))[
          'Subnets'
        ] as object[]
      ).length;
    expect(await found('private-*')).toBe(2);
    expect(await found('private-?')).toBe(2);
    expect(await found('private.a')).toBe(0);
    expect(await found('(private|user).*')).toBe(0);
  });
});

describe('IAM', () => {
  it('says of a service-linked role that exists that its name is taken', async () => {
    await expect(
      call(iam, 'CreateServiceLinkedRole', { AWSServiceName: 'es.amazonaws.com' }),
    ).rejects.toMatchObject({
      code: 'InvalidInput',
      message: expect.stringContaining('has been taken in this account') as string,
    });
    await expect(
      call(iam, 'CreateServiceLinkedRole', { AWSServiceName: 'no.amazonaws.com' }),
    ).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  it('simulates a role’s policies: a deny wins, nothing said is no', async () => {
    await call(iam, 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: '{"Statement":[]}' });
    const statements = [
      { Effect: 'Allow', Action: ['s3:*', 'ec2:Describe?pcs'], Resource: '*' },
      { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' },
    ];
    const PolicyDocument = JSON.stringify({ Statement: statements });
    await call(iam, 'PutRolePolicy', { RoleName: 'r', PolicyName: 'p', PolicyDocument });
    const answer = await call(iam, 'SimulatePrincipalPolicy', {
      PolicySourceArn: 'arn:aws:iam::123456789012:role/r',
      ActionNames: ['s3:GetObject', 's3:DeleteBucket', 'ec2:DescribeVpcs', 'iam:GetRole'],
    });
    expect(namesOf(answer['EvaluationResults'], 'EvalDecision')).toEqual([
      'allowed',
      'explicitDeny',
      'allowed',
      'implicitDeny',
    ]);
  });

  it('answers once per action, or as it once did once per action and resource', async () => {
    const input = {
      PolicySourceArn: state.callerArn,
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
    };
    const now = (await call(iam, 'SimulatePrincipalPolicy', input))['EvaluationResults'] as object[];
    expect(namesOf(now, 'EvalActionName')).toEqual(input.ActionNames);
    expect(namesOf(now, 'ResourceSpecificResults').map((list) => (list as []).length)).toEqual([2, 2]);
    state.simulatesPerResource = true;
    const then = (await call(iam, 'SimulatePrincipalPolicy', input))['EvaluationResults'] as object[];
    expect(namesOf(then, 'EvalResourceName')).toEqual([...input.ResourceArns, ...input.ResourceArns]);
  });

  it('says who denies: policy, boundary or the organization', async () => {
    const deny = new Set(['s3:GetObject']);
    const first = async (): Promise<object | undefined> => {
      const input = { PolicySourceArn: state.callerArn, ActionNames: ['s3:GetObject'] };
      return ((await call(iam, 'SimulatePrincipalPolicy', input))['EvaluationResults'] as object[])[0];
    };
    state.permissions = { deny, deniedBy: 'scp' };
    expect(await first()).toMatchObject({ OrganizationsDecisionDetail: { AllowedByOrganizations: false } });
    state.permissions = { deny, deniedBy: 'boundary' };
    expect(await first()).toMatchObject({
      EvalDecision: 'explicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
    state.permissions = { deny };
    expect(await first()).not.toHaveProperty('OrganizationsDecisionDetail');
  });

  it('takes no session for a principal', async () => {
    const PolicySourceArn = 'arn:aws:sts::123456789012:assumed-role/R/S';
    await expect(
      call(iam, 'SimulatePrincipalPolicy', { PolicySourceArn, ActionNames: ['a:b'] }),
    ).rejects.toMatchObject({
      code: 'InvalidInput',
      message: `Invalid Entity Arn: ${PolicySourceArn} does not clearly define entity type and name.`,
    });
  });

  it('refuses a trust policy that is none', async () => {
    const role = { RoleName: 'r', AssumeRolePolicyDocument: 'x' };
    await expect(call(iam, 'CreateRole', role)).rejects.toMatchObject({ code: 'MalformedPolicyDocument' });
  });
});

describe('other services', () => {
  it('CloudTrail counts the shadows of multi-region trails', async () => {
    const arn = 'arn:aws:cloudtrail:eu-west-1:123456789012:trail/far';
    const far = { name: 'far', arn, homeRegion: 'eu-west-1', organization: false, bucket: 'b' };
    state.trails.set(arn, { ...far, multiRegion: false });
    expect(namesOf((await call(cloudtrail, 'DescribeTrails', {}))['trailList'], 'Name')).toEqual([
      'management-events',
    ]);
    state.trails.set(arn, { ...far, multiRegion: true });
    expect((await call(cloudtrail, 'DescribeTrails', {}))['trailList']).toHaveLength(2);
    expect(
      (await call(cloudtrail, 'DescribeTrails', { includeShadowTrails: false }))['trailList'],
    ).toHaveLength(1);
  });

  it('SSM gives at most ten at a time, and all in the end', async () => {
    const Path = '/aws/service/global-infrastructure/services/fargate/regions';
    await expect(call(ssm, 'GetParametersByPath', { Path, MaxResults: 11 })).rejects.toThrow(
      'less than or equal to 10',
    );
    const found: unknown[] = [];
    let NextToken: unknown;
    do {
      const page = await call(ssm, 'GetParametersByPath', { Path, NextToken });
      expect((page['Parameters'] as unknown[]).length).toBeLessThanOrEqual(10);
      found.push(...namesOf(page['Parameters'], 'Value'));
      NextToken = page['NextToken'];
    } while (NextToken !== undefined);
    expect(new Set(found)).toEqual(state.fargateRegions);
  });

  it('SSM keeps a SecureString to itself unless it is to be decrypted', async () => {
    state.parameters.set('/s', { name: '/s', value: 'hidden', type: 'SecureString', region: 'us-east-1' });
    const read = async (WithDecryption: boolean) =>
      ((await call(ssm, 'GetParameter', { Name: '/s', WithDecryption }))['Parameter'] as { Value: string })
        .Value;
    expect(await read(false)).not.toContain('hidden');
    expect(await read(true)).toBe('hidden');
  });

  it('a secret of a name that is taken or being deleted is refused, the same request repeated is not', async () => {
    const input = { Name: 'n', SecretString: 'v', ClientRequestToken: 'token-1' };
    const first = await call(secretsManager, 'CreateSecret', input);
    expect(await call(secretsManager, 'CreateSecret', input)).toEqual(first);
    const other = { ...input, ClientRequestToken: 'token-2' };
    await expect(call(secretsManager, 'CreateSecret', other)).rejects.toMatchObject({
      code: 'ResourceExistsException',
    });
    await call(secretsManager, 'DeleteSecret', { SecretId: 'n' });
    await expect(call(secretsManager, 'CreateSecret', other)).rejects.toMatchObject({
      code: 'InvalidRequestException',
    });
    await expect(call(secretsManager, 'GetSecretValue', { SecretId: 'n' })).rejects.toThrow(
      'marked for deletion',
    );
  });

  it('a quota that was never raised has a default and no applied value', async () => {
    const quota = { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' };
    await expect(call(serviceQuotas, 'GetServiceQuota', quota)).rejects.toMatchObject({
      code: 'NoSuchResourceException',
    });
    expect(await call(serviceQuotas, 'GetAWSDefaultServiceQuota', quota)).toMatchObject({
      Quota: { Value: 5 },
    });
    state.quotas.set('vpc/L-F678F1CE', 9);
    expect(await call(serviceQuotas, 'GetServiceQuota', quota)).toMatchObject({ Quota: { Value: 9 } });
  });

  it('answers with ARNs of its partition', () => {
    expect(emptyAccount({ id: '1', region: 'us-gov-west-1' })).toMatchObject({
      partition: 'aws-us-gov',
      homeRegion: 'us-gov-west-1',
    });
    expect(emptyAccount({ id: '1', region: 'cn-north-1' })).toMatchObject({
      partition: 'aws-cn',
      dnsSuffix: 'amazonaws.com.cn',
    });
  });
});
