import { turns } from '../../../src/rehearsal/clock/event-loop.ts';
import { describe, expect, it } from 'vitest';
import { awsCodes } from '../../../src/core/errors.ts';
import {
  callerIdentity,
  caught,
  ec2Error,
  json,
  jsonError,
  portsOn,
  query,
  queryError,
  serve,
  serveRaw,
} from '../wire.ts';

/** Calls over AWS's several protocols. */
const everyProtocol = ({
  facts,
  stacks,
}: ReturnType<typeof portsOn>): readonly (() => Promise<unknown>)[] => [
  () => facts.identity(),
  () => facts.trails(),
  () => facts.vpcs(),
  () => facts.buckets(),
  () => facts.hostedZones(),
  () => stacks.list(),
];

describe('a failing call', () => {
  it('is cut off, answered with nothing or with a 500: AWS could not be reached', async () => {
    for (const answer of [{ cut: true } as const, { status: 500, body: '<html>oops' }]) {
      const { url } = await serve(() => answer);
      const error = await caught(portsOn(url).facts.trails());
      expect(error).toMatchObject({ code: awsCodes.unreachable, exitCode: 10 });
    }
  });

  it('is answered by a redirect: something else than AWS was reached, whatever the protocol', async () => {
    const { url } = await serve(() => ({
      status: 302,
      headers: { location: 'http://portal.example.test/' },
    }));
    const ports = portsOn(url);
    for (const asked of [...everyProtocol(ports), () => ports.templates.read(`${url}/bucket/key`)])
      expect(await caught(asked())).toMatchObject({ code: awsCodes.unreachable, exitCode: 10 });
  });

  it('is answered by what is no HTTP: something else than AWS was reached', async () => {
    const url = await serveRaw('SSH-2.0-OpenSSH_9\r\n');
    const { facts, templates } = portsOn(url);
    for (const asked of [() => facts.identity(), () => templates.read(`${url}/bucket/key`)])
      expect(await caught(asked())).toMatchObject({ code: awsCodes.unreachable, exitCode: 10 });
    expect(await caught(templates.read(`${url}/bucket/key?X-Amz-Signature=x`))).toMatchObject({
      code: 'template-unreadable',
      exitCode: 3,
    });
  });

  it('is answered by a sign-in page with HTTP 200: something else than AWS was reached, not an empty account', async () => {
    const page = '<!doctype html><html><head><title>Welcome</title></head><body>Sign in</body></html>';
    const { url } = await serve(() => ({
      headers: { 'content-type': 'text/html; charset=UTF-8' },
      body: page,
    }));
    for (const asked of everyProtocol(portsOn(url)))
      expect(await caught(asked())).toMatchObject({ code: awsCodes.unreachable, exitCode: 10 });
  });

  it('is answered without end: not read beyond what AWS ever answers', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n\r\n<DescribeVpcsResponse>';
    const url = await serveRaw(head, 'x'.repeat(65_536));
    const error = await caught(portsOn(url).facts.vpcs());
    expect(error).toMatchObject({ code: awsCodes.unreachable, exitCode: 10 });
    expect(error.message).toContain('64 MB');
  });

  it('is tried again while AWS throttles, and says so in the end', async () => {
    let calls = 0;
    const { url } = await serve(() =>
      ++calls < 2 ? jsonError('ThrottlingException', 'Rate exceeded') : json({ trailList: [] }),
    );
    expect(await portsOn(url, { env: { AWS_MAX_ATTEMPTS: '2' } }).facts.trails()).toEqual([]);
    const always = await serve(() => jsonError('ThrottlingException', 'Rate exceeded'));
    expect(await caught(portsOn(always.url).facts.trails())).toMatchObject({ code: awsCodes.throttled });
  });

  it('with malformed XML is one of our errors, not a crash', async () => {
    const { url } = await serve(() => ({ headers: { 'content-type': 'text/xml' }, body: '<Describe<<' }));
    expect((await caught(portsOn(url).stacks.describe('quilt'))).name).toBe('InstallError');
  });

  it('is answered without a word: asked in vain, not told that there is no stack or plan', async () => {
    const { url } = await serve(({ operation }) => query(operation, ''));
    for (const asked of [
      () => portsOn(url).stacks.describe('quilt'),
      () => portsOn(url).stacks.changeSet('plan', 'quilt'),
      () => portsOn(url).stacks.processedTemplate('quilt'),
    ])
      expect(await caught(asked())).toMatchObject({ code: awsCodes.unreachable, exitCode: 10 });
  });

  it('is not remembered, a good answer is, until it is refreshed', async () => {
    let calls = 0;
    const { url } = await serve(() =>
      ++calls === 1 ? jsonError('AccessDeniedException', 'no') : json({ trailList: [{ Name: `t${calls}` }] }),
    );
    const { facts } = portsOn(url);
    expect(await caught(facts.trails())).toMatchObject({
      code: awsCodes.denied,
      permission: 'cloudtrail:DescribeTrails',
    });
    expect((await facts.trails())[0]?.name).toBe('t2');
    expect((await facts.trails())[0]?.name).toBe('t2');
    facts.refresh('vpcs');
    expect((await facts.trails())[0]?.name).toBe('t2');
    facts.refresh('trails');
    expect((await facts.trails())[0]?.name).toBe('t3');
    facts.refresh();
    expect((await facts.trails())[0]?.name).toBe('t4');
  });

  it('is asked once by however many want it at the same time', async () => {
    const { url, asked } = await serve(() => json({ trailList: [] }));
    const { facts } = portsOn(url);
    await Promise.all([facts.trails(), facts.trails(), facts.trails()]);
    expect(asked).toHaveLength(1);
  });
});

describe('Ctrl-C', () => {
  it('ends a reading under way at once', async () => {
    const controller = new AbortController();
    const { url } = await serve(() => {
      controller.abort('SIGINT');
      return { silent: true };
    });
    const error = caught(portsOn(url, { signal: controller.signal }).facts.trails());
    expect(await error).toMatchObject({ code: 'interrupted', exitCode: 130 });
  });

  it('lets a write finish, as its outcome must be known', async () => {
    const controller = new AbortController();
    const { url } = await serve(async () => {
      controller.abort('SIGINT');
      // Time enough for whoever listens to end the call.
      await turns(5);
      return query('DeleteStack', '');
    });
    const deleted = portsOn(url, { signal: controller.signal }).stacks.deleteStack('arn:x', { token: 't' });
    await expect(deleted).resolves.toBeUndefined();
  });

  it('is listened to by any number of readings at once without a warning', async () => {
    const { url } = await serve(() => json({ SecretString: 'x' }));
    const warnings: string[] = [];
    const hear = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', hear);
    const { secrets } = portsOn(url);
    await Promise.all(Array.from({ length: 30 }, (_, i) => secrets.secret(`s${i}`)));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', hear);
    expect(warnings.filter((text) => /MaxListeners|leak/.test(text))).toEqual([]);
  });

  it('does not hinder what begins after it, which is the cleaning up', async () => {
    const { url } = await serve(() => json({ trailList: [] }));
    expect(await portsOn(url, { signal: AbortSignal.abort('SIGINT') }).facts.trails()).toEqual([]);
  });
});

describe('who calls', () => {
  it('is read from the ARN, partition and all', async () => {
    const { url } = await serve(() =>
      callerIdentity('arn:aws-us-gov:sts::210987654321:assumed-role/Admin/me'),
    );
    expect(await portsOn(url, { region: 'us-gov-east-1' }).facts.identity()).toMatchObject({
      account: '210987654321',
      partition: 'aws-us-gov',
    });
  });

  it('is asked at home where the region takes no keys, and the region is then found to be off', async () => {
    const { url } = await serve(({ region }) =>
      region === 'us-east-1'
        ? callerIdentity()
        : queryError('InvalidClientTokenId', 'The security token is invalid', 403),
    );
    const { facts, stacks } = portsOn(url, { region: 'me-south-1' });
    expect((await facts.identity()).account).toBe('123456789012');
    expect(await caught(stacks.describe('quilt'))).toMatchObject({ code: awsCodes.regionOff });
  });

  it('stays unknown when the keys are bad everywhere', async () => {
    const { url } = await serve(() =>
      queryError('InvalidClientTokenId', 'The security token is invalid', 403),
    );
    expect(await caught(portsOn(url, { region: 'me-south-1' }).facts.identity())).toMatchObject({
      code: awsCodes.invalidCredentials,
    });
  });

  it('is never asked twice for an expired session', async () => {
    const { url, asked } = await serve(() =>
      queryError('ExpiredToken', 'The security token is expired', 403),
    );
    expect(await caught(portsOn(url, { region: 'eu-west-1' }).facts.identity())).toMatchObject({
      code: awsCodes.expired,
    });
    expect(asked).toHaveLength(1);
  });
});

describe('where a call goes', () => {
  it('IAM, Route 53 and regional services to their own regions', async () => {
    const { url, asked } = await serve(({ operation }) =>
      operation === 'GetRole'
        ? queryError('NoSuchEntity', 'none', 404)
        : ec2Error('UnauthorizedOperation', 'no', 403),
    );
    const { facts } = portsOn(url, { region: 'eu-central-1' });
    expect(await facts.role('Missing')).toBeUndefined();
    await caught(facts.vpcs());
    await caught(facts.hostedZones());
    expect(asked.map(({ region }) => region)).toEqual(['us-east-1', 'eu-central-1', 'us-east-1']);
  });

  it('a certificate is asked for where its ARN says, and an ARN without a region nowhere', async () => {
    const { url, asked } = await serve(() => jsonError('ResourceNotFoundException', 'none'));
    const { facts } = portsOn(url);
    expect(await facts.certificate('arn:aws:acm:eu-west-2:123456789012:certificate/x')).toBeUndefined();
    expect(await facts.certificate('arn:aws:acm:evil.example/:123456789012:certificate/x')).toBeUndefined();
    expect(asked.map(({ region }) => region)).toEqual(['eu-west-2']);
  });

  it('is told to the curious without any value', async () => {
    const { url } = await serve(() => jsonError('ResourceNotFoundException', 'none'));
    const lines: string[] = [];
    await portsOn(url, { verbose: (line) => lines.push(line) }).secrets.secret(
      'quilt-install/quilt/DBPassword',
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^secretsmanager:GetSecretValue us-east-1 ResourceNotFoundException \d+ ms$/);
  });
});
