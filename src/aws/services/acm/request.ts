import { createHash } from 'node:crypto';
import { RequestCertificateCommand } from '@aws-sdk/client-acm';
import type { Certificate } from '../../../core/facts.ts';
import { stopped } from '../../../core/interrupts.ts';
import { certificateRecordsMissing } from '../../errors/services.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { acmClient, certificate } from './certificates.ts';

/** ACM takes word characters only, at most 32, and honours it for an hour: a second run gets the same certificate. */
const tokenOf = (names: readonly string[]): string =>
  createHash('sha256')
    .update([...names].sort().join('\n'))
    .digest('hex')
    .slice(0, 32);

const pollMs = 2_000;
const patienceMs = 90_000;

export type Validation = Certificate['validation'];

/** The records appear some seconds after the request. */
export async function validationOf(aws: AwsConnection, arn: string): Promise<Validation> {
  const end = aws.clock.now() + patienceMs;
  for (;;) {
    const validation = (await certificate(aws, arn))?.validation ?? [];
    if (
      validation.length > 0 &&
      validation.every(({ name, value }) => name !== undefined && value !== undefined)
    )
      return validation;
    if (aws.clock.now() >= end) throw certificateRecordsMissing(arn);
    await aws.clock.sleep(pollMs, aws.signal);
    if (aws.signal.aborted) throw stopped();
  }
}

/** Requests one certificate for all names, validated by DNS. @returns its ARN */
export async function requestCertificate(aws: AwsConnection, names: readonly string[]): Promise<string> {
  const [first = '', ...others] = names;
  const { CertificateArn: arn = '' } = await acmClient(aws).send(
    new RequestCertificateCommand({
      DomainName: first,
      SubjectAlternativeNames: others.length === 0 ? undefined : [...others],
      ValidationMethod: 'DNS',
      IdempotencyToken: tokenOf(names),
      Tags: [{ Key: 'created-by', Value: 'quilt-install' }],
    }),
  );
  return arn;
}
