import { dayMs } from '../../../core/duration.ts';
import { createHash } from 'node:crypto';
import type { AccountState, CertificateState } from '../../account/state.ts';
import { canonicalName, isWithin } from '../route53/names.ts';
import { visibleRecords } from '../route53/visible.ts';

/** How long a public certificate is good for since 2026. */
const validityDays = 198;

const bare = (name: string): string => canonicalName(name).replace(/\.$/, '');

/** Names are the same with and without the final dot, in any case. */
const isProved = (account: AccountState, now: number, name: string, value: string): boolean =>
  visibleRecords(account, now).some(
    (record) =>
      record.type === 'CNAME' &&
      record.name === canonicalName(name) &&
      record.values.some((target) => canonicalName(target) === canonicalName(value)),
  ) ||
  (account.publicRecords.get(bare(name)) ?? []).some(
    (record) => record.type === 'CNAME' && canonicalName(record.value) === canonicalName(value),
  );

/** Whoever runs the domain outside this account has been given the records, and gets round to them. */
const addHandedOver = (account: AccountState, now: number, certificate: CertificateState): void => {
  const team = account.dnsTeam;
  if (team === undefined || now - certificate.createdAt < team.afterMs) return;
  for (const { name, value } of certificate.validation)
    if (isWithin(canonicalName(name), canonicalName(team.domain)) && !isProved(account, now, name, value))
      account.publicRecords.set(bare(name), [{ type: 'CNAME', value }]);
};

/** A waiting certificate is issued once each of its CNAMEs can be seen in a public zone. */
export function advanceValidation(account: AccountState, now: number, certificate: CertificateState): void {
  if (certificate.status !== 'PENDING_VALIDATION' || certificate.validation.length === 0) return;
  addHandedOver(account, now, certificate);
  if (certificate.validation.every(({ name, value }) => isProved(account, now, name, value)))
    issue(certificate, now);
}

export function issue(certificate: CertificateState, now: number): void {
  certificate.status = 'ISSUED';
  certificate.notAfter = now + validityDays * dayMs;
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
