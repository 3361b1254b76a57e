import { acmCertificate } from '../../src/checks/certificate/certificate.ts';
import type { Certificate } from '../../src/core/facts.ts';
import type { Facts } from '../../src/core/ports.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { expect, it } from 'vitest';
import { certificate, judgingOf, sampleValues, type Situation } from '../checks/facts.ts';
import { judgeTable } from '../checks/table.ts';
import { variants } from './templates.ts';

const arn = (digit: string): string =>
  certificate().arn.replace(/1{8}-.*/, `${digit.repeat(8)}-1111-4111-8111-111111111111`);
const main = certificate({
  arn: arn('1'),
  names: ['quilt', 'quilt-registry', 'quilt-s3-proxy'].map((name) => `${name}.data.example.com`),
});
const own = certificate({ arn: arn('2'), names: ['quilt-connect.data.example.com'] });
const wild = certificate({ arn: arn('3') });

const holding = (...all: readonly Certificate[]): Partial<Facts> => ({
  certificates: () => Promise.resolve(all),
  certificate: (asked) => Promise.resolve(all.find((one) => one.arn === asked)),
  hostedZones: () => Promise.resolve([{ id: 'Z1', name: 'example.com', private: false }]),
});

const given = (
  elb: string | undefined,
  connect: string | undefined,
  ...all: readonly Certificate[]
): Situation => ({
  facts: holding(...all),
  target: { template: parseTemplate(variants.Connect) },
  values: {
    QuiltWebHost: sampleValues.QuiltWebHost,
    ConnectAllowedHosts: 'claude.ai',
    ...(elb === undefined ? {} : { CertificateArnELB: elb }),
    ...(connect === undefined ? {} : { CertificateArnConnect: connect }),
  },
});

judgeTable(acmCertificate, [
  [
    'the main one must cover Connect’s host while Connect has none',
    given(main.arn, '', main),
    'fail',
    /quilt-connect\.data\.example\.com/,
  ],
  ['and does, with a wildcard', given(wild.arn, '', wild), 'pass'],
  ['each has its own', given(main.arn, own.arn, main, own), 'pass'],
  [
    'Connect’s own does not cover Connect’s host',
    given(main.arn, main.arn, main),
    'fail',
    /quilt-connect\.data/,
  ],
  [
    'Connect’s own does not help the main one',
    given(own.arn, own.arn, own, main),
    'fail',
    /CertificateArnELB=.*1111-4111/,
  ],
  [
    'Connect’s own alone is named, and the account has none for the rest',
    given(undefined, own.arn, own),
    'fail',
    /quilt\.data\.example\.com/,
  ],
  [
    'Connect’s own alone is named, and the account has one for the rest',
    given(undefined, own.arn, own, main),
    'pass',
  ],
  [
    'none is named, and the one there leaves Connect out',
    given(undefined, '', main),
    'fail',
    /quilt-connect/,
  ],
]);

const requested = async (situation: Situation): Promise<readonly string[]> => {
  const fix = await acmCertificate.fix?.(judgingOf(situation));
  const names: string[] = [];
  if (fix !== undefined && 'call' in fix)
    await fix.call(
      {
        requestCertificate: (asked: readonly string[]) => {
          names.push(...asked);
          return Promise.resolve({ arn: '', records: [] });
        },
      } as unknown as Parameters<typeof fix.call>[0],
      () => undefined,
    );
  return names;
};

it('a request is for all hosts that no named certificate serves', async () => {
  expect(await requested(given(undefined, ''))).toEqual([...main.names, ...own.names]);
  expect(await requested(given(undefined, own.arn, own))).toEqual(main.names);
  expect(await requested(given(main.arn, own.arn, main, own))).toEqual([]);
});
