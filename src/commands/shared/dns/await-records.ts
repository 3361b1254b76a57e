import type { DnsRecord } from '../../../core/dns.ts';
import type { CommandContext } from '../context.ts';
import { dnsCommand, verifyRecords } from './verify-records.ts';

/** As long as a person may sit by; whoever runs the domain may take days. Milliseconds. */
const patienceMs = 60 * 60_000;

/** Records that somebody else adds: waited for while they are on the screen, where a person likes to. */
export async function awaitRecords(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName' | 'settings'>,
  records: readonly DnsRecord[],
): Promise<void> {
  const { connection, session, settings } = context;
  // Who asked for the records alone, or agreed to everything beforehand, is not kept.
  const mayAsk = connection.prompt.interactive && !session.options.yes;
  if (!mayAsk || settings.dnsMethod.value !== undefined || records.length === 0) return;
  const message = 'Wait here until they answer, for an hour at most? Ctrl-C leaves, and the stack stays';
  if (await connection.prompt.confirm({ message, default: true }))
    await verifyRecords(context, records, patienceMs);
  else
    connection.emit({
      type: 'note',
      level: 'info',
      message: 'Once they are added, see whether they answer:',
      detail: [dnsCommand(context, '--verify', '--wait', '15m')],
    });
}
