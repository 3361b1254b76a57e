import { expect, it } from 'vitest';
import { dnsCaa } from '../../../src/checks/certificate/caa.ts';
import { acmCertificate } from '../../../src/checks/certificate/certificate.ts';
import type { Fixes, Made } from '../../../src/core/check.ts';
import type { Certificate, HostedZone } from '../../../src/core/facts.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { answering, certificate, denied, judgingOf, now, verdictOf, type Situation } from '../facts.ts';
import { judgeTable } from '../table.ts';

const day = 86_400_000;
const host = 'quilt.data.example.com';
const values = { QuiltWebHost: host };
const given = (arn: string) => ({ ...values, CertificateArnELB: arn });
const arn = certificate().arn;
const holding = (...all: Certificate[]) => ({
  certificates: answering(all),
  certificate: (wanted: string) => Promise.resolve(all.find((one) => one.arn === wanted)),
});
const named = (more: Partial<Certificate>): Situation => ({
  facts: holding(certificate(more)),
  values: given(arn),
});
const found = (...all: Partial<Certificate>[]): Situation => ({
  facts: holding(...all.map((one, index) => certificate({ arn: `${arn.slice(0, -1)}${index}`, ...one }))),
  values,
});
const names = [
  'quilt.data.example.com',
  'quilt-registry.data.example.com',
  'quilt-s3-proxy.data.example.com',
];

judgeTable(acmCertificate, [
  ['no host known', {}, 'skipped', /--param QuiltWebHost=/],
  [
    'a template without hosts',
    { target: { template: parseTemplate('Resources: {T: {Type: "AWS::SNS::Topic"}}') } },
    'skipped',
  ],
  [
    'denied',
    { facts: { certificates: denied('acm:ListCertificates') }, values },
    'unknown',
    /acm:ListCertificates/,
  ],
  [
    'named one of another region',
    { values: given('arn:aws:acm:us-west-2:1:certificate/x') },
    'fail',
    /us-west-2.*us-east-1/,
  ],
  [
    'named one of another region, a good one here',
    { facts: holding(certificate()), values: given('arn:aws:acm:us-west-2:1:certificate/x') },
    'fail',
    /--param CertificateArnELB=arn:aws:acm:us-east-1/,
  ],
  [
    'named one unfit, others not to be listed',
    {
      facts: { certificates: denied('acm:ListCertificates') },
      values: given('arn:aws:acm:us-west-2:1:certificate/x'),
    },
    'fail',
    /leave CertificateArnELB out/,
  ],
  ['named one of IAM', { values: given('arn:aws:iam::1:server-certificate/x') }, 'fail', /not the ARN/],
  ['named one is gone', { facts: holding(), values: given(arn) }, 'fail', /no certificate/],
  [
    'named one pending',
    named({ status: 'PENDING_VALIDATION' }),
    'fail',
    /PENDING_VALIDATION.*validation records/,
  ],
  ['named one expired', named({ notAfter: now - day }), 'fail', /expired on 2026-11-19/],
  ['named one ends soon', named({ notAfter: now + 10 * day }), 'warn', /10 days/],
  [
    'named one imported, ends soon',
    named({ type: 'IMPORTED', notAfter: now + 10 * day }),
    'fail',
    /does not renew/,
  ],
  ['named one private, ends soon', named({ type: 'PRIVATE', notAfter: now + 10 * day }), 'warn', /10 days/],
  ['named one with a small key', named({ keyAlgorithm: 'RSA_1024' }), 'fail', /RSA_1024/],
  [
    'named one misses a host',
    named({ names: names.slice(0, 2) }),
    'fail',
    /does not cover quilt-s3-proxy\.data\.example\.com/,
  ],
  [
    'named one a level too high',
    named({ names: ['*.example.com'] }),
    'fail',
    /\*\.example\.com is one level off/,
  ],
  [
    'named one fits',
    named({ inUseBy: ['arn:lb'] }),
    'pass',
    /\*\.data\.example\.com, RSA_2048, until 2027-04-19, in use by 1/,
  ],
  ['named one fits but is not renewed', named({ renewalStatus: 'FAILED' }), 'warn', /FAILED/],
  ['none in the region', found(), 'fail', /no certificate in us-east-1.*--fix --only acm\.certificate/],
  ['only strangers', found({ names: ['other.org'] }), 'fail', /None of the 1/],
  [
    'near misses',
    found({ names: ['*.example.com'] }, { keyAlgorithm: 'RSA_1024' }, { names: ['other.org'] }),
    'fail',
    /RSA_1024.*one level off/,
  ],
  [
    'a good one among bad ones',
    found({ names: ['other.org'] }, {}, { status: 'EXPIRED' }),
    'pass',
    /\*\.data/,
  ],
  ['a set', found({ names: names.slice(0, 1) }, { names: names.slice(1) }), 'pass', /A set covers/],
  [
    'a set with an expired member',
    found({ names: names.slice(0, 1), notAfter: now - 1 }, { names: names.slice(1) }),
    'fail',
  ],
  [
    'a name beyond the first hundred',
    {
      facts: {
        certificates: answering([certificate({ names: ['first.example.com'], namesComplete: false })]),
        certificate: answering(certificate({ names: ['first.example.com', ...names] })),
      },
      values,
    },
    'pass',
  ],
]);

it('tells the records a pending certificate waits for', async () => {
  const pending = certificate({
    status: 'PENDING_VALIDATION',
    validation: [
      {
        domain: 'a',
        status: 'PENDING_VALIDATION',
        name: '_v.data.example.com.',
        value: '_w.validations.aws.',
      },
      { domain: 'b', status: 'SUCCESS', name: '_done.example.com.', value: 'x' },
    ],
  });
  const summary = { ...pending, validation: [] };
  const facts = { certificates: answering([summary]), certificate: answering(pending) };
  for (const situation of [
    { facts, values },
    { facts, values: given(arn) },
  ]) {
    const { fix } = await verdictOf(acmCertificate, situation);
    expect(fix).toContain('_v.data.example.com. CNAME _w.validations.aws.');
    expect(fix).not.toContain('_done');
  }
});

it('judges a second certificate parameter too', async () => {
  const template = parseTemplate(
    'Parameters: {QuiltWebHost: {Type: String}, CertificateArnELB: {Type: String}, CertificateArnConnect: {Type: String}}\nResources: {T: {Type: "AWS::SNS::Topic"}}',
  );
  const second = certificate({
    arn: `${arn}2`,
    names: ['connect.example.com'],
    status: 'EXPIRED',
    notAfter: now - day,
  });
  const situation: Situation = {
    facts: holding(certificate(), second),
    target: { template },
    values: { ...given(arn), CertificateArnConnect: second.arn },
  };
  expect(await verdictOf(acmCertificate, situation)).toMatchObject({ status: 'fail' });
});

const zone: HostedZone = { id: 'Z1', name: 'example.com', private: false };

/** Fixes over a tiny account that issues what is validated. */
const account = (certificates: Certificate[], zones: readonly HostedZone[]) => {
  const written: string[] = [];
  const requested: (readonly string[])[] = [];
  const fixes: Partial<Fixes> = {
    requestCertificate: (wanted, made) => {
      requested.push(wanted);
      made(arn);
      certificates.push(certificate({ names: wanted, status: 'PENDING_VALIDATION' }));
      const records = wanted.map((name) => ({
        name: `_v.${name}`,
        type: 'CNAME' as const,
        alias: false,
        target: 'v.acm-validations.aws',
      }));
      return Promise.resolve({ arn, records });
    },
    writeValidationRecords: (zoneId, records, made) => {
      written.push(...records.map((record) => `${zoneId} ${record.name}`));
      certificates.splice(
        0,
        certificates.length,
        ...certificates.map((one) => ({ ...one, status: 'ISSUED' })),
      );
      made(records);
      return Promise.resolve();
    },
  };
  const facts = {
    hostedZones: answering(zones),
    certificates: () => Promise.resolve(certificates),
    certificate: () => Promise.resolve(certificates[0]),
  };
  return { fixes: fixes as Fixes, facts, written, requested };
};

it('requests one for every host, writes its validation, and then passes', async () => {
  const { fixes, facts, written, requested } = account([], [zone]);
  const fix = await acmCertificate.fix?.(judgingOf({ facts, values }));
  if (fix === undefined || !('call' in fix)) throw new Error('no fix');
  expect(fix.changes.join('\n')).toMatch(/us-east-1 for quilt\.data.*\n.*example\.com \(Z1\)/);
  await fix.call(fixes, () => undefined);
  expect(requested).toEqual([names]);
  expect(written).toEqual(names.map((name) => `Z1 _v.${name}`));
  expect((await verdictOf(acmCertificate, { facts, values })).status).toBe('pass');
});

it('names the certificate it requested although its records never came', async () => {
  const { facts } = account([], [zone]);
  const fix = await acmCertificate.fix?.(judgingOf({ facts, values }));
  if (fix === undefined || !('call' in fix)) throw new Error('no fix');
  const requestCertificate: Fixes['requestCertificate'] = (_names, made) => {
    made(arn);
    return Promise.reject(new Error('no network'));
  };
  const made: Made[] = [];
  const fixing = fix.call({ requestCertificate } as unknown as Fixes, (thing) => made.push(thing));
  await expect(fixing).rejects.toThrow('no network');
  expect(made).toMatchObject([{ removal: ['acm', 'delete-certificate', '--certificate-arn', arn] }]);
});

it('finishes a pending certificate instead of requesting another', async () => {
  const pending = certificate({
    status: 'PENDING_VALIDATION',
    validation: [
      { domain: '*.data.example.com', status: 'PENDING_VALIDATION', name: '_v.data.example.com', value: 'v' },
    ],
  });
  const { fixes, facts, written, requested } = account([pending], [zone]);
  const fix = await acmCertificate.fix?.(judgingOf({ facts, values: given(pending.arn) }));
  if (fix === undefined || !('call' in fix)) throw new Error('no fix');
  await fix.call(fixes, () => undefined);
  expect(requested).toEqual([]);
  expect(written).toEqual(['Z1 _v.data.example.com']);
});

it('overrules no choice, and says what it cannot write', async () => {
  const { facts } = account([certificate({ names: ['other.org'] })], [zone]);
  expect(await acmCertificate.fix?.(judgingOf({ facts, values: given(arn) }))).toBeUndefined();
  const outside = account([], []);
  const fix = await acmCertificate.fix?.(judgingOf({ facts: outside.facts, values }));
  expect(fix !== undefined && 'changes' in fix ? fix.changes.join() : '').toMatch(
    /Not written.*quilt\.data\.example\.com/,
  );
});

const caa = (at: string, ...texts: string[]) => ({
  resolve: (name: string) => Promise.resolve(name === at ? texts : []),
});

judgeTable(dnsCaa, [
  ['no host known', {}, 'skipped'],
  ['no records', { probe: { resolve: answering([]) }, values }, 'pass', /any authority/],
  [
    'another authority, nothing issued',
    { probe: caa('example.com', '0 issue "letsencrypt.org"'), facts: holding(), values },
    'fail',
    /example\.com.*amazon\.com/,
  ],
  [
    'another authority, issued before',
    { probe: caa('example.com', '0 issue "letsencrypt.org"'), facts: holding(certificate()), values },
    'warn',
    /renewed/,
  ],
  [
    'Amazon admitted nearer by',
    {
      probe: {
        resolve: (name) =>
          Promise.resolve(
            name === 'data.example.com'
              ? ['0 issue "amazon.com"']
              : name === 'example.com'
                ? ['0 issue ";"']
                : [],
          ),
      },
      values,
    },
    'pass',
    /Amazon may/,
  ],
  ['resolver silent', { probe: { resolve: () => Promise.reject(new Error('timeout')) }, values }, 'unknown'],
]);
