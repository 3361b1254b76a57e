import { createHash } from 'node:crypto';
import type { AccountState, CertificateState } from '../../account/state.ts';
import { canonicalName } from '../route53/names.ts';
import { visibleRecords } from '../route53/visible.ts';

const day = 86_400_000;
/** How long a public certificate is good for since 2026. */
const validityDays = 198;

/** Names are the same with and without the final dot, in any case. */
const isProved = (account: AccountState, now: number, name: string, value: string): boolean =>
  visibleRecords(account, now).some(
    (record) =>
      record.type === 'CNAME' &&
      record.name === canonicalName(name) &&
      record.values.some((target) => canonicalName(target) === canonicalName(value)),
  );

/** A waiting certificate is issued once each of its CNAMEs can be seen in a public zone. */
export function advanceValidation(account: AccountState, now: number, certificate: CertificateState): void {
  if (certificate.status !== 'PENDING_VALIDATION' || certificate.validation.length === 0) return;
  if (certificate.validation.every(({ name, value }) => isProved(account, now, name, value)))
    issue(certificate, now);
}

export function issue(certificate: CertificateState, now: number): void {
  certificate.status = 'ISSUED';
  certificate.notAfter = now + validityDays * day;
}

/** The same name always gets the same record, wildcard and bare name share one. */
export function validationRecord(
  account: AccountState,
  domain: string,
): CertificateState['validation'][number] {
  const base = domain.replace(/^\*\./, '');
  const digest = createHash('sha256').update(`${account.id} ${base}`).digest('hex');
  return {
    domain,
    name: `_${digest.slice(0, 32)}.${base}.`,
    value: `_${digest.slice(32, 64)}.validations.aws.`,
  };
}
