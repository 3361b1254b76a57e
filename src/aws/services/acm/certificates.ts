import {
  ACMClient,
  DescribeCertificateCommand,
  paginateListCertificates,
  type CertificateDetail,
  type CertificateSummary,
  type KeyAlgorithm,
} from '@aws-sdk/client-acm';
import type { Certificate } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';
import { regionOfArn } from '../../../core/partition.ts';

export const acmClient = (aws: AwsConnection, region?: string): ACMClient =>
  aws.client(ACMClient, 'acm', region);

/** Without this filter ACM lists RSA 1024 and 2048 only, and a good ECDSA certificate seems not to exist. */
const keyTypes: KeyAlgorithm[] = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
];

const namesOf = (
  domain: string | undefined,
  alternatives: readonly string[] | undefined,
): readonly string[] => [
  ...new Set(
    [...(domain === undefined ? [] : [domain]), ...(alternatives ?? [])].map((n) => n.toLowerCase()),
  ),
];

const sharedFields = (one: CertificateSummary | CertificateDetail, region: string) => ({
  arn: one.CertificateArn ?? '',
  region: regionOfArn(one.CertificateArn ?? '') ?? region,
  status: one.Status ?? '',
  type: one.Type ?? '',
  // The summary writes RSA_2048, the description RSA-2048.
  keyAlgorithm: (one.KeyAlgorithm ?? '').replace('-', '_'),
  notAfter: one.NotAfter === undefined ? undefined : one.NotAfter.getTime(),
  managedBy: one.ManagedBy,
});

const fromSummary = (one: CertificateSummary, region: string): Certificate => ({
  ...sharedFields(one, region),
  names: namesOf(one.DomainName, one.SubjectAlternativeNameSummaries),
  namesComplete: one.HasAdditionalSubjectAlternativeNames !== true,
  inUse: one.InUse === true,
  inUseBy: [],
  validation: [],
});

const fromDetail = (one: CertificateDetail, region: string): Certificate => ({
  ...sharedFields(one, region),
  names: namesOf(one.DomainName, one.SubjectAlternativeNames),
  namesComplete: true,
  inUse: (one.InUseBy ?? []).length > 0,
  inUseBy: one.InUseBy ?? [],
  ...(one.RenewalSummary?.RenewalStatus === undefined
    ? {}
    : { renewalStatus: one.RenewalSummary.RenewalStatus }),
  validation: (one.DomainValidationOptions ?? []).map((option) => ({
    domain: option.DomainName ?? '',
    status: option.ValidationStatus ?? '',
    name: option.ResourceRecord?.Name === undefined ? undefined : option.ResourceRecord.Name,
    value: option.ResourceRecord?.Value === undefined ? undefined : option.ResourceRecord.Value,
  })),
});

export async function certificates(aws: AwsConnection): Promise<readonly Certificate[]> {
  const found: Certificate[] = [];
  const pages = paginateListCertificates(
    { client: acmClient(aws) },
    {
      Includes: { keyTypes },
      CertificateKeyPairOrigins: ['AWS_MANAGED', 'CUSTOMER_PROVIDED', 'ACME'],
      MaxItems: 1000,
    },
  );
  for await (const page of pages)
    found.push(...(page.CertificateSummaryList ?? []).map((one) => fromSummary(one, aws.region)));
  return found;
}

/** Asked in the ARN's own region: a certificate of another region is a finding, not an error. */
export async function certificate(aws: AwsConnection, arn: string): Promise<Certificate | undefined> {
  const region = regionOfArn(arn);
  if (region === undefined) return undefined;
  const answer = await unless(
    acmClient(aws, region).send(new DescribeCertificateCommand({ CertificateArn: arn })),
    ['ResourceNotFoundException', 'InvalidArnException', 'ValidationException'],
    undefined,
  );
  return answer?.Certificate === undefined ? undefined : fromDetail(answer.Certificate, region);
}
