import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { DnsRecordType } from '../../core/probe.ts';

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');

export const dnsNotInSync = (): InstallError =>
  new InstallError({
    code: 'dns-not-in-sync',
    message: 'Route 53 has taken the records but not yet published them everywhere after five minutes.',
    hint: 'They need no more help; run the command again in a few minutes.',
    exitCode: exitCodes.dnsFailed,
  });

export const validationRecordTaken = (name: string, zoneId: string): InstallError =>
  new InstallError({
    code: 'validation-record-taken',
    message: `${name} has another DNS record already, so the certificate cannot be validated there.`,
    hint: `Remove that record from zone ${zoneId} if nothing needs it, then run this again.`,
    exitCode: exitCodes.dnsFailed,
  });

/** @param cause Node's error; @param server its address, where it was not this machine's own */
export const dnsUnanswered = (
  name: string,
  type: DnsRecordType,
  cause: unknown,
  server = 'The name servers of this machine',
): InstallError =>
  new InstallError({
    code: 'dns-unanswered',
    message: `${server} did not answer for ${name} (${type}): ${codeOf(cause) || 'no reason given'}.`,
    hint: 'Check the network and try again; nslookup shows whether names resolve at all here.',
    exitCode: exitCodes.dnsFailed,
    cause,
  });
