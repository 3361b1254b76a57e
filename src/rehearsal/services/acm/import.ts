import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { randomUuid } from '../../account/random-source.ts';
import type { CertificateState } from '../../account/state.ts';
import { ServiceError, type CallContext } from '../../service.ts';

export interface ImportCertificateInput {
  readonly CertificateArn?: string;
  readonly Certificate: Uint8Array;
  readonly PrivateKey: Uint8Array;
  /** The public half in PEM, where a kept account is brought back: its file holds no private key. */
  readonly PublicKey?: Uint8Array;
  readonly CertificateChain?: Uint8Array;
  readonly Tags?: readonly object[];
}

const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);

const unparsable = 'Unable to parse certificate. Please ensure the certificate is in PEM format.';
const notOne =
  'The certificate field contains more than one certificate. You can specify only one certificate in this field.';
const unsigned =
  'Provided certificate is not a valid self signed. Please provide either a valid self-signed certificate or certificate chain.';
const brokenChain = (index: number): string =>
  `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${index}`;

/** PEM alone: Node would read DER as well, ACM does not. */
const certificatesIn = (bytes: Uint8Array): readonly X509Certificate[] => {
  const blocks = Buffer.from(bytes)
    .toString('latin1')
    .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  try {
    const found = (blocks ?? []).map((block) => new X509Certificate(block));
    if (found.length > 0) return found;
  } catch {
    // Told below.
  }
  throw invalid(unparsable);
};

const publicHalf = ({ PrivateKey, PublicKey }: ImportCertificateInput): KeyObject => {
  try {
    return createPublicKey(
      PublicKey === undefined ? createPrivateKey(Buffer.from(PrivateKey)) : Buffer.from(PublicKey),
    );
  } catch {
    throw invalid('The private key is not supported: it must be in PEM format and without a passphrase.');
  }
};

const isSignedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const checkChain = (certificate: X509Certificate, chain: Uint8Array | undefined): void => {
  if (chain === undefined) {
    if (!isSignedBy(certificate, certificate)) throw invalid(unsigned);
    return;
  }
  const path = [certificate, ...certificatesIn(chain)];
  const broken = path.slice(1).findIndex((issuer, at) => {
    const signed = path[at];
    return signed !== undefined && !isSignedBy(signed, issuer);
  });
  if (broken >= 0) throw invalid(brokenChain(broken));
};

const checkFit = (certificate: X509Certificate, input: ImportCertificateInput, now: number): void => {
  const theirs = publicHalf(input);
  if (!certificate.publicKey.equals(theirs)) throw invalid('The private key does not match the certificate.');
  if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo))
    throw invalid('The certificate is not valid now: it has expired, or its time has not begun.');
  checkChain(certificate, input.CertificateChain);
};

/** As ListCertificates writes it. */
const keyAlgorithmOf = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string => {
  if (asymmetricKeyType === 'rsa') return `RSA_${asymmetricKeyDetails?.modulusLength}`;
  if (asymmetricKeyType === 'ec') return `EC_${asymmetricKeyDetails?.namedCurve}`;
  throw invalid('The private key is not supported.');
};

const namesOf = ({ subject, subjectAltName }: X509Certificate): readonly string[] => {
  const common = /^CN=(.+)$/m.exec(subject)?.slice(1) ?? [];
  const alternative = [...(subjectAltName ?? '').matchAll(/DNS:([^,\s]+)/g)].flatMap(
    ([, name]) => name ?? [],
  );
  return [...new Set([...common, ...alternative])];
};

/** One that was imported before, which takes the new certificate under its old ARN. */
const replaced = (
  { CertificateArn, Tags }: ImportCertificateInput,
  find: (arn: string) => CertificateState,
): CertificateState | undefined => {
  if (CertificateArn === undefined) return undefined;
  if ((Tags ?? []).length > 0) throw invalid('Tags cannot be given when a certificate is imported again.');
  const before = find(CertificateArn);
  if (before.type !== 'IMPORTED') throw invalid(`Certificate ${before.arn} was not imported.`);
  return before;
};

/** No private key is kept: ACM never shows one that was imported. */
export function importCertificate(
  input: ImportCertificateInput,
  { account, clock, region, permit }: CallContext,
  find: (arn: string) => CertificateState,
): object {
  if ((input.Tags ?? []).length > 0) permit('acm:AddTagsToCertificate');
  const before = replaced(input, find);
  const [certificate, second] = certificatesIn(input.Certificate);
  if (certificate === undefined || second !== undefined) throw invalid(notOne);
  checkFit(certificate, input, clock.now());
  const arn =
    before?.arn ?? `arn:${account.partition}:acm:${region}:${account.id}:certificate/${randomUuid()}`;
  account.certificates.set(arn, {
    arn,
    region,
    names: namesOf(certificate),
    status: 'ISSUED',
    type: 'IMPORTED',
    keyAlgorithm: keyAlgorithmOf(certificate.publicKey),
    createdAt: before?.createdAt ?? clock.now(),
    importedAt: clock.now(),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    inUseBy: before?.inUseBy ?? new Set(),
    validation: [],
  });
  return { CertificateArn: arn };
}
