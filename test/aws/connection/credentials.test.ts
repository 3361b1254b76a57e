import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsCodes } from '../../../src/core/errors.ts';
import { listProfiles, makeAws, realClock, signInOf, type AwsSettings } from '../../../src/aws/index.ts';
import { callerIdentity, caught, query, serve, type WireAnswer } from '../wire.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

let home: string;
beforeEach(async () => {
  home = temporaryFolder();
  for (const name of [
    'AWS_PROFILE',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_REGION',
  ])
    vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_CONFIG_FILE', path.join(home, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', path.join(home, 'credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
});
afterEach(() => vi.unstubAllEnvs());

const config = (text: string): Promise<void> => writeFile(path.join(home, 'config'), text);
const ports = (settings: Partial<AwsSettings> = {}) =>
  makeAws({
    region: 'us-east-1',
    env: process.env,
    clock: realClock(),
    signal: new AbortController().signal,
    ...settings,
  });

describe('credentials', () => {
  it('that are nowhere are said to be so', async () => {
    await config('');
    expect(await caught(ports().facts.identity())).toMatchObject({
      code: awsCodes.noCredentials,
      exitCode: 10,
    });
  });

  it('of a misspelt profile name the profile, and the one meant', async () => {
    await config('[profile production]\nregion = us-east-1\n[sso-session corp]\nsso_region = us-east-1\n');
    const error = await caught(ports({ profile: 'prodction' }).facts.identity());
    expect(error).toMatchObject({ code: awsCodes.profileUnknown, exitCode: 10 });
    expect(error.hint).toContain('--profile production');
    vi.stubEnv('AWS_PROFILE', 'zzz');
    const byEnv = await caught(ports().facts.identity());
    expect(byEnv.message).toContain('AWS_PROFILE');
    expect(byEnv.hint).not.toContain('corp');
  });

  it('of a profile with a dot in its name are offered by it', async () => {
    await config('[profile acme.prod]\nregion = us-east-1\n[sso-session corp]\nsso_region = us-east-1\n');
    expect((await caught(ports({ profile: 'acme.prd' }).facts.identity())).hint).toContain(
      '--profile acme.prod',
    );
    expect(await listProfiles()).toEqual([{ name: 'acme.prod', region: 'us-east-1' }]);
  });

  it('from the environment say so, and when they end', async () => {
    const { url } = await serve(() => callerIdentity());
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    vi.stubEnv('AWS_CREDENTIAL_EXPIRATION', '2099-01-02T03:04:05Z');
    const aws = ports();
    expect(await aws.facts.identity()).toMatchObject({
      credentialSource: 'env',
      expiresAt: Date.parse('2099-01-02T03:04:05Z'),
    });
    expect(aws.endpointShown).toBe(url);
  });

  it('that were fixed in the file meanwhile are found by the next call', async () => {
    const { url } = await serve(({ headers }) =>
      callerIdentity(
        `arn:aws:iam::123456789012:user/${/Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? ''}`,
      ),
    );
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    await config('[default]\naws_access_key_id = FIRST\naws_secret_access_key = x\n');
    const aws = ports();
    expect((await aws.facts.identity()).arn).toContain('FIRST');
    await config('[default]\naws_access_key_id = SECOND\naws_secret_access_key = x\n');
    aws.facts.refresh();
    expect((await aws.facts.identity()).arn).toContain('FIRST');
    await aws.reloadCredentials();
    expect((await aws.facts.identity()).arn).toContain('SECOND');
  });
});

const assumed: WireAnswer = query(
  'AssumeRole',
  '<Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/Deploy/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser>',
);
const roleProfile = `[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = x
[profile deploy]
role_arn = arn:aws:iam::123456789012:role/Deploy
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/me
`;

describe('an assumed role with MFA', () => {
  it('asks for the code once, however many services are called', async () => {
    const { url, asked } = await serve(({ operation }) =>
      operation === 'AssumeRole'
        ? assumed
        : callerIdentity('arn:aws:sts::123456789012:assumed-role/Deploy/s'),
    );
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    await config(roleProfile);
    const prompts: string[] = [];
    const mfaPrompt = (serial: string): Promise<string> => {
      prompts.push(serial);
      return Promise.resolve('123456');
    };
    const { facts } = ports({ profile: 'deploy', mfaPrompt });
    const [identity] = await Promise.all([
      facts.identity(),
      ...[facts.trails(), facts.vpcs()].map((one) => one.catch(() => undefined)),
    ]);
    expect(identity).toMatchObject({ credentialSource: 'assume-role', expiresAt: Date.parse('2099-01-01') });
    expect(prompts).toEqual(['arn:aws:iam::123456789012:mfa/me']);
    const [request] = asked.filter(({ operation }) => operation === 'AssumeRole');
    expect(new URLSearchParams(request?.body).get('TokenCode')).toBe('123456');
  });

  it('without a terminal says what is missing', async () => {
    await config(roleProfile);
    expect(await caught(ports({ profile: 'deploy' }).facts.identity())).toMatchObject({
      code: 'aws-mfa-required',
    });
  });
});

const session =
  '[sso-session corp]\nsso_start_url = https://corp.example.test/start\nsso_region = eu-west-1\n';
const ssoProfile = `${session}[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin\n`;
const login = async (token: string, expiresAt: string): Promise<void> => {
  const folder = path.join(home, '.aws', 'sso', 'cache');
  await mkdir(folder, { recursive: true });
  const name = createHash('sha1').update('corp').digest('hex');
  await writeFile(path.join(folder, `${name}.json`), JSON.stringify({ accessToken: token, expiresAt }));
};

describe('IAM Identity Center', () => {
  it('without a login names the command that logs in, and a new login heals the running process', async () => {
    const portal = await serve(({ headers }) =>
      headers['x-amz-sso_bearer_token'] === 'fresh'
        ? {
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              roleCredentials: {
                accessKeyId: 'ASIASSO',
                secretAccessKey: 'x',
                sessionToken: 't',
                expiration: Date.parse('2099-01-01'),
              },
            }),
          }
        : {
            status: 401,
            headers: { 'x-amzn-errortype': 'UnauthorizedException' },
            body: '{"message":"Session token not found or invalid"}',
          },
    );
    const sts = await serve(() =>
      callerIdentity('arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_1/me'),
    );
    vi.stubEnv('AWS_ENDPOINT_URL_SSO', portal.url);
    vi.stubEnv('AWS_ENDPOINT_URL_STS', sts.url);
    await config(ssoProfile);
    const aws = ports({ profile: 'sso' });
    const never = await caught(aws.facts.identity());
    expect(never).toMatchObject({ code: awsCodes.expired });
    expect(never.hint).toContain('aws sso login --profile sso');
    await login('stale', '2099-01-01T00:00:00Z');
    expect(await caught(aws.reloadCredentials())).toMatchObject({ code: awsCodes.expired });
    await login('fresh', '2099-01-01T00:00:00Z');
    await aws.reloadCredentials();
    expect(await aws.facts.identity()).toMatchObject({ credentialSource: 'sso' });
    expect(portal.asked.every(({ path: asked }) => asked.startsWith('/federation/credentials'))).toBe(true);
  });
});

/** Keys of a role that end soon, whoever asks for them. */
const shortRole = query(
  'AssumeRole',
  '<Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2098-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/Deploy/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser>',
);

const portalKeys: WireAnswer = {
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    roleCredentials: {
      accessKeyId: 'ASIASSO',
      secretAccessKey: 'x',
      sessionToken: 't',
      expiration: Date.parse('2098-01-01'),
    },
  }),
};

const writeCache = async (folder: string, name: string, content: object): Promise<void> => {
  const whole = path.join(home, '.aws', folder, 'cache');
  await mkdir(whole, { recursive: true });
  await writeFile(path.join(whole, `${name}.json`), JSON.stringify(content));
};
const sha = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex');

const identityOf = async (profile: string) => {
  const sts = await serve(({ operation }) => (operation === 'AssumeRole' ? shortRole : callerIdentity()));
  const portal = await serve(() => portalKeys);
  vi.stubEnv('AWS_ENDPOINT_URL_STS', sts.url);
  vi.stubEnv('AWS_ENDPOINT_URL_SSO', portal.url);
  return ports({ profile }).facts.identity();
};

const refreshable = {
  accessToken: 'a',
  expiresAt: '2098-06-01T00:00:00Z',
  refreshToken: 'r',
  clientId: 'c',
  clientSecret: 's',
  registrationExpiresAt: '2098-09-01T00:00:00Z',
};

describe('when a session ends that is renewed', () => {
  it.each([
    ['is not told by a portal whose token is renewed too', refreshable, undefined],
    [
      'is when the token of the portal does, where nothing renews that',
      { accessToken: 'a', expiresAt: '2098-06-01T00:00:00Z' },
      Date.parse('2098-06-01'),
    ],
    [
      'is when the token of the portal does, where the registration ends before it',
      { ...refreshable, registrationExpiresAt: '2098-05-01T00:00:00Z' },
      Date.parse('2098-06-01'),
    ],
    [
      'is never before the keys at hand do',
      { accessToken: 'a', expiresAt: '2097-06-01T00:00:00Z' },
      Date.parse('2098-01-01'),
    ],
  ])('%s', async (_, token, expiresAt) => {
    await config(ssoProfile);
    await writeCache('sso', sha('sha1', 'corp'), token);
    expect(await identityOf('sso')).toMatchObject({ credentialSource: 'sso', renewed: true, expiresAt });
  });

  it('is read from the token of a portal without a session of its own', async () => {
    await config(
      '[profile old]\nsso_start_url = https://o.example.test/start\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Admin\n',
    );
    await writeCache('sso', sha('sha1', 'https://o.example.test/start'), {
      ...refreshable,
      expiresAt: '2098-02-01T00:00:00Z',
    });
    expect(await identityOf('old')).toMatchObject({ renewed: true, expiresAt: Date.parse('2098-02-01') });
  });

  it('is not told by the cache of aws login, whose keys live 15 minutes', async () => {
    await config('[profile console]\nlogin_session = arn:aws:iam::123456789012:user/me\n');
    await writeCache('login', sha('sha256', 'arn:aws:iam::123456789012:user/me'), {
      accessToken: {
        accessKeyId: 'ASIALOGIN',
        secretAccessKey: 'x',
        sessionToken: 't',
        accountId: '123456789012',
        expiresAt: '2098-01-01T00:00:00Z',
      },
      clientId: 'c',
      refreshToken: 'r',
      dpopKey: 'k',
    });
    const identity = await identityOf('console');
    expect(identity).toMatchObject({ credentialSource: 'login', renewed: true });
    expect(identity.expiresAt).toBeUndefined();
  });

  const role = '[profile deploy]\nrole_arn = arn:aws:iam::123456789012:role/Deploy\nsource_profile = base\n';
  const base = '[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = x\n';
  it.each([
    ['is not, for a role assumed with keys that last', base, true, undefined],
    ['is when the role does, for keys that end', `${base}aws_session_token = t\n`, undefined, '2098-01-01'],
  ])('%s', async (_, source, renewed, end) => {
    await config(`${role}${source}`);
    expect(await identityOf('deploy')).toMatchObject({
      credentialSource: 'assume-role',
      renewed,
      expiresAt: end === undefined ? undefined : Date.parse(end),
    });
  });

  it('is when the portal’s is, for a role assumed with it', async () => {
    await config(`${role.replace('= base', '= sso')}${ssoProfile}`);
    await writeCache('sso', sha('sha1', 'corp'), { accessToken: 'a', expiresAt: '2098-06-01T00:00:00Z' });
    expect(await identityOf('deploy')).toMatchObject({ renewed: true, expiresAt: Date.parse('2098-06-01') });
  });
});

describe('the sign-in that renews credentials', () => {
  it.each([
    ['sso', ssoProfile, ['aws', 'sso', 'login', '--profile', 'sso']],
    ['console', '[profile console]\nlogin_session = x\n', ['aws', 'login', '--profile', 'console']],
    [
      'deploy',
      `${ssoProfile}[profile deploy]\nrole_arn = arn:aws:iam::1:role/D\nsource_profile = sso\n`,
      ['aws', 'sso', 'login', '--profile', 'sso'],
    ],
    ['circle', '[profile circle]\nrole_arn = arn:aws:iam::1:role/D\nsource_profile = circle\n', undefined],
    ['keys', '[profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = x\n', undefined],
  ])('of profile %s is the one of whom it rests on', async (profile, text, words) => {
    await config(text);
    expect(await signInOf({}, profile)).toEqual(words);
  });
});
