import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/core/parameter.ts';
import { productById, products } from '../../src/products/index.ts';
import { quilt } from '../../src/products/quilt.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { valuesOf } from '../checks/facts.ts';

describe('productById', () => {
  it.each([
    ['quilty', /--product quilt/],
    ['', /quilt/],
    ['__proto__', /quilt/],
    ['something-else-entirely', /quilt/],
  ])('refuses "%s"', (id, hint) =>
    expect(() => productById(id)).toThrow(
      expect.objectContaining({ code: 'product-unknown', exitCode: 2, hint: expect.stringMatching(hint) }),
    ),
  );
  it('finds quilt', () => expect(productById('quilt')).toBe(products.get('quilt')));
});

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
  ])('of %j', (given, expected) => expect(quilt.hosts(valuesOf(given))).toEqual(expected));

  it('are distinct, lower case and begin with the catalog for any domain', () =>
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const hosts = quilt.hosts(valuesOf({ QuiltWebHost: domain }));
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
  it('are none without a balancer', () => expect(quilt.dns(new Map())).toEqual([]));

  it('are aliases where the balancer’s zone is told', () => {
    const records = quilt.dns(outputs());
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
    expect(quilt.dns(older).map(({ name, type, ttl }) => [name, type, ttl])).toEqual([
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
    expect(quilt.dns(connect).at(-1)).toMatchObject({
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

  it('are none before there is an address', () => expect(quilt.nextSteps([], new Map(), 'create')).toEqual([]));

  it('are filled in with real values, and hold no secret', () => {
    const steps = quilt
      .nextSteps(
        [
          value('AdminEmail', 'ops@acme.com'),
          value('SingleSignOnProvider', 'Okta'),
          value('AdminPassword', 'hunter2', true),
        ],
        outputs({ RegistryRoleARN: 'arn:aws:iam::1:role/registry' }),
        'create',
      )
      .join('\n');
    expect(steps).toContain('https://quilt.data.example.com/oauth-callback');
    expect(steps).toContain('sign in as ops@acme.com');
    expect(steps).toContain('arn:aws:iam::1:role/registry');
    expect(steps).not.toContain('hunter2');
  });

  it('say nothing of a provider that is switched off', () =>
    expect(quilt.nextSteps([value('SingleSignOnProvider', '(Disabled)')], outputs(), 'create').join()).not.toContain(
      'oauth-callback',
    ));
});

describe('a template', () => {
  const template = parseTemplate(
    `Parameters: {CertificateArnELB: {Type: String}, CertificateArnConnect: {Type: String}, Other: {Type: String}}
Resources: {T: {Type: "AWS::SNS::Topic"}}
Outputs: {TemplateBuildMetadata: {Value: '{"git_tag": "1.62.1"}'}}`,
  );
  it('tells its certificate parameters and release', () => {
    expect(quilt.certificateParameters(template)).toEqual(['CertificateArnELB', 'CertificateArnConnect']);
    expect(quilt.version(template)).toBe('1.62.1');
  });
  it.each(['nonsense', '{"git_tag": 7}', '{}'])('of release %s tells none', (metadata) =>
    expect(
      quilt.version(
        parseTemplate(
          `Resources: {T: {Type: "AWS::SNS::Topic"}}\nOutputs: {TemplateBuildMetadata: {Value: '${metadata}'}}`,
        ),
      ),
    ).toBeUndefined(),
  );
  it('knows its own notifications', () => {
    const owns = (target: string) => quilt.ownsNotification?.('lab', target);
    expect(owns('arn:aws:sns:us-east-1:1:lab-QuiltNotifications-1f')).toBe(true);
    expect(owns('arn:aws:sns:us-east-1:1:attic-QuiltNotifications-1f')).toBe(false);
    expect(owns('arn:aws:sqs:us-east-1:1:lab-QuiltNotifications-1f')).toBe(false);
    expect(owns('')).toBe(false);
  });
});
