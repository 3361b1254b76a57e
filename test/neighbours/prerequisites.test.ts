import { describe, expect, it } from 'vitest';
import type { AccountState } from '../../src/rehearsal/account/state.ts';
import { fillQuotas } from '../../src/rehearsal/account/scenario/fill.ts';
import { runOn } from '../e2e/in-process.ts';
import { accountOfTest } from '../helpers/account.ts';

type Part = 'data' | 'service';
type Life = Parameters<typeof accountOfTest>[0];

/** Four of five addresses are free: with three the last would be taken, which is worth a warning. */
const start = (life: Life, prepare: (state: AccountState) => void) =>
  accountOfTest(life, {
    prepare: (state) => {
      state.addresses.delete('eipalloc-00000000000000002');
      prepare(state);
    },
  });

const given = (part: Part, ...flags: readonly string[]): readonly string[] => [
  '--template-file',
  `templates/rehearsal/tetrascience-${part}.yaml`,
  '--answers',
  `templates/rehearsal/answers/tetrascience-${part}.yaml`,
  ...flags,
];

const preflight = async (
  life: Life,
  part: Part,
  prepare: (state: AccountState) => void,
  ...flags: readonly string[]
) => {
  const account = await start(life, prepare);
  const { code, events, stderr } = await runOn(account, ['preflight', ...given(part, ...flags)]);
  const bad = events.filter(
    ({ type, ...event }) => type === 'check' && !['pass', 'skipped'].includes(String(event['status'])),
  );
  return {
    code,
    stderr,
    bad: bad.map((event) => `${String(event['id'])} ${String(event['status'])}`),
    events,
  };
};

const put = (state: AccountState, names: readonly string[], type: 'String' | 'SecureString'): void => {
  for (const name of names) state.parameters.set(name, { name, value: 'v', type, region: state.region });
};

const path = '/tetrascience/production/ECS';
const sso = ['SSO_DOMAIN', 'SSO_CLIENT_ID', 'SSO_REDIRECT_URI', 'SSO_GROUPS_ATTRIBUTE'].map(
  (name) => `${path}/ts-service-user-org/${name}`,
);
const ssoWeb = ['SSO_DOMAIN', 'SSO_CLIENT_ID'].map((name) => `${path}/ts-service-web/${name}`);
const ssoSecret = `${path}/ts-service-user-org/SSO_CLIENT_SECRET`;

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111';

describe('the prerequisites of the TetraScience platform', () => {
  const rows: readonly (readonly [
    string,
    Part,
    readonly string[],
    (state: AccountState) => void,
    ...(readonly string[]),
  ])[] = [
    ['nothing', 'data', [], () => undefined],
    [
      'no policy for the logs of search',
      'data',
      ['logs.resource-policy fail'],
      ({ logsPolicies }) => logsPolicies.clear(),
    ],
    [
      'search without its role',
      'data',
      ['iam.es-service-linked-role fail'],
      ({ roles }) => void roles.delete('AWSServiceRoleForAmazonElasticsearchService'),
    ],
    ['a sender nobody verified', 'data', ['ses.identity warn'], ({ mail }) => mail.identities.clear()],
    ['SES in its sandbox', 'data', ['ses.identity warn'], ({ mail }) => void (mail.production = false)],
    [
      'two Elastic IP addresses left, of three that the NAT gateways take',
      'data',
      ['quota.elastic-ips fail'],
      (state) => fillQuotas(state, { addresses: 2 }, 0),
    ],
    [
      'as few, in a network that is brought',
      'data',
      [],
      (state) => fillQuotas(state, { addresses: 2 }, 0),
      '--param=CreateVPC=false',
      '--param=VPCID=vpc-00000000000000001',
      '--param=PrivateSubnetIds=subnet-0000000000000000a,subnet-0000000000000000b',
    ],
    [
      'name servers of its own in a network that is brought',
      'data',
      ['network.vpc warn'],
      ({ dhcpOptions }) =>
        void dhcpOptions.set('dopt-00000000000000001', {
          id: 'dopt-00000000000000001',
          nameServers: ['10.0.0.53'],
          region: 'us-east-1',
        }),
      '--param=CreateVPC=false',
      '--param=VPCID=vpc-00000000000000001',
      '--param=PrivateSubnetIds=subnet-0000000000000000a,subnet-0000000000000000b',
    ],
    [
      'two addresses left, for an application on the Internet',
      'service',
      ['quota.elastic-ips fail'],
      (state) => fillQuotas(state, { addresses: 2 }, 0),
      '--param=ExposedOnInternet=true',
    ],
    [
      'a certificate without api. of the domain',
      'service',
      ['acm.certificate fail'],
      () => undefined,
      `--param=Certificate=${certificate}`,
      '--param=PublicDomain=tetra.data.example.com',
    ],
    [
      'no certificate at all, where the stack makes one',
      'service',
      [],
      ({ certificates }) => certificates.clear(),
    ],
    [
      'half of the parameters for single sign-on',
      'service',
      ['ssm.parameters warn'],
      (state) => put(state, sso, 'String'),
    ],
    [
      'all of them, the secret for everybody to read',
      'service',
      ['ssm.parameters warn'],
      (state) => put(state, [...sso, ...ssoWeb, ssoSecret], 'String'),
    ],
    [
      'all of them, the secret kept',
      'service',
      [],
      (state) => {
        put(state, [...sso, ...ssoWeb], 'String');
        put(state, [ssoSecret], 'SecureString');
      },
    ],
  ];

  it.for(rows)('with %s, the %s layer is told %j', async ([, part, wanted, prepare, ...flags], life) => {
    const { code, bad, stderr } = await preflight(life, part, prepare, ...flags);
    expect(bad).toEqual(wanted);
    expect(code, stderr).toBe(wanted.some((one) => one.endsWith('fail')) ? 3 : 0);
  });

  it('keep no value of an SSM parameter, nor ask for one', async (life) => {
    const account = await start(life, (state) => put(state, [...sso, ...ssoWeb, ssoSecret], 'SecureString'));
    await runOn(account, ['preflight', ...given('service')]);
    // AWS's own public parameter tells of Fargate.
    const fargate = ['GetParameter'];
    const asked = account.calls().map(({ operation }) => operation);
    expect(asked.filter((operation) => /^GetParameters?$/.test(operation))).toEqual(fargate);
  });
});

const fixIt = ['preflight', ...given('data'), '--fix', '--yes', '--only', 'logs.resource-policy'];
const documentsOf = ({ logsPolicies }: AccountState): readonly (readonly [string, string])[] =>
  [...logsPolicies.values()].map(({ name, document }) => [name, document] as const);
const policies = (state: AccountState, count: number, first: string): void => {
  state.logsPolicies.clear();
  for (let at = 0; at < count; at++) {
    const name = at === 0 ? first : `other-${at}`;
    const document = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'route53.amazonaws.com' },
        Action: 'logs:*',
        Resource: '*',
      },
    });
    state.logsPolicies.set(`${state.region}/${name}`, { name, document, region: state.region, changedAt: 0 });
  }
};

describe('the fix for the logs of search', () => {
  it('adds one policy, for this account alone, and leaves one of its name as it is', async (life) => {
    const account = await start(life, (state) => policies(state, 9, 'search-domain-logs'));
    const before = documentsOf(account.state);
    const { code, stderr, stdout } = await runOn(account, fixIt);
    expect(code, stderr).toBe(0);
    const after = documentsOf(account.state);
    expect(after.slice(0, 9)).toEqual(before);
    const [name, document] = after[9] ?? ['', ''];
    expect(name).toBe('search-domain-logs-2');
    expect(document).toContain('"aws:SourceAccount":"123456789012"');
    expect(stdout).toContain('delete-resource-policy --policy-name search-domain-logs-2');
  });

  it('is not offered where AWS allows no further policy, and nothing is replaced', async (life) => {
    const account = await start(life, (state) => policies(state, 10, 'one'));
    const before = documentsOf(account.state);
    const { code, events } = await runOn(account, fixIt);
    expect(code).toBe(3);
    expect(documentsOf(account.state)).toEqual(before);
    const policyCheck = events.find(({ type, id }) => type === 'check' && id === 'logs.resource-policy');
    expect(policyCheck?.['message']).toMatch(/10 policies, and AWS allows no more/);
  });

  it('shows what it adds before it asks', async (life) => {
    const account = await start(life, ({ logsPolicies }) => logsPolicies.clear());
    const shown = await runOn(account, ['preflight', ...given('data'), '--output', 'text']);
    expect(`${shown.stdout}${shown.stderr}`).toContain('--fix --only logs.resource-policy');
    expect(account.state.logsPolicies.size).toBe(0);
  });
});

describe('an installation whose search may not write logs', () => {
  it('fails as in AWS, where the check was set aside', async (life) => {
    const account = await start(life, ({ logsPolicies }) => logsPolicies.clear());
    const flags = ['--yes', '--ignore', 'logs.resource-policy', '--output', 'text'];
    const { code, stderr } = await runOn(account, ['install', ...given('data'), ...flags]);
    expect(code).toBe(5);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(
      /Resource Access Policy .* log group \/tetrascience\/ts-platform-example\/search does not grant sufficient permissions/,
    );
  });
});

describe('--fix of the network', () => {
  const fix = ['preflight', '--fix', '--yes', '--only', 'network.vpc'];

  it('offers none to a stack that makes its own', async (life) => {
    const { code, events } = await runOn(await start(life, () => undefined), [
      ...fix,
      ...given('data', '--param=CreateVPC=true'),
    ]);
    expect(events.filter(({ type }) => type === 'error')).toEqual([]);
    expect(events.find(({ type }) => type === 'check')).toMatchObject({
      id: 'network.vpc',
      status: 'skipped',
    });
    expect(code).toBe(0);
  });
});
