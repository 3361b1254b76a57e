import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ElasticsearchServiceClient, ListDomainNamesCommand } from '@aws-sdk/client-elasticsearch-service';
import { GetRoleCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import {
  DeleteObjectCommand,
  PutObjectCommand,
  GetBucketAclCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import fc from 'fast-check';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { firstAccessKeyId } from '../../../src/rehearsal/account/credentials.ts';
import { turns } from '../../../src/rehearsal/clock/event-loop.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { maxBody } from '../../../src/rehearsal/server/transport.ts';
import { addRole } from '../../../src/rehearsal/services/iam/roles.ts';
import { account, clientFor } from '../support.ts';
import { anyCharacter } from '../../helpers/any-character.ts';
import { anyPath } from '../../helpers/any-path.ts';

let open: RehearsalAccount | undefined;
const started = async (options: Parameters<typeof account>[0] = {}): Promise<RehearsalAccount> => {
  open = await account(options);
  return open;
};
afterEach(async () => {
  await open?.close();
  open = undefined;
});

interface PlainResponse {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** fetch would not let a Host or Origin be set. */
const plainRequest = (
  url: string,
  headers: Record<string, string>,
  method = 'GET',
  body: string | Buffer = '',
  agent?: Agent,
): Promise<PlainResponse> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });

const scope = (service: string, key = firstAccessKeyId) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

interface CallError {
  readonly name: string;
  readonly message: string;
  readonly $metadata: { readonly httpStatusCode: number };
}
const refusal = async (call: Promise<unknown>): Promise<CallError> => {
  try {
    await call;
  } catch (error) {
    return error as CallError;
  }
  throw new Error('the call was not refused');
};

/** The same call in each protocol and dialect. */
const callsOf = (settings: ReturnType<typeof clientFor>) => ({
  query: () => new STSClient(settings).send(new GetCallerIdentityCommand({})),
  ec2: () => new EC2Client(settings).send(new DescribeVpcsCommand({})),
  s3: () => new S3Client(settings).send(new ListBucketsCommand({})),
  restXml: () => new Route53Client(settings).send(new ListHostedZonesCommand({})),
  json: () => new ACMClient(settings).send(new ListCertificatesCommand({})),
  restJson: () => new ElasticsearchServiceClient(settings).send(new ListDomainNamesCommand({})),
});

describe('who is let in', () => {
  it.each([
    ['a foreign Host', { host: 'rebound.example.com' }],
    ['a foreign Origin', { origin: 'https://evil.example.com' }],
    ['its own Origin', { origin: 'http://127.0.0.1' }],
    ['an image on a page, which names no Origin', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s before reading the call', async (_what, headers) => {
    const { endpoint, calls } = await started();
    const answer = await plainRequest(endpoint, { authorization: scope('sts'), ...headers });
    expect(answer.status).toBe(403);
    expect(calls()).toEqual([]);
  });

  it.each([
    ['query', 'InvalidClientTokenId', 403],
    ['ec2', 'AuthFailure', 401],
    ['s3', 'InvalidAccessKeyId', 403],
    ['restXml', 'InvalidClientTokenId', 403],
    ['json', 'UnrecognizedClientException', 400],
    ['restJson', 'UnrecognizedClientException', 400],
  ] as const)('refuses any key but its own, as %s says it', async (kind, name, status) => {
    const settings = clientFor(await started());
    const strange = {
      ...settings,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
    };
    const error = await refusal(callsOf(strange)[kind]());
    expect([error.name, error.$metadata.httpStatusCode]).toEqual([name, status]);
  });

  it('refuses a region that is not enabled as AWS does: the keys are unknown there', async () => {
    const settings = { ...clientFor(await started()), region: 'me-south-1' };
    expect((await refusal(callsOf(settings).json())).name).toBe('UnrecognizedClientException');
    expect((await callsOf(settings).restXml()).HostedZones).toHaveLength(1);
  });

  it('has a key of its own in every run that serves other programs, and no other opens it', async () => {
    const first = await account({ serve: true });
    const { endpoint, credentials } = await started({ serve: true });
    await first.close();
    const query = (key: string): string =>
      `${endpoint}/?Action=GetCallerIdentity&X-Amz-Credential=${key}%2F20260101%2Fus-east-1%2Fsts%2Faws4_request`;
    expect((await plainRequest(query(firstAccessKeyId), {})).status).toBe(403);
    expect((await plainRequest(query(first.credentials.accessKeyId), {})).status).toBe(403);
    expect((await plainRequest(query(credentials.accessKeyId), {})).status).toBe(200);
    expect(credentials.accessKeyId).toMatch(/^REHEARSAL[A-Z2-7]{11}$/);
  });

  it('says so when a body is too large, and answers what comes after it', async () => {
    const { endpoint, calls } = await started();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const url = `${endpoint}/example-lab-data/big`;
    const put = (size: number) =>
      plainRequest(url, { authorization: scope('s3') }, 'PUT', Buffer.alloc(size), agent);
    for (let round = 0; round < 3; round += 1) {
      const answer = await put(maxBody + 1);
      expect(answer).toMatchObject({ status: 413, body: 'The request body is too large.\n' });
      expect(answer.headers.connection).toBe('close');
      expect((await put(1000)).status).toBe(200);
    }
    expect(calls().map(({ operation }) => operation)).toEqual(['PutObject', 'PutObject', 'PutObject']);
    agent.destroy();
  });

  it('does not read a body without end', async () => {
    const { endpoint, calls } = await started();
    const { hostname, port, host } = new URL(endpoint);
    const socket = connect(Number(port), hostname);
    socket.write(
      `PUT /example-lab-data/big HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${scope('s3')}\r\ncontent-length: 1000000000000\r\n\r\n`,
    );
    const part = Buffer.alloc(1024 * 1024);
    const pour = (): void => {
      while (!socket.destroyed && socket.write(part));
    };
    const closed = new Promise((resolve) =>
      socket.on('drain', pour).on('error', resolve).on('close', resolve),
    );
    pour();
    await closed;
    expect(socket.bytesWritten).toBeGreaterThan(maxBody);
    expect(calls()).toEqual([]);
    expect((await plainRequest(endpoint, {})).status).toBe(403);
  });

  it('gives nothing away without a signature', async () => {
    const { endpoint } = await started();
    const answer = await plainRequest(`${endpoint}/example-lab-data/some-key`, {});
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('<Code>AccessDenied</Code>');
  });

  it('names a service it does not have', async () => {
    const lines: string[] = [];
    const { endpoint } = await started({ log: (line) => lines.push(line) });
    const answer = await plainRequest(endpoint, { authorization: scope('sqs') }, 'POST', 'Action=ListQueues');
    expect(answer.status).toBe(404);
    expect(answer.body).toContain('UnknownService');
    expect(lines.join()).toContain('sqs');
  });
});

describe('unknown operations', () => {
  it('are the service’s own error, and logged', async () => {
    const lines: string[] = [];
    const running = await started({ log: (line) => lines.push(line) });
    const error = await refusal(new IAMClient(clientFor(running)).send(new ListUsersCommand({})));
    expect(error.name).toBe('InvalidAction');
    expect(error.message).toBe('Could not find operation ListUsers for version 2010-05-08');
    expect(lines).toHaveLength(1);
    expect(running.calls().at(-1)).toMatchObject({ service: 'iam', operation: '', error: 'InvalidAction' });
  });

  it('of S3 do not fall to an operation with the same path', async () => {
    const settings = clientFor(await started());
    const error = await refusal(
      new S3Client(settings).send(new GetBucketAclCommand({ Bucket: 'example-lab-data' })),
    );
    expect(error.name).toBe('NotImplemented');
  });

  it.each([
    'Action=__proto__',
    'Action=constructor',
    'Action=toString',
    'nothing',
    `Action=${'x'.repeat(5000)}`,
  ])('survive %.30s', async (form) => {
    const { endpoint } = await started();
    const headers = { authorization: scope('iam'), 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await plainRequest(endpoint, headers, 'POST', form);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('InvalidAction');
  });
});

/** `Filter.1.Name=x&Filter.2.Name=x&…` */
const manyMembers = (count: number): string =>
  Array.from({ length: count }, (_, at) => `Filter.${at + 1}.Name=x`).join('&');

describe('malformed bodies', () => {
  it.each([
    [
      'acm',
      { 'x-amz-target': 'CertificateManager.DescribeCertificate' },
      'not json',
      'SerializationException',
    ],
    [
      'acm',
      { 'x-amz-target': 'CertificateManager.DescribeCertificate' },
      '{"CertificateArn":7}',
      'SerializationException',
    ],
    ['acm', { 'x-amz-target': 'CertificateManager.DescribeCertificate' }, '{}', 'Member must not be null'],
    ['iam', {}, 'Action=GetRole', 'Member must not be null'],
    ['ec2', {}, 'Action=DescribeVpcs&MaxResults=lots', 'MalformedInput'],
    ['ec2', {}, `Action=DescribeVpcs&${'a.'.repeat(200)}b=1`, 'MalformedQueryString'],
    ['ec2', {}, `Action=DescribeVpcs${'&'.repeat(300_000)}`, 'MalformedQueryString'],
    ['ec2', {}, `Action=DescribeVpcs&${manyMembers(300_000)}`, 'RequestEntityTooLarge'],
    ['ec2', {}, `Action=DescribeVpcs&${manyMembers(60_000)}`, 'MalformedQueryString'],
    ['iam', {}, `Action=Unheard${'&x=1'.repeat(30_000)}`, 'MalformedQueryString'],
    ['ec2', {}, `Action=DescribeVpcs&VpcId=${'x'.repeat(5_000_000)}`, 'RequestEntityTooLarge'],
    [
      'acm',
      { 'x-amz-target': 'CertificateManager.DescribeCertificate' },
      `{"CertificateArn":"${'x'.repeat(5_000_000)}"}`,
      'RequestEntityTooLarge',
    ],
    ['ec2', {}, 'Action=DescribeVpcs&constructor.prototype.x=1&__proto__.y=2', '<vpcSet>'],
  ])('are refused by %s, or read as what they are (%#)', async (service, headers, body, expected) => {
    const { endpoint } = await started();
    const answer = await plainRequest(endpoint, { authorization: scope(service), ...headers }, 'POST', body);
    expect(answer.body).toContain(expected);
  });

  it.each([
    '<!DOCTYPE a [<!ENTITY x "y">]><ChangeResourceRecordSetsRequest>&x;</ChangeResourceRecordSetsRequest>',
    '<ChangeResourceRecordSetsRequest><ChangeBatch>',
    'not xml',
    '<__proto__>x</__proto__>',
    '<ChangeResourceRecordSetsRequest><__proto__>x</__proto__></ChangeResourceRecordSetsRequest>',
    '<ChangeResourceRecordSetsRequest><constructor>x</constructor></ChangeResourceRecordSetsRequest>',
    `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`,
  ])('of XML are refused: %.90s', async (body) => {
    const { endpoint } = await started();
    const url = `${endpoint}/2013-04-01/hostedzone/Z00000000000000000001/rrset`;
    const answer = await plainRequest(url, { authorization: scope('route53') }, 'POST', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('MalformedXML');
  });
});

describe('whatever comes in', () => {
  it('gets an answer, and none is a fault of the account', async () => {
    const lines: string[] = [];
    const { endpoint } = await started({ log: (line) => lines.push(line) });
    const services = [
      'iam',
      'sts',
      'ec2',
      's3',
      'route53',
      'acm',
      'ssm',
      'es',
      'cloudformation',
      'elasticloadbalancing',
    ];
    const action = fc.constantFrom(
      'GetRole',
      'DescribeVpcs',
      'CreateStack',
      'DescribeLoadBalancers',
      'AssumeRole',
    );
    const part = fc.string({ maxLength: 12 });
    const query = fc
      .dictionary(fc.string({ unit: anyCharacter }), fc.string({ unit: anyCharacter }), { maxKeys: 4 })
      .map((pairs) => new URLSearchParams(pairs).toString());
    const form = fc
      .tuple(action, fc.dictionary(part, part, { maxKeys: 6 }))
      .map(([name, rest]) => new URLSearchParams({ Action: name, ...rest }).toString());
    const body = fc.oneof(form, fc.json(), fc.string({ unit: anyCharacter }), fc.constant('<a><b>'));
    const target = fc.constantFrom(
      'AmazonSSM.GetParameter',
      'CertificateManager.ListCertificates',
      'x.y',
      '',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...services),
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD'),
        anyPath,
        query,
        target,
        body,
        async (service, method, path, asked, header, text) => {
          const headers = { authorization: scope(service), 'x-amz-target': header };
          const answer = await plainRequest(`${endpoint}${path || '/'}?${asked}`, headers, method, text);
          expect(answer.status).not.toBe(500);
        },
      ),
      { numRuns: 250 },
    );
    expect(lines.filter((line) => line.includes(' failed: '))).toEqual([]);
  });
});

describe('denials and faults', () => {
  it.each([
    ['ec2', 'ec2:DescribeVpcs', 'UnauthorizedOperation'],
    ['s3', 's3:ListAllMyBuckets', 'AccessDenied'],
    ['restXml', 'route53:ListHostedZones', 'AccessDenied'],
    ['json', 'acm:ListCertificates', 'AccessDeniedException'],
    ['restJson', 'es:ListDomainNames', 'AccessDeniedException'],
  ] as const)('%s denies in its own words and names %s', async (kind, action, name) => {
    const error = await refusal(callsOf(clientFor(await started({ fail: [`Deny=${action}`] })))[kind]());
    expect(error.name).toBe(name);
    expect(error.message).toContain(action);
  });

  it('can deny everything but a set, GetCallerIdentity never', async () => {
    const settings = clientFor(await started({ fail: ['AllowOnly=iam:GetRole'] }));
    const calls = callsOf(settings);
    expect((await calls.query()).Account).toBe('123456789012');
    expect((await refusal(calls.json())).name).toBe('AccessDeniedException');
    const role = new GetRoleCommand({ RoleName: 'AWSServiceRoleForECS' });
    expect((await new IAMClient(settings).send(role)).Role?.RoleName).toBe('AWSServiceRoleForECS');
  });

  it('a tag on a secret needs its own permission', async () => {
    const settings = clientFor(await started({ fail: ['Deny=secretsmanager:TagResource'] }));
    const client = new SecretsManagerClient(settings);
    const plain = await client.send(new CreateSecretCommand({ Name: 'plain', SecretString: 'x' }));
    expect(plain.Name).toBe('plain');
    const tagged = new CreateSecretCommand({
      Name: 'tagged',
      SecretString: 'x',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect((await refusal(client.send(tagged))).message).toContain('secretsmanager:TagResource');
    expect([...open!.state.secrets.values()].map(({ name }) => name)).not.toContain('tagged');
  });

  it('deleting a version needs another permission than deleting an object', async () => {
    const settings = clientFor(await started({ fail: ['Deny=s3:DeleteObjectVersion'] }));
    const client = new S3Client(settings);
    const object = { Bucket: 'example-lab-data', Key: 'k' };
    const { VersionId } = await client.send(new PutObjectCommand({ ...object, Body: 'x' }));
    expect((await refusal(client.send(new DeleteObjectCommand({ ...object, VersionId })))).name).toBe(
      'AccessDenied',
    );
    expect((await client.send(new DeleteObjectCommand(object))).DeleteMarker).toBe(true);
    expect(open?.calls().map(({ action }) => action)).toContain('s3:DeleteObjectVersion');
  });

  it.each([
    ['query', 'Throttling'],
    ['ec2', 'RequestLimitExceeded'],
    ['s3', 'SlowDown'],
    ['restXml', 'Throttling'],
    ['json', 'ThrottlingException'],
  ] as const)('%s throttles with %s', async (kind, name) => {
    const error = await refusal(callsOf(clientFor(await started({ fail: ['Throttling=0.999999'] })))[kind]());
    expect(error.name).toBe(name);
  });

  it('throttles about the share that was asked for, the same for the same seed', async () => {
    const pattern = async (seed: number): Promise<string> => {
      const settings = clientFor(await started({ fail: ['Throttling=0.3'], seed }));
      const client = new STSClient(settings);
      let marks = '';
      for (let i = 0; i < 60; i += 1)
        marks += await client.send(new GetCallerIdentityCommand({})).then(
          () => '.',
          () => 'x',
        );
      await open?.close();
      return marks;
    };
    const first = await pattern(7);
    const share = (first.match(/x/g)?.length ?? 0) / 60;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.5);
    expect(await pattern(7)).toBe(first);
    expect(await pattern(8)).not.toBe(first);
  });
});

describe('credentials', () => {
  it('expire in each service’s words, and are renewed by a new key', async () => {
    const running = await started();
    const session = { accessKeyId: 'ASIAOLD', arn: running.state.callerArn, userId: 'x', expiresAt: 0 };
    running.state.sessions.set('ASIAOLD', session);
    const settings = { ...clientFor(running), credentials: { accessKeyId: 'ASIAOLD', secretAccessKey: 'x' } };
    const calls = callsOf(settings);
    const names = await Promise.all(
      [calls.query, calls.ec2, calls.s3, calls.restXml, calls.json].map(
        async (call) => (await refusal(call())).name,
      ),
    );
    expect(names).toEqual([
      'ExpiredToken',
      'RequestExpired',
      'ExpiredToken',
      'ExpiredToken',
      'ExpiredTokenException',
    ]);
    const before = running.credentials.accessKeyId;
    running.renewCredentials();
    expect(running.credentials.accessKeyId).not.toBe(before);
    expect((await callsOf(clientFor(running)).query()).Account).toBe('123456789012');
  });

  it('of an assumed role work until their time, and ask for a second factor where the role does', async () => {
    const running = await started({
      prepare: (state) => {
        addRole(state, { name: 'plain', trust: '{"Statement":[]}', at: 0 });
        const condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
        addRole(state, {
          name: 'guarded',
          trust: JSON.stringify({ Statement: [{ Condition: condition }] }),
          at: 0,
        });
      },
    });
    const sts = new STSClient(clientFor(running));
    const input = (name: string) => ({
      RoleArn: `arn:aws:iam::123456789012:role/${name}`,
      RoleSessionName: 's',
    });
    const given = (await sts.send(new AssumeRoleCommand(input('plain')))).Credentials;
    const credentials = { accessKeyId: given?.AccessKeyId ?? '', secretAccessKey: 'x', sessionToken: 'y' };
    const identity = await callsOf({ ...clientFor(running), credentials }).query();
    expect(identity.Arn).toBe('arn:aws:sts::123456789012:assumed-role/plain/s');
    expect((await refusal(sts.send(new AssumeRoleCommand(input('absent'))))).name).toBe('AccessDenied');
    expect((await refusal(sts.send(new AssumeRoleCommand(input('guarded'))))).message).toContain(
      'not authorized',
    );
    const mfa = { ...input('guarded'), SerialNumber: 'arn:aws:iam::123456789012:mfa/me' };
    const wrong = new AssumeRoleCommand({ ...mfa, TokenCode: '000000' });
    expect((await refusal(sts.send(wrong))).message).toContain('invalid MFA one time pass code');
    const right = await sts.send(new AssumeRoleCommand({ ...mfa, TokenCode: '123456' }));
    expect(right.Credentials?.SessionToken).toBeTruthy();
  });
});

describe('transport', () => {
  it('tells a bucket’s region in the header of a refused HEAD, which has no body', async () => {
    const settings = { ...clientFor(await started()), region: 'eu-west-1' };
    const head = new HeadBucketCommand({ Bucket: 'example-lab-data', ExpectedBucketOwner: '999999999999' });
    const error = (await refusal(new S3Client(settings).send(head))) as CallError & {
      $response: { headers: Record<string, string> };
    };
    expect(error.$metadata.httpStatusCode).toBe(403);
    expect(error.$response.headers['x-amz-bucket-region']).toBe('us-east-1');
  });

  it('adds latency to every call', async () => {
    const { endpoint, calls } = await started({ latencyMs: 60_000 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const headers = { authorization: scope('sts'), 'content-type': 'application/x-www-form-urlencoded' };
    const answer = plainRequest(endpoint, headers, 'POST', 'Action=GetCallerIdentity');
    while (vi.getTimerCount() === 0) await turns(1);
    await vi.advanceTimersByTimeAsync(59_999);
    await turns(5);
    expect(calls()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).status).toBe(200);
  });

  it('says that a port is taken', async () => {
    const first = await started();
    const port = Number(new URL(first.endpoint).port);
    await expect(account({ port })).rejects.toMatchObject({ code: 'rehearsal-port-taken', exitCode: 2 });
  });
});
