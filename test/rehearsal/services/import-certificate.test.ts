import { generateKeyPairSync } from 'node:crypto';
import {
  ACMClient,
  DescribeCertificateCommand,
  ImportCertificateCommand,
  ListCertificatesCommand,
  type ImportCertificateCommandInput,
} from '@aws-sdk/client-acm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyAccount } from '../../../src/rehearsal/account/account.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { acm } from '../../../src/rehearsal/services/acm/index.ts';
import { tlsIdentity } from '../../aws/tls-identity.ts';
import { issuedCertificate } from '../../fixtures/certificates.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { HandClock } from '../hand-clock.ts';
import { caller, clientFor } from '../support.ts';

const start = (more: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> =>
  accountOfTest({ onTestFinished }, more);

const { certificate, authority, key } = issuedCertificate;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Given {
  readonly certificate?: string;
  readonly key?: string;
  readonly chain?: string;
}

const inputOf = ({ chain, ...given }: Given): ImportCertificateCommandInput => ({
  Certificate: bytes(given.certificate ?? certificate),
  PrivateKey: bytes(given.key ?? key),
  ...(chain === undefined ? {} : { CertificateChain: bytes(chain) }),
});

const doImport = async (account: RehearsalAccount, input: ImportCertificateCommandInput): Promise<string> => {
  const { CertificateArn = '' } = await new ACMClient(clientFor(account)).send(
    new ImportCertificateCommand(input),
  );
  return CertificateArn;
};

const described = async (account: RehearsalAccount, CertificateArn: string) => {
  const { Certificate } = await new ACMClient(clientFor(account)).send(
    new DescribeCertificateCommand({ CertificateArn }),
  );
  return Certificate;
};

describe('a certificate that is imported', () => {
  it('is issued at once, has the names, dates and key of its file, and is not renewed', async () => {
    const account = await start();
    const arn = await doImport(account, inputOf({ chain: authority }));
    expect(arn).toMatch(/^arn:aws:acm:us-east-1:123456789012:certificate\/[0-9a-f-]{36}$/);
    expect(await described(account, arn)).toMatchObject({
      Type: 'IMPORTED',
      Status: 'ISSUED',
      DomainName: 'quilt.example.test',
      SubjectAlternativeNames: ['quilt.example.test', '*.data.example.test'],
      KeyAlgorithm: 'EC_prime256v1',
      RenewalEligibility: 'INELIGIBLE',
      NotBefore: new Date('2026-11-27T01:26:24Z'),
      NotAfter: new Date('2126-11-03T01:26:24Z'),
      ImportedAt: expect.any(Date) as Date,
    });
    const { CertificateSummaryList = [] } = await new ACMClient(clientFor(account)).send(
      new ListCertificatesCommand({ Includes: { keyTypes: ['EC_prime256v1'] } }),
    );
    expect(CertificateSummaryList.map(({ CertificateArn }) => CertificateArn)).toEqual([arn]);
  });

  it('takes the place of the one before where that is named, and of no requested one', async () => {
    const account = await start();
    const arn = await doImport(
      account,
      inputOf({ certificate: tlsIdentity.cert, key: tlsIdentity.key.toString() }),
    );
    const again = { ...inputOf({ chain: authority }), CertificateArn: arn };
    expect(await doImport(account, again)).toBe(arn);
    expect(await described(account, arn)).toMatchObject({ NotAfter: new Date('2126-11-03T01:26:24Z') });
    const tagged = doImport(account, { ...again, Tags: [{ Key: 'team', Value: 'lab' }] });
    await expect(tagged).rejects.toMatchObject({ name: 'ValidationException' });
    const requested = [...account.state.certificates.keys()][0];
    const overRequested = doImport(account, { ...again, CertificateArn: requested });
    await expect(overRequested).rejects.toThrow('was not imported');
    const nobodys = doImport(account, { ...again, CertificateArn: `${arn.slice(0, -1)}x` });
    await expect(nobodys).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  const otherKey = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const locked = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
  });
  const refusals: readonly [string, Given, string][] = [
    ['no PEM', { certificate: 'certificate' }, 'Unable to parse certificate'],
    ['PEM of something else', { certificate: key }, 'Unable to parse certificate'],
    [
      'PEM with a damaged body',
      { certificate: certificate.replace(/MII../, 'MIIAA') },
      'Unable to parse certificate',
    ],
    [
      'a certificate and its chain in one',
      { certificate: certificate + authority },
      'more than one certificate',
    ],
    ['a key that is none', { key: 'key', chain: authority }, 'private key is not supported'],
    ['a public key', { key: otherKey.publicKey, chain: authority }, 'private key is not supported'],
    [
      'a key under a passphrase',
      { key: locked.privateKey, chain: authority },
      'private key is not supported',
    ],
    ['the key of another', { key: otherKey.privateKey, chain: authority }, 'does not match'],
    ['no chain where somebody signed it', {}, 'not a valid self signed'],
    ['a chain of somebody else', { chain: tlsIdentity.cert }, 'invalid certificate is: 0'],
    ['a chain that goes on wrongly', { chain: authority + tlsIdentity.cert }, 'invalid certificate is: 1'],
    ['a chain that is none', { chain: 'chain' }, 'Unable to parse certificate'],
  ];
  it.each(refusals)('is refused for %s', async (_what, given, words) => {
    const account = await start();
    const before = [...account.state.certificates.keys()];
    const refused = doImport(account, inputOf(given));
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(refused).rejects.toThrow(words);
    expect([...account.state.certificates.keys()]).toEqual(before);
  });

  it('leaves no private key in the file of a kept account, which is brought back all the same', async () => {
    const account = await start({ scenario: undefined, keep: { saved: undefined } });
    const arn = await doImport(account, inputOf({ chain: authority }));
    const wrong = [otherKey.privateKey, 'key'];
    for (const one of wrong)
      await expect(doImport(account, inputOf({ key: one, chain: authority }))).rejects.toThrow();
    const saved = account.saved?.() ?? '';
    for (const one of [key, ...wrong]) {
      expect(saved).not.toContain(Buffer.from(one).toString('base64'));
      expect(saved).not.toContain(one.split('\n')[1] ?? one);
    }
    const again = await start({ scenario: undefined, keep: { saved } });
    expect(await described(again, arn)).toEqual(await described(account, arn));
    expect(again.state.trailEvents).toEqual(account.state.trailEvents);
  });
});

it.each([Date.UTC(2026, 10, 27, 1), Date.UTC(2126, 10, 4)])(
  'is refused outside its time, at %i',
  async (now) => {
    const call = caller(emptyAccount({ id: '123456789012', region: 'us-east-1' }), new HandClock(now));
    await expect(call(acm, 'ImportCertificate', inputOf({ chain: authority }))).rejects.toThrow(
      'not valid now',
    );
  },
);
