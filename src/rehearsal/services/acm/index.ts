import {
  DeleteCertificate$,
  DescribeCertificate$,
  ImportCertificate$,
  ListCertificates$,
  RequestCertificate$,
} from '@aws-sdk/client-acm';
import { randomUuid } from '../../account/random-source.ts';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Service } from '../../service.ts';
import type { CertificateState } from '../../account/state.ts';
import { pageOf, pageSize } from '../paging.ts';
import { importCertificate, type ImportCertificateInput } from './import.ts';
import { advanceValidation, validationRecord } from './validation.ts';

/** ACM needs a moment before it can name the validation records. */
const recordDelayMs = 5000;

const inRegion = ({ account, clock, region }: CallContext): readonly CertificateState[] => {
  const found = [...account.certificates.values()].filter((certificate) => certificate.region === region);
  for (const certificate of found) advanceValidation(account, clock.now(), certificate);
  return found;
};

const dateOf = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));

const summary = (certificate: CertificateState): object => ({
  CertificateArn: certificate.arn,
  DomainName: certificate.names[0],
  SubjectAlternativeNameSummaries: certificate.names.slice(0, 100),
  HasAdditionalSubjectAlternativeNames: certificate.names.length > 100,
  Status: certificate.status,
  Type: certificate.type,
  KeyAlgorithm: certificate.keyAlgorithm,
  InUse: certificate.inUseBy.size > 0,
  // ACM renews nothing that was imported.
  RenewalEligibility:
    certificate.inUseBy.size > 0 && certificate.type !== 'IMPORTED' ? 'ELIGIBLE' : 'INELIGIBLE',
  NotBefore:
    certificate.notAfter === undefined ? undefined : new Date(certificate.notBefore ?? certificate.createdAt),
  NotAfter: dateOf(certificate.notAfter),
  CreatedAt: new Date(certificate.createdAt),
  ImportedAt: dateOf(certificate.importedAt),
});

const listed = new Set(['RSA_1024', 'RSA_2048']);

interface ListCertificatesInput {
  readonly CertificateStatuses?: readonly string[];
  readonly Includes?: { readonly keyTypes?: readonly string[] };
  readonly NextToken?: string;
  readonly MaxItems?: number;
}

const list = (input: ListCertificatesInput, context: CallContext): object => {
  // Without keyTypes only the old RSA sizes are shown: an ECDSA certificate seems not to exist.
  const types = new Set(input.Includes?.keyTypes ?? listed);
  const found = inRegion(context).filter(
    ({ keyAlgorithm, status }) =>
      types.has(keyAlgorithm) && (input.CertificateStatuses ?? [status]).includes(status),
  );
  const page = pageOf(found, pageSize(input.MaxItems, 1000), input.NextToken);
  return { CertificateSummaryList: page.items.map(summary), NextToken: page.next };
};

const certificateAt = (arn: string, context: CallContext): CertificateState => {
  if (!/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/.test(arn))
    throw new ServiceError('ValidationException', `Value '${arn}' is not a valid certificate ARN.`);
  const found = inRegion(context).find((certificate) => certificate.arn === arn);
  if (found === undefined)
    throw new ServiceError('ResourceNotFoundException', `Could not find certificate ${arn}.`);
  return found;
};

const validationOf = (certificate: CertificateState, now: number): readonly object[] | undefined =>
  certificate.type !== 'AMAZON_ISSUED'
    ? undefined
    : certificate.validation.map(({ domain, name, value }) => ({
        DomainName: domain,
        ValidationDomain: domain,
        ValidationMethod: 'DNS',
        ValidationStatus: certificate.status === 'PENDING_VALIDATION' ? 'PENDING_VALIDATION' : 'SUCCESS',
        ResourceRecord:
          now - certificate.createdAt < recordDelayMs
            ? undefined
            : { Name: name, Type: 'CNAME', Value: value },
      }));

const describe = ({ CertificateArn }: { CertificateArn: string }, context: CallContext): object => {
  const certificate = certificateAt(CertificateArn, context);
  return {
    Certificate: {
      ...summary(certificate),
      SubjectAlternativeNames: certificate.names,
      // Describe writes what List writes with an underscore with a hyphen.
      KeyAlgorithm: certificate.keyAlgorithm.replace(/^RSA_/, 'RSA-'),
      InUseBy: [...certificate.inUseBy],
      DomainValidationOptions: validationOf(certificate, context.clock.now()),
    },
  };
};

interface RequestCertificateInput {
  readonly DomainName: string;
  readonly SubjectAlternativeNames?: readonly string[];
  readonly ValidationMethod?: string;
  readonly KeyAlgorithm?: string;
  readonly IdempotencyToken?: string;
  readonly Tags?: readonly object[];
}

const checkRequest = (input: RequestCertificateInput): void => {
  if (!/^(\*\.)?(([a-z0-9-]{1,63}\.)+[a-z]{2,63})$/i.test(input.DomainName))
    throw new ServiceError(
      'InvalidDomainValidationOptionsException',
      `'${input.DomainName}' is no domain name.`,
    );
  if (input.IdempotencyToken !== undefined && !/^\w{1,32}$/.test(input.IdempotencyToken))
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${input.IdempotencyToken}' at 'idempotencyToken' failed to satisfy constraint: Member must satisfy regular expression pattern: \\w+`,
    );
};

const request = (input: RequestCertificateInput, { account, clock, region, permit }: CallContext): object => {
  if ((input.Tags ?? []).length > 0) permit('acm:AddTagsToCertificate');
  checkRequest(input);
  const before = [...account.certificates.values()].find(
    ({ idempotencyToken, names }) =>
      idempotencyToken !== undefined &&
      idempotencyToken === input.IdempotencyToken &&
      names[0] === input.DomainName,
  );
  if (before !== undefined) return { CertificateArn: before.arn };
  const names = [...new Set([input.DomainName, ...(input.SubjectAlternativeNames ?? [])])];
  const arn = `arn:${account.partition}:acm:${region}:${account.id}:certificate/${randomUuid()}`;
  account.certificates.set(arn, {
    arn,
    region,
    names,
    status: 'PENDING_VALIDATION',
    type: 'AMAZON_ISSUED',
    keyAlgorithm: input.KeyAlgorithm ?? 'RSA_2048',
    createdAt: clock.now(),
    inUseBy: new Set(),
    validation: names.map((name) => validationRecord(account, name)),
    idempotencyToken: input.IdempotencyToken,
  });
  void clock.sleep(recordDelayMs);
  if (account.dnsTeam !== undefined) void clock.sleep(account.dnsTeam.afterMs);
  return { CertificateArn: arn };
};

export const acm: Service = {
  id: 'acm',
  operations: {
    ListCertificates: operation(ListCertificates$, list),
    DescribeCertificate: operation(DescribeCertificate$, describe),
    RequestCertificate: operation(RequestCertificate$, request),
    ImportCertificate: operation<ImportCertificateInput>(ImportCertificate$, (input, context) =>
      importCertificate(input, context, (arn) => certificateAt(arn, context)),
    ),
    DeleteCertificate: operation<{ CertificateArn: string }>(DeleteCertificate$, (input, context) => {
      const certificate = certificateAt(input.CertificateArn, context);
      if (certificate.inUseBy.size > 0)
        throw new ServiceError('ResourceInUseException', `Certificate ${certificate.arn} is in use.`);
      context.account.certificates.delete(certificate.arn);
    }),
  },
};
