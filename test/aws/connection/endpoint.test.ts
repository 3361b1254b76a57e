import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { customEndpoint, customOrigin, endpoints } from '../../../src/aws/connection/endpoint.ts';
import { makeAws, realClock, type AwsSettings } from '../../../src/aws/index.ts';
import { awsCodes } from '../../../src/core/errors.ts';
import { partitionOfRegion } from '../../../src/core/partition.ts';
import { callerIdentity, caught, portsOn, serve } from '../wire.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const profiles = `[profile plain]
region = us-east-1
[profile local]
endpoint_url = http://user:canary@127.0.0.1:4566/
[profile mixed]
services = lab
[services lab]
s3 =
  endpoint_url = http://127.0.0.1:9000
route_53 =
  endpoint_url = http://127.0.0.1:9053
`;

beforeEach(async () => {
  const folder = temporaryFolder();
  await writeFile(path.join(folder, 'config'), profiles);
  vi.stubEnv('AWS_CONFIG_FILE', path.join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', path.join(folder, 'none'));
});
afterEach(() => vi.unstubAllEnvs());

describe('the endpoint that is shown', () => {
  it.each([
    [{}, 'plain', undefined],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' }, 'local', 'http://127.0.0.1:5000'],
    [{ AWS_ENDPOINT_URL_S3: 'http://u:canary@127.0.0.1:9000/x' }, 'plain', 's3: http://127.0.0.1:9000/x'],
    [{ AWS_ENDPOINT_URL: '' }, 'local', 'http://127.0.0.1:4566'],
    [{}, 'mixed', 's3: http://127.0.0.1:9000, route_53: http://127.0.0.1:9053'],
    [{ AWS_PROFILE: 'local' }, undefined, 'http://127.0.0.1:4566'],
    [{ AWS_PROFILE: 'local', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, undefined, undefined],
  ])('with %j and profile %s is %s', async (env, profile, shown) => {
    expect(await customEndpoint(env, profile)).toBe(shown);
  });
});

describe('the endpoint of S3', () => {
  it.each([
    [{}, 'plain', undefined],
    [{ AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'http://b' }, 'plain', 'http://b'],
    [{ AWS_ENDPOINT_URL: 'http://a' }, 'mixed', 'http://a'],
    [{}, 'mixed', 'http://127.0.0.1:9000'],
  ])('with %j and profile %s is %s', async (env, profile, endpoint) => {
    expect(await endpoints(env, profile).s3()).toBe(endpoint);
  });
});

it.each([
  ['us-east-1', 'ec2.us-east-1.amazonaws.com', undefined],
  ['us-east-1', 'ec2.us-east-1.api.aws', undefined],
  ['cn-north-1', 'ec2.cn-north-1.api.amazonwebservices.com.cn', undefined],
  ['us-east-1', 'aws.example.test', 'https://aws.example.test'],
])('from %s, what goes to %s is custom: %s', (region, hostname, origin) =>
  expect(customOrigin({ protocol: 'https:', hostname }, partitionOfRegion(region))).toBe(origin),
);

describe('requests', () => {
  it('address buckets by path where the environment names a host that has no sub-domains', async () => {
    const { url, asked } = await serve(({ operation }) =>
      operation === 'GetCallerIdentity' ? callerIdentity() : {},
    );
    const localhost = url.replace('127.0.0.1', 'localhost');
    vi.stubEnv('AWS_ENDPOINT_URL', localhost);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    const settings: AwsSettings = {
      region: 'us-east-1',
      env: { AWS_ENDPOINT_URL: localhost, AWS_MAX_ATTEMPTS: '1' },
      clock: realClock(),
      signal: () => new AbortController().signal,
    };
    await makeAws(settings).facts.bucket('some-bucket');
    expect(asked.at(-1)?.path).toMatch(/^\/some-bucket\/?$/);
  });

  it('that a custom endpoint does not take, or answers otherwise than AWS, are blamed on it, not on a proxy', async () => {
    const nobody = 'http://127.0.0.1:9';
    const other = await serve(() => ({ status: 404, body: '<html>no such service' }));
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    vi.stubEnv('AWS_ENDPOINT_URL', other.url);
    vi.stubEnv('AWS_ENDPOINT_URL_CLOUDTRAIL', nobody);
    const { facts } = makeAws({
      region: 'us-east-1',
      env: { AWS_MAX_ATTEMPTS: '1' },
      clock: realClock(),
      signal: () => new AbortController().signal,
    });
    for (const [asked, url] of [
      [facts.trails(), nobody],
      [facts.vpcs(), other.url],
    ] as const) {
      const { code, message, hint } = await caught(asked);
      expect(code).toBe(awsCodes.unreachable);
      expect(message).toMatch(new RegExp(`^${url}`));
      expect(hint).toContain('AWS_ENDPOINT_URL');
      expect(`${message}${String(hint)}`).not.toMatch(/proxy/i);
    }
  });

  it('go where the code says whatever shell and files say', async () => {
    const stray = await serve(() => callerIdentity('arn:aws:iam::999999999999:user/stray'));
    const { url } = await serve(() => callerIdentity());
    for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS']) vi.stubEnv(name, stray.url);
    vi.stubEnv('AWS_PROFILE', 'no-such-profile');
    const ports = portsOn(url, { env: process.env });
    expect((await ports.facts.identity()).account).toBe('123456789012');
    expect(ports.endpointShown).toBe(url);
    expect(stray.asked).toEqual([]);
  });
});
