import type { DnsRecord } from '../../../core/dns.ts';
import { exitCodes, type ExitCode } from '../../../core/errors.ts';
import { verifyDns, type DnsApplied } from '../../../dns/index.ts';
import { whileBusy } from '../busy.ts';
import type { StackAddress } from '../context.ts';
import { resumeCommand } from '../next-command.ts';
import { dnsPorts } from './zone-account.ts';

export const dnsCommand = (context: StackAddress, ...flags: readonly string[]): string =>
  resumeCommand(context, 'dns', ...flags);

/** How long fresh records are given to show before they are left to `dns --verify`, milliseconds. */
export const timeToShow = ({ created }: DnsApplied): number => (created.length > 0 ? 15_000 : 0);

/** Looks whether records that are in place answer. @returns 9 only for what is seen to be wrong */
export async function lookAtRecords(
  context: StackAddress,
  records: readonly DnsRecord[],
  waitMs: number,
): Promise<ExitCode> {
  const verified = verifyDns(records, { waitMs }, dnsPorts(context));
  const seen = await whileBusy(context.connection, 'Looking the records up', verified);
  if (seen === 'verified') return exitCodes.succeeded;
  context.connection.emit({
    type: 'note',
    level: 'info',
    message:
      seen === 'wrong'
        ? 'The records are in place, and something on the way to an answer is wrong.'
        : 'The records are in place but do not answer from here yet.',
    detail: ['Look again with', dnsCommand(context, '--verify', '--wait', '15m')],
  });
  return seen === 'wrong' ? exitCodes.dnsFailed : exitCodes.succeeded;
}
