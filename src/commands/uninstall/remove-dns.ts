import { awsCodes, InstallError, isInstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { DnsRecord } from '../../core/dns.ts';
import type { Stack } from '../../core/stack.ts';
import { stackScope } from '../../products/index.ts';
import { recordsToRemove, removeRecords, type FoundRecord } from '../../dns/index.ts';
import { confirmOrDecline } from '../shared/consent.ts';
import type { CommandContext } from '../shared/context.ts';
import { plannedDns } from '../shared/dns/publish.ts';
import { dnsPorts } from '../shared/dns/zone-account.ts';

const namesZoneAccount = ({ session: { options } }: Pick<CommandContext, 'session'>): boolean =>
  options.dnsProfile !== undefined || options.dnsRoleArn !== undefined;

/** Of a stack, while its outputs can still be read. */
export interface StackRecords {
  /** Those it would have: what is wanted of DNS. */
  readonly wanted: readonly DnsRecord[];
  /** Those that point at this very balancer. */
  readonly found: readonly FoundRecord[];
}

const none: StackRecords = { wanted: [], found: [] };

export async function recordsOf(
  context: Pick<CommandContext, 'session' | 'connection' | 'settings' | 'product'>,
  stack: Stack,
): Promise<StackRecords> {
  try {
    const { records } = await plannedDns(context, stackScope(stack));
    return { wanted: records, found: await recordsToRemove(records, dnsPorts(context)) };
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    // Who named an account for it wants them gone, and nothing has been deleted yet.
    if (namesZoneAccount(context)) throw error;
    if (context.product.needsRecords)
      context.connection.emit({
        type: 'note',
        level: 'warn',
        message: `DNS records that lead to this stack stay, because they could not be looked up: ${error.message}`,
      });
    return none;
  }
}

export const recordWords = ({ recordSet, zone }: FoundRecord): string =>
  `${recordSet.name} ${recordSet.type} in zone ${zone.name} (${zone.id})`;

/** @param gone of `all` are known to be removed */
const stoppedWords = (gone: number, all: number, error: InstallError): string => {
  if (gone > 0) return `${gone} of ${all} DNS records were removed`;
  return isInstallError(error, awsCodes.unreachable)
    ? 'AWS did not say whether the DNS records were removed'
    : 'The DNS records were left';
};

/** Somebody may have written them while the stack was being deleted: nobody has agreed to their removal. */
const reportNew = async (
  context: Pick<CommandContext, 'session' | 'connection'>,
  { wanted, found }: StackRecords,
): Promise<void> => {
  const ports = dnsPorts(context);
  ports.facts.refresh('records');
  const seen = found.map(recordWords);
  const there = await recordsToRemove(wanted, ports).catch((error: unknown): readonly FoundRecord[] => {
    if (!(error instanceof InstallError)) throw error;
    // The stack is gone, whatever can be looked up now.
    return [];
  });
  const fresh = there.map(recordWords).filter((one) => !seen.includes(one));
  if (fresh.length === 0) return;
  const message =
    'DNS records made meanwhile lead to the balancer that is gone; remove them from their zone:';
  context.connection.emit({ type: 'note', level: 'warn', message, detail: fresh });
};

/** After the delete: exactly those records, shown and agreed to. Leaving them harms nothing but tidiness. */
export async function offerDnsRemoval(
  context: Pick<CommandContext, 'session' | 'connection'>,
  records: StackRecords,
): Promise<void> {
  if (records.found.length > 0) await removeFound(context, records.found);
  if (records.wanted.length > 0) await reportNew(context, records);
}

const removeFound = async (
  context: Pick<CommandContext, 'session' | 'connection'>,
  found: readonly FoundRecord[],
): Promise<void> => {
  const { connection } = context;
  const names = found.map(recordWords);
  connection.emit({
    type: 'note',
    level: 'info',
    message: 'These DNS records point at the balancer that is gone:',
    detail: names,
  });
  let gone = 0;
  try {
    await confirmOrDecline(context, 'Remove them?', 'Removing the records');
    await removeRecords(found, dnsPorts(context), (count) => void (gone += count));
    connection.emit({
      type: 'note',
      level: 'good',
      message: `${names.length} DNS ${names.length === 1 ? 'record' : 'records'} removed.`,
    });
  } catch (error) {
    if (!(error instanceof InstallError) || error.exitCode === exitCodes.interrupted) throw error;
    const what = stoppedWords(gone, names.length, error);
    connection.emit({ type: 'note', level: 'warn', message: `${what}: ${error.message}` });
  }
};
