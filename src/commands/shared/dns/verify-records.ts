import type { DnsRecord } from '../../../core/dns.ts';
import { exitCodes, type ExitCode } from '../../../core/exit-codes.ts';
import { verifyDns, type DnsApplied, type Verified } from '../../../dns/index.ts';
import { whileBusy } from '../busy.ts';
import type { StackAddress } from '../context.ts';
import { resumeCommand } from '../next-command.ts';
import { dnsPorts } from './zone-account.ts';

export const dnsCommand = (context: StackAddress, ...flags: readonly string[]): string =>
  resumeCommand(context, 'dns', ...flags);

/** What replaces a record that is in the way. */
export const overwriting = (context: StackAddress): string => dnsCommand(context, '--apply', '--overwrite');

/** Follows the records to an answer, for at most `waitMs`, and tells what is missing. */
export function verificationOf(
  context: StackAddress,
  records: readonly DnsRecord[],
  waitMs: number,
): Promise<Verified> {
  const { connection } = context;
  const { facts, probe, clock, emit } = dnsPorts(context);
  const ports = {
    facts,
    probe,
    clock,
    emit,
    command: (command: string, ...flags: readonly string[]) => resumeCommand(context, command, ...flags),
    // Read anew each time: after the menu's "watch on" it is another one.
    get signal() {
      return connection.signal;
    },
  };
  return whileBusy(connection, 'Looking the records up', verifyDns(records, { waitMs }, ports));
}

/** How long fresh records are given to show before they are left to `dns --verify`, milliseconds. */
export const timeToShow = ({ created }: DnsApplied): number => (created.length > 0 ? 15_000 : 0);

const words: Readonly<Record<Exclude<Verified, 'verified'>, string>> = {
  pending: 'The records are in place but do not answer from here yet.',
  unseen: 'The records are in place; whether they answer does not show from here.',
  wrong: 'The records are in place, and something on the way to an answer is wrong.',
};

/** Looks whether records that are in place answer. @returns 9 only for what is seen to be wrong */
export async function verifyRecords(
  context: StackAddress,
  records: readonly DnsRecord[],
  waitMs: number,
): Promise<ExitCode> {
  const seen = await verificationOf(context, records, waitMs);
  if (seen === 'verified') return exitCodes.succeeded;
  context.connection.emit({
    type: 'note',
    level: 'info',
    message: words[seen],
    detail:
      seen === 'unseen' ? undefined : ['Look again with', dnsCommand(context, '--verify', '--wait', '15m')],
  });
  return seen === 'wrong' ? exitCodes.dnsFailed : exitCodes.succeeded;
}
