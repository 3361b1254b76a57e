import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  certificateProblems,
  coverage,
  coveringSet,
  covers,
  rankCertificates,
} from '../../src/account/certificate.ts';
import { certificate, now } from '../checks/facts.ts';

const hosts = [
  'quilt.data.example.com',
  'quilt-registry.data.example.com',
  'quilt-s3-proxy.data.example.com',
];
const day = 86_400_000;
const faults = (given: Parameters<typeof certificate>[0]) =>
  certificateProblems(certificate(given), hosts, now).map((one) => one.fault);

describe('covers', () => {
  it.each([
    ['*.example.com', 'example.com', false],
    ['*.example.com', 'a.b.example.com', false],
    ['*.example.com', 'a.example.com', true],
    ['*.Example.COM', 'A.example.com.', true],
    ['example.com', 'example.com', true],
    ['example.com', 'a.example.com', false],
    ['*', 'com', false],
    ['*.com', 'example.com', true],
    ['a.*.com', 'a.b.com', false],
    ['*ple.com', 'example.com', false],
    ['', '', true],
  ])('%s for %s: %s', (name, host, expected) => expect(covers(name, host)).toBe(expected));

  it('a wildcard never covers what has more or fewer labels', () => {
    const label = fc.stringMatching(/^[a-z]{1,5}$/);
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1, maxLength: 4 }),
        fc.array(label, { minLength: 1, maxLength: 5 }),
        (zone, host) => {
          const name = `*.${zone.join('.')}`;
          const expected = host.length === zone.length + 1 && host.slice(1).join('.') === zone.join('.');
          expect(covers(name, host.join('.'))).toBe(expected);
        },
      ),
    );
  });
});

describe('coverage', () => {
  it.each([
    ['*.example.com', 'too high'],
    ['*.quilt.data.example.com', 'too deep'],
  ])('says which wildcard is one level off: %s (%s)', (name) => {
    const [first] = coverage({ names: [name] }, hosts).missing;
    expect(first).toEqual({ host: hosts[0], near: name });
  });

  it('does not call a stranger near', () =>
    expect(coverage({ names: ['*.other.org', 'data.example.com'] }, hosts).missing).toEqual(
      hosts.map((host) => ({ host })),
    ));
});

describe('problems', () => {
  it.each([
    ['healthy', {}, []],
    ['pending', { status: 'PENDING_VALIDATION' }, ['not-issued']],
    ['revoked', { status: 'REVOKED' }, ['not-issued']],
    ['expired by date', { notAfter: now - 1 }, ['expired']],
    ['expired by status', { status: 'EXPIRED', notAfter: now - day }, ['expired']],
    ['29 days left', { notAfter: now + 29 * day }, ['expiring']],
    ['30 days left', { notAfter: now + 30 * day }, []],
    ['small key', { keyAlgorithm: 'RSA_1024' }, ['key-type']],
    ['elliptic key', { keyAlgorithm: 'EC_prime256v1' }, []],
    ['elliptic key by hyphens', { keyAlgorithm: 'EC-secp384r1' }, []],
    ['no key type told', { keyAlgorithm: '' }, ['key-type']],
    ['of CloudFront', { managedBy: 'CLOUDFRONT' }, ['managed']],
    ['renewal stuck', { renewalStatus: 'PENDING_VALIDATION' }, ['renewal']],
    ['no names', { names: [] }, ['uncovered']],
    ['no date', { notAfter: undefined as never }, []],
  ] as const)('%s', (_name, given, expected) => expect(faults(given)).toEqual(expected));

  it('an imported certificate that ends soon blocks, for nobody renews it', () => {
    const [soon] = certificateProblems(
      certificate({ type: 'IMPORTED', notAfter: now + 5 * day }),
      hosts,
      now,
    );
    expect(soon).toMatchObject({ fault: 'expiring', blocks: true });
  });
});

describe('ranking', () => {
  const good = certificate({ arn: 'arn:good' });
  const partial = certificate({ arn: 'arn:partial', names: [hosts[0] ?? ''] });
  const rest = certificate({ arn: 'arn:rest', names: hosts.slice(1) });
  const weak = certificate({ arn: 'arn:weak', keyAlgorithm: 'RSA_1024' });

  it('puts usable ones first, then by hosts covered', () =>
    expect(rankCertificates([weak, partial, good], hosts, now).map((one) => one.certificate.arn)).toEqual([
      'arn:good',
      'arn:weak',
      'arn:partial',
    ]));

  it('finds a set, of sound certificates only', () => {
    const set = coveringSet(rankCertificates([partial, rest, weak], hosts, now), hosts);
    expect(set?.map((one) => one.certificate.arn)).toEqual(['arn:rest', 'arn:partial']);
    expect(coveringSet(rankCertificates([partial, weak], hosts, now), hosts)).toBeUndefined();
  });
});
