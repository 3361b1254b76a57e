import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value, Values } from '../../src/core/parameter.ts';
import type { Template } from '../../src/core/template.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { valuesOf } from '../checks/facts.ts';
import { quilt } from '../helpers/products.ts';
import { wordsOf } from '../helpers/next-step.ts';

describe('hosts', () => {
  it.each([
    [{}, []],
    [{ QuiltWebHost: ' ' }, []],
    [{ QuiltWebHost: 'localhost' }, ['localhost']],
    [
      { QuiltWebHost: 'https://Quilt.Data.example.com/' },
      ['quilt.data.example.com', 'quilt-registry.data.example.com', 'quilt-s3-proxy.data.example.com'],
    ],
    [
      { QuiltWebHost: 'q.example.com', RegistryHost: 'reg.example.com' },
      ['q.example.com', 'reg.example.com', 'q-s3-proxy.example.com'],
    ],
  ])('of %j', (given, expected) => expect(quilt.hosts({ values: valuesOf(given) })).toEqual(expected));

  it('are distinct, lower case and begin with the catalog for any domain', () =>
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const hosts = quilt.hosts({ values: valuesOf({ QuiltWebHost: domain }) });
        expect(hosts[0]).toBe(domain.toLowerCase());
        expect(new Set(hosts).size).toBe(3);
        for (const host of hosts) expect(host).toBe(host.toLowerCase());
      }),
    ));
});

const outputs = (more: Readonly<Record<string, string>> = {}) =>
  new Map(
    Object.entries({
      QuiltWebHost: 'quilt.data.example.com',
      RegistryHost: 'quilt-registry.data.example.com',
      S3ProxyHost: 'quilt-s3-proxy.data.example.com',
      LoadBalancerDNSName: 'Quilt-LB-1.us-east-1.elb.amazonaws.com',
      LoadBalancerCanonicalHostedZoneID: 'Z35SXDOTRQ7X7K',
      ...more,
    }),
  );

describe('records', () => {
  it('are none without a balancer', () => expect(quilt.dns({ outputs: new Map() })).toEqual([]));

  it('are aliases where the balancer’s zone is told', () => {
    const records = quilt.dns({ outputs: outputs() });
    expect(records).toHaveLength(3);
    expect(records[0]).toEqual({
      name: 'quilt.data.example.com',
      type: 'A',
      alias: true,
      target: 'quilt-lb-1.us-east-1.elb.amazonaws.com',
      aliasZoneId: 'Z35SXDOTRQ7X7K',
    });
  });

  it('are CNAMEs of 60 seconds in older templates, whose registry output has another name', () => {
    const older = outputs();
    older.delete('LoadBalancerCanonicalHostedZoneID');
    older.delete('RegistryHost');
    older.set('RegistryHostName', 'registry.example.com');
    expect(quilt.dns({ outputs: older }).map(({ name, type, ttl }) => [name, type, ttl])).toEqual([
      ['quilt.data.example.com', 'CNAME', 60],
      ['registry.example.com', 'CNAME', 60],
      ['quilt-s3-proxy.data.example.com', 'CNAME', 60],
    ]);
  });

  it('give Connect its own balancer', () => {
    const connect = outputs({
      ConnectHost: 'quilt-connect.data.example.com',
      ConnectLoadBalancerDNSName: 'connect.elb.amazonaws.com',
      ConnectLoadBalancerCanonicalHostedZoneID: 'ZC',
    });
    expect(quilt.dns({ outputs: connect }).at(-1)).toMatchObject({
      name: 'quilt-connect.data.example.com',
      target: 'connect.elb.amazonaws.com',
      aliasZoneId: 'ZC',
    });
  });
});

describe('enrichment', () => {
  const enriched = (key: string) => quilt.enrich[key] ?? {};

  it.each([
    ['QuiltWebHost', 'https://quilt.x.com/', 'quilt.x.com'],
    ['ManagedUserRoleExtraPolicies', ' arn:a, arn:b ', 'arn:a,arn:b'],
    ['SingleSignOnDomains', ' example.com, example.org ', 'example.com,example.org'],
    [
      'SingleSignOnBaseUrl',
      'https://login.microsoftonline.com/tenant/',
      'https://login.microsoftonline.com/tenant/v2.0',
    ],
    [
      'SingleSignOnBaseUrl',
      'https://login.microsoftonline.com/tenant/v2.0',
      'https://login.microsoftonline.com/tenant/v2.0',
    ],
    [
      'SingleSignOnBaseUrl',
      'https://example.okta.com/oauth2/default',
      'https://example.okta.com/oauth2/default',
    ],
  ])('%s takes %s', (key, typed, sent) => expect(enriched(key).lenient?.(typed)).toBe(sent));

  it.each([
    ['Okta', true, true],
    ['Google', true, false],
    ['(Disabled)', false, false],
    [undefined, true, true],
  ])('asks %s what it needs', (provider, client, base) => {
    const values = valuesOf(provider === undefined ? {} : { SingleSignOnProvider: provider });
    expect(enriched('SingleSignOnClientId').askWhen?.(values)).toBe(client);
    expect(enriched('SingleSignOnBaseUrl').askWhen?.(values)).toBe(base);
  });

  it.each([
    ['GoogleClientId', 'GoogleAuth'],
    ['GoogleClientSecret', 'GoogleAuth'],
    ['AzureClientId', 'AzureAuth'],
    ['AzureBaseUrl', 'AzureAuth'],
    ['AuthClientId', 'AuthType'],
    ['AuthBaseUrl', 'AuthType'],
  ])('%s is asked for where %s is switched on', (key, provider) => {
    const template = parseTemplate(
      `Parameters: {${provider}: {Type: String}, ${key}: {Type: String}}\nResources: {T: {Type: "AWS::SNS::Topic"}}`,
    );
    const asked = ['Enabled', 'Disabled'].map((value) =>
      enriched(key).askWhen?.(valuesOf({ [provider]: value }), template),
    );
    expect(asked).toEqual([true, false]);
  });

  it('derives siblings, once the catalog is known', () => {
    expect(enriched('RegistryHost').derive?.(valuesOf({}))).toBeUndefined();
    expect(enriched('S3ProxyHost').derive?.(valuesOf({ QuiltWebHost: 'q.example.com' }))).toBe(
      'q-s3-proxy.example.com',
    );
  });

  it('makes passwords only of what every template allows', () => {
    const made = Object.values(quilt.enrich).flatMap(({ generate }) => generate ?? []);
    expect(made.length).toBeGreaterThan(0);
    for (const { alphabet, length } of made) {
      expect(alphabet).toMatch(/^[a-zA-Z0-9]+$/);
      expect(new Set(alphabet).size).toBe(alphabet.length);
      expect(length).toBeGreaterThanOrEqual(16);
    }
  });
});

describe('next steps', () => {
  const value = (key: string, text: string, secret = false): Value => ({
    key,
    value: text,
    source: 'flag',
    secret,
  });

  const given = (...values: readonly Value[]): Values => new Map(values.map((one) => [one.key, one]));

  it('are none before there is an address', () =>
    expect(quilt.nextSteps({ outputs: new Map() }, 'create')).toEqual([]));

  it('are filled in with real values, and hold no secret', () => {
    const steps = quilt
      .nextSteps(
        {
          values: given(
            value('AdminEmail', 'ops@acme.com'),
            value('SingleSignOnProvider', 'Okta'),
            value('AdminPassword', 'hunter2', true),
          ),
          outputs: outputs({ RegistryRoleARN: 'arn:aws:iam::1:role/registry' }),
        },
        'create',
      )
      .map(wordsOf)
      .join('\n');
    expect(steps).toContain('https://quilt.data.example.com/oauth-callback');
    expect(steps).toContain('sign in as ops@acme.com');
    expect(steps).toContain('arn:aws:iam::1:role/registry');
    expect(steps).not.toContain('hunter2');
  });

  it('say nothing of a provider that is switched off', () =>
    expect(
      quilt
        .nextSteps(
          { values: given(value('SingleSignOnProvider', '(Disabled)')), outputs: outputs() },
          'create',
        )
        .map(wordsOf)
        .join(),
    ).not.toContain('oauth-callback'));
});

describe('a template', () => {
  const template = parseTemplate(
    `Parameters: {CertificateArnELB: {Type: String}, CertificateArnConnect: {Type: String}, Other: {Type: String}}
Resources: {T: {Type: "AWS::SNS::Topic"}}
Outputs: {TemplateBuildMetadata: {Value: '{"git_tag": "1.62.1"}'}}`,
  );
  it('tells its certificate parameters and release', () => {
    expect(quilt.certificateParameters(template)).toEqual(['CertificateArnELB', 'CertificateArnConnect']);
    expect(quilt.version({ template })).toBe('1.62.1');
  });
  it.each(['nonsense', '{"git_tag": 7}', '{}'])('of release %s tells none', (metadata) =>
    expect(
      quilt.version({
        template: parseTemplate(
          `Resources: {T: {Type: "AWS::SNS::Topic"}}\nOutputs: {TemplateBuildMetadata: {Value: '${metadata}'}}`,
        ),
      }),
    ).toBeUndefined(),
  );
  it('knows its own notifications', () => {
    const owns = (target: string) => quilt.ownsNotification('lab', target);
    expect(owns('arn:aws:sns:us-east-1:1:lab-QuiltNotifications-1f')).toBe(true);
    expect(owns('arn:aws:sns:us-east-1:1:attic-QuiltNotifications-1f')).toBe(false);
    expect(owns('arn:aws:sqs:us-east-1:1:lab-QuiltNotifications-1f')).toBe(false);
    expect(owns('')).toBe(false);
  });
});

describe('an upgrade', () => {
  const released = (tag: string, parameters: readonly string[] = []): string =>
    `Parameters: {${parameters.map((key) => `${key}: {Type: String}`).join(', ')}}
Resources: {T: {Type: "AWS::SNS::Topic"}}
Outputs: {TemplateBuildMetadata: {Value: '{"git_tag": "${tag}"}'}}`;
  const notes = (from: string, to: string) =>
    quilt.upgrade(
      { outputs: new Map([['TemplateBuildMetadata', JSON.stringify({ git_tag: from })]]) },
      parseTemplate(released(to)),
    );

  it.each([
    ['1.62.1', '1.62.1', []],
    ['1.62.1', '1.66.0', []],
    ['1.66.4', '1.67.0', []],
    ['1.66.4', '1.68.0', [/Graviton/]],
    ['1.62.1', '1.61.9', [/older than/]],
    ['1.65.9', '1.67.0', [/through 1\.66/]],
    ['1.68.0', '1.69.0', [/refuse changes by hand/]],
    ['1.70.0', '1.71.0', [/balancer of Connect/]],
    ['1.71.2', '26.7.0', [/365 days/]],
    ['26.7.0', '26.8.0', [/role of the catalog/]],
    ['26.7.0', '1.71.0', [/older than/]],
    ['main', '1.67.0', []],
  ])('from %s to %s is told what is known of it', (from, to, reasons) =>
    expect(notes(from, to).map(({ reason }) => reason)).toEqual(
      reasons.map((reason) => expect.stringMatching(reason)),
    ),
  );

  it('cannot move a network 1.0 stack to network 2.0 like any other', () => {
    const two = ['VPC', 'Subnets', 'IntraSubnets', 'UserSubnets', 'UserSecurityGroup'];
    const stops = (has: readonly string[], offers: readonly string[]): number =>
      quilt
        .upgrade(
          { values: valuesOf(Object.fromEntries(has.map((key) => [key, 'x']))) },
          parseTemplate(released('1.70.0', offers)),
        )
        .filter(({ kind }) => kind === 'stop').length;
    expect(stops(['VPC', 'Subnets'], two)).toBe(1);
    expect(stops(two, two)).toBe(0);
    expect(stops(['VPC', 'IntraSubnets'], two)).toBe(0);
    expect(stops(['VPC', 'Subnets'], ['VPC', 'Subnets', 'UserSecurityGroup'])).toBe(0);
  });
});

describe('sign-in', () => {
  const multi = parseTemplate(
    `Parameters: {${['PasswordAuth', 'GoogleAuth', 'OktaAuth', 'OneLoginAuth', 'AzureAuth'].map((key) => `${key}: {Type: String}`).join(', ')}}
Resources: {T: {Type: "AWS::SNS::Topic"}}`,
  );
  const everybodyOut = (given: Readonly<Record<string, string>>): boolean => {
    const ways = quilt.signIn({ values: valuesOf(given), template: multi });
    return ways !== undefined && !ways.password && ways.providers.length === 0;
  };
  const off = {
    GoogleAuth: 'Disabled',
    OktaAuth: 'Disabled',
    OneLoginAuth: 'Disabled',
    AzureAuth: 'Disabled',
  };

  it('must be open to somebody', () => {
    expect(everybodyOut({ ...off, PasswordAuth: 'Disabled' })).toBe(true);
    expect(everybodyOut({ ...off, PasswordAuth: 'Enabled' })).toBe(false);
    expect(everybodyOut({ ...off, OktaAuth: 'Enabled', PasswordAuth: 'Disabled' })).toBe(false);
    expect(everybodyOut({ PasswordAuth: 'Disabled' })).toBe(false);
  });

  it('asks for nothing of a provider that is switched off', () => {
    const asked = (key: string, given: Readonly<Record<string, string>>): boolean | undefined =>
      quilt.enrich[key]?.askWhen?.(valuesOf(given));
    expect(asked('OktaClientId', off)).toBe(false);
    expect(asked('OktaClientId', { ...off, OktaAuth: 'Enabled' })).toBe(true);
    expect(asked('GoogleClientId', {})).toBe(true);
  });

  it('is told by the switches that the template has, and by no others', () => {
    const legacy = parseTemplate(
      'Parameters: {AuthType: {Type: String}, GoogleClientId: {Type: String}}\nResources: {T: {Type: "AWS::SNS::Topic"}}',
    );
    const asked = (given: Readonly<Record<string, string>>, template: Template): boolean | undefined =>
      quilt.enrich['GoogleClientId']?.askWhen?.(valuesOf(given), template);
    expect(asked(off, multi)).toBe(false);
    expect(asked({ ...off, GoogleAuth: 'Enabled' }, multi)).toBe(true);
    expect(asked({ AuthType: 'Enabled' }, legacy)).toBe(false);
    expect(asked({ AuthType: 'Google' }, legacy)).toBe(true);
  });

  it('can be set up at every provider for each family of parameters', () => {
    const firsts = quilt
      .providerSetups({})
      .map(({ families }) =>
        families.map((family) => family[0]?.[0]?.replace(/^[A-Z][A-Za-z]+(?=Auth$)/, '…')),
      );
    expect(firsts).toEqual(Array.from({ length: 4 }, () => ['…Auth', 'SingleSignOnProvider', 'AuthType']));
  });
});

describe('Connect', () => {
  const template = parseTemplate(
    `Parameters: {QuiltWebHost: {Type: String}, CertificateArnELB: {Type: String}, CertificateArnConnect: {Type: String}}
Resources: {T: {Type: "AWS::SNS::Topic"}}
Outputs: {ConnectHost: {Value: !Sub "connect.\${QuiltWebHost}"}}`,
  );
  const host = { QuiltWebHost: 'q.example.com' };
  const listeners = (given: Readonly<Record<string, string>>) =>
    quilt.listeners({ template, values: valuesOf(given) });

  it('has a listener of its own where a certificate is given for it', () =>
    expect(listeners({ ...host, CertificateArnConnect: 'arn:c' })).toEqual([
      {
        certificate: 'CertificateArnELB',
        hosts: ['q.example.com', 'q-registry.example.com', 'q-s3-proxy.example.com'],
      },
      { certificate: 'CertificateArnConnect', hosts: ['connect.q.example.com'] },
    ]));

  it('must be covered by the main certificate where it has none', () =>
    expect(listeners({ ...host, CertificateArnConnect: '' })).toEqual([
      {
        certificate: 'CertificateArnELB',
        hosts: ['q.example.com', 'q-registry.example.com', 'q-s3-proxy.example.com', 'connect.q.example.com'],
      },
    ]));
});
