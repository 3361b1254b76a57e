import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { realClock, type AwsPorts } from '../../../src/aws/index.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { addBucket } from '../../../src/rehearsal/services/s3/bucket.ts';
import {
  callerIdentity,
  caught,
  portsOf,
  portsOn,
  s3Error,
  serve,
  serveRaw,
  type WireAnswer,
  type ReceivedRequest,
} from '../wire.ts';
import { rehearsalAccount } from '../../helpers/account.ts';

const text = '{"Resources":{"A":{"Type":"AWS::SQS::Queue"}}}\n';
const key = `${createHash('sha256').update(text).digest('hex')}/template.json`;
const defaultBucket = 'quilt-install-templates-123456789012-us-east-1';

describe('uploading', () => {
  let account: RehearsalAccount;
  let aws: AwsPorts;
  beforeAll(async () => {
    account = await rehearsalAccount();
    aws = portsOf(account);
  });
  afterAll(() => account.close());

  it('makes a private bucket first, finds its own object the next time, and takes both back', async () => {
    expect(await aws.templates.uploadTarget()).toEqual({ bucket: defaultBucket, exists: false });
    const first = await aws.templates.upload(text, { key });
    expect(first).toEqual({
      url: `${account.endpoint}/${defaultBucket}/${key}`,
      bucket: defaultBucket,
      key,
      bucketCreated: true,
      objectCreated: true,
    });
    expect(await aws.facts.bucketVersioning(defaultBucket)).toBe('Enabled');
    expect(await aws.facts.bucketEncryption(defaultBucket)).toEqual({ algorithm: 'AES256' });
    expect(await aws.templates.read(first.url)).toBe(text);
    expect(await aws.templates.upload(text, { key })).toMatchObject({
      bucketCreated: false,
      objectCreated: false,
    });
    expect(await aws.templates.discard(first)).toBe(true);
    expect(await aws.facts.bucket(defaultBucket)).toEqual({ state: 'absent' });
    expect(await aws.templates.discard(first)).toBe(false);
  });

  it('leaves a bucket that holds something else', async () => {
    const first = await aws.templates.upload(text, { key });
    await aws.templates.upload('other', { key: 'other.json' });
    await aws.templates.discard(first);
    expect(await aws.evidence.bucketContents(defaultBucket, 10)).toEqual(['other.json']);
  });

  it('into a bucket that is named must find it', async () => {
    expect(await caught(aws.templates.upload(text, { bucket: 'no-such-bucket-here', key }))).toMatchObject({
      code: 'template-bucket-missing',
      exitCode: 3,
    });
    expect(await aws.templates.upload(text, { bucket: 'example-lab-data', key })).toMatchObject({
      bucketCreated: false,
    });
  });

  it('each call names the owner it expects', () => {
    const ours = account.calls().filter(({ operation }) => /Bucket|Object/.test(operation));
    expect(ours.length).toBeGreaterThan(8);
  });
});

describe('an upload that is cut off', () => {
  const opened: RehearsalAccount[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((account) => account.close())));
  const begin = async (more: Partial<RehearsalOptions> = {}) => {
    const account = await rehearsalAccount(more);
    opened.push(account);
    const endpoint = { url: account.endpoint, credentials: account.credentials };
    // With the SDK's own retries: they are what a lost answer meets.
    return { account, aws: portsOn(account.endpoint, { clock: account.clock, endpoint, env: {} }) };
  };

  it.each(['s3:PutObject', 's3:PutBucketPolicy', 's3:CreateBucket'])(
    'by a refusal of %s leaves nothing once it is discarded',
    async (action) => {
      const { account, aws } = await begin({ fail: [`Deny=${action}`] });
      expect(await caught(aws.templates.upload(text, { key }))).toMatchObject({ permission: action });
      await aws.templates.discard({ bucket: defaultBucket, key });
      expect([...account.state.buckets.keys()]).not.toContain(defaultBucket);
    },
  );

  it.each(['PutObject', 'CreateBucket'])('by a lost answer to %s leaves nothing either', async (lost) => {
    let times = 0;
    const { account, aws } = await begin({
      onCall: (moment) => {
        const called = opened.flatMap((one) => one.calls()).filter(({ operation }) => operation !== '');
        return moment === 'done' && called.at(-1)?.operation === lost && ++times === 1
          ? 'hang up'
          : undefined;
      },
    });
    expect(await aws.templates.upload(text, { key })).toMatchObject({ objectCreated: true });
    expect(times).toBe(2);
    expect(account.state.buckets.get(defaultBucket)).toMatchObject({ versioning: 'Enabled' });
    expect(account.state.buckets.get(defaultBucket)?.policy).toContain('SecureTransport');
    await aws.templates.discard({ bucket: defaultBucket, key });
    expect([...account.state.buckets.keys()]).not.toContain(defaultBucket);
  });

  it('leaves what was in the bucket before', async () => {
    const { account, aws } = await begin();
    await aws.templates.upload('an older one', { key });
    const later = portsOf(account);
    await later.templates.upload(text, { key });
    await later.templates.discard({ bucket: defaultBucket, key });
    const bucket = account.state.buckets.get(defaultBucket);
    expect(bucket?.versions.map(({ body }) => Buffer.from(body).toString())).toEqual(['an older one']);
  });

  it('is told as lost where reading what is there breaks off', async () => {
    const { account, aws } = await begin({
      onCall: (moment, { operation }) =>
        moment === 'done' && operation === 'GetObject' ? 'truncate' : undefined,
    });
    await aws.templates.upload(text, { key });
    expect(await caught(portsOf(account).templates.upload(text, { key }))).toMatchObject({ exitCode: 10 });
  });

  it('between the bucket and its settings is finished by the next run', async () => {
    const { account, aws } = await begin({
      prepare: (state) => {
        const bucket = addBucket(state, { name: defaultBucket, region: 'us-east-1', at: 0 });
        bucket.tags = [{ Key: 'cost-centre', Value: '7' }];
      },
    });
    await aws.templates.upload(text, { key });
    const bucket = account.state.buckets.get(defaultBucket);
    expect(bucket).toMatchObject({
      versioning: 'Enabled',
      tags: [
        { Key: 'cost-centre', Value: '7' },
        { Key: 'created-by', Value: 'quilt-install' },
      ],
    });
    expect(bucket?.policy).toContain('SecureTransport');
  });

  it('is finished once: what its owner changed later stays', async () => {
    const { account, aws } = await begin();
    await aws.templates.upload('one', { key: 'one' });
    const bucket = account.state.buckets.get(defaultBucket);
    if (bucket === undefined) throw new Error('no bucket');
    bucket.policy = '{"Statement":[]}';
    await aws.templates.upload('two', { key: 'two' });
    expect(bucket.policy).toBe('{"Statement":[]}');
  });
});

/** S3 and STS in one small server: the owner of every bucket but `theirs` is us. */
const s3 = (answer: (asked: ReceivedRequest) => WireAnswer) =>
  serve((asked) => (asked.operation === 'GetCallerIdentity' ? callerIdentity() : answer(asked)));

/** What a proxy does not send. */
const ofAws = { 'x-amz-request-id': 'R1' };

describe('a bucket, asked by HEAD, which answers without a body', () => {
  it.each([
    [404, {}, { state: 'absent' }],
    [403, { ...ofAws, 'x-amz-bucket-region': 'eu-west-1' }, { state: 'denied', region: 'eu-west-1' }],
    [403, ofAws, { state: 'denied' }],
    [200, { 'x-amz-bucket-region': 'eu-west-1' }, { state: 'ours', region: 'eu-west-1' }],
  ])('%i %j', async (status, headers, state) => {
    const { url, asked } = await s3(() => ({ status, headers }));
    expect(await portsOn(url).facts.bucket('some-bucket')).toEqual(state);
    expect(asked.at(-1)?.headers['x-amz-expected-bucket-owner']).toBe('123456789012');
  });

  it('in another region is followed there', async () => {
    const { url, asked } = await s3(({ region }) =>
      region === 'eu-west-1'
        ? { headers: { 'x-amz-bucket-region': 'eu-west-1' } }
        : { status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' } },
    );
    expect(await portsOn(url).facts.bucket('some-bucket')).toEqual({ state: 'ours', region: 'eu-west-1' });
    expect(asked.at(-1)?.region).toBe('eu-west-1');
  });

  it('that a proxy forbids is not told to be somebody else’s', async () => {
    const { url } = await s3(() => ({ status: 403 }));
    expect(await caught(portsOn(url).facts.bucket('some-bucket'))).toMatchObject({ exitCode: 10 });
  });

  it('that answers a bare 400 is asked by GET, whose body names the expired session', async () => {
    const { url } = await s3(({ method }) =>
      method === 'HEAD' ? { status: 400 } : s3Error('ExpiredToken', 'The provided token has expired.', 400),
    );
    expect(await caught(portsOn(url).facts.bucket('some-bucket'))).toMatchObject({
      code: 'aws-credentials-expired',
    });
  });
});

describe('reading a template', () => {
  const signed = (headers: ReceivedRequest['headers']): boolean => headers.authorization !== undefined;

  it('uses the caller’s credentials, then none', async () => {
    const { url } = await s3(({ headers }) =>
      signed(headers) ? s3Error('AccessDenied', 'Access Denied', 403) : { body: text },
    );
    expect(await portsOn(url).templates.read(`${url}/bucket/key.json`)).toBe(text);
  });

  it.each([
    [403, /private|may not/],
    [404, /no such object/],
  ])('that is %i for everyone is one clear sentence', async (status, words) => {
    const code = status === 403 ? 'AccessDenied' : 'NoSuchKey';
    const { url } = await s3(() => s3Error(code, 'no', status));
    const error = await caught(portsOn(url).templates.read(`${url}/bucket/key.json`));
    expect(error).toMatchObject({ code: 'template-unreadable', exitCode: 3 });
    expect(error.message).toMatch(words);
  });

  it('by a presigned URL never signs again, and never shows the signature', async () => {
    const { url, asked } = await s3(() => s3Error('AccessDenied', 'Request has expired', 403));
    const error = await caught(portsOn(url).templates.read(`${url}/bucket/key.json?X-Amz-Signature=canary`));
    expect(error.code).toBe('template-unreadable');
    expect(`${error.message} ${String(error.hint)}`).not.toContain('canary');
    expect(asked.every(({ headers }) => !signed(headers))).toBe(true);
  });

  it('is not led elsewhere by a redirect', async () => {
    const elsewhere = await serve(() => ({ body: text }));
    const { url } = await s3(({ headers }) =>
      signed(headers)
        ? s3Error('AccessDenied', 'no', 403)
        : { status: 307, headers: { location: `${elsewhere.url}/bucket/key` } },
    );
    expect(await caught(portsOn(url).templates.read(`${url}/bucket/key.json`))).toMatchObject({
      code: 'template-not-s3',
    });
    expect(elsewhere.asked).toEqual([]);
  });

  it('larger than CloudFormation reads stops early, signed or not', async () => {
    const body = 'x'.repeat(1_048_577);
    const { url } = await s3(() => ({ body }));
    const { templates } = portsOn(url);
    expect(await caught(templates.read(`${url}/bucket/key.json`))).toMatchObject({
      code: 'template-too-large',
      exitCode: 3,
    });
    expect(await caught(templates.read(`${url}/bucket/key.json?X-Amz-Signature=x`))).toMatchObject({
      code: 'template-too-large',
    });
  });

  it('that is no UTF-8 text is refused as a template', async () => {
    const { url } = await s3(() => ({ headers: { 'content-type': 'text/plain' }, body: '\u0000{' }));
    expect((await caught(portsOn(url).templates.read(`${url}/bucket/key`))).code).toBe('template-invalid');
  });

  it('from nowhere says that there was no answer', async () => {
    const error = await caught(
      portsOn('http://127.0.0.1:1').templates.read('http://127.0.0.1:1/bucket/key?X-Amz-Signature=x'),
    );
    expect(error).toMatchObject({ code: 'template-unreadable', exitCode: 3 });
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.hint).toMatch(/^AWS_ENDPOINT_URL/);
  });

  it.each(['200 OK', '404 Not Found'])('that never ends is left unread, at %s', async (status) => {
    const url = await serveRaw(`HTTP/1.1 ${status}\r\n\r\n`, 'x'.repeat(65_536));
    const error = await caught(portsOn(url).templates.read(`${url}/bucket/key?X-Amz-Signature=x`));
    expect(error.code).toBe(status === '200 OK' ? 'template-too-large' : 'template-unreadable');
  });

  it('that stops on its way is given up after a minute of the clock', async () => {
    const url = await serveRaw('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nRes', '');
    const slept: number[] = [];
    const clock: Clock = {
      ...realClock(),
      // The minute passes as soon as the answer has begun; the time until then does not.
      sleep: (ms, signal) => {
        slept.push(ms);
        return ms === 60_000 ? Promise.resolve() : realClock().sleep(ms, signal);
      },
    };
    const error = await caught(portsOn(url, { clock }).templates.read(`${url}/bucket/key?X-Amz-Signature=x`));
    expect(slept).toContain(60_000);
    expect(error).toMatchObject({ code: 'template-unreadable', exitCode: 3 });
    expect(error.message).toContain('no end of the answer in 60 s');
  });
});
