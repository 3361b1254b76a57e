import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { confirmByName } from '../shared/consent.ts';
import { reportHeader, createContext, type CommandContext } from '../shared/context.ts';
import { deleteAndWatch, resourcesToRetain } from '../shared/stack/removal.ts';
import { attachOrLeave } from '../shared/stack/existing-stack.ts';
import { whileBusy } from '../shared/busy.ts';
import { stackDatabases, type StackDatabase } from '../shared/snapshot/databases.ts';
import { reportRestoring } from '../shared/snapshot/restore.ts';
import { announceSnapshots, takeSnapshots } from '../shared/snapshot/take.ts';
import { askedBuckets, emptyBuckets, namedBuckets } from './empty-buckets.ts';
import { assertExportsFree } from './exports.ts';
import { offerDnsRemoval, recordsOf, recordWords, type StackRecords } from './remove-dns.ts';
import { resourceDeletions, removalOf, type Removal } from './removal.ts';
import { bucketLines, stackBuckets, type StackBucket } from './stack-buckets.ts';
import { unlessRefused } from '../../stack/index.ts';

const gone = ({ connection, stackName }: Pick<CommandContext, 'connection' | 'stackName'>): CommandResult => {
  connection.emit({
    type: 'note',
    level: 'good',
    message: `There is no stack named ${stackName} in ${connection.region}; nothing to remove.`,
  });
  return { outcome: 'unchanged', exitCode: exitCodes.succeeded };
};

/** What was looked at before anything is asked. */
interface Outlook {
  readonly removal: Removal;
  readonly buckets: readonly StackBucket[];
  /** Of them, those whose contents go first. */
  readonly toEmpty: readonly string[];
  readonly records: StackRecords;
  readonly databases: readonly StackDatabase[];
  /** What could not be found out. */
  readonly unknown?: string;
}

const look = async (
  context: Pick<CommandContext<'uninstall'>, 'session' | 'connection' | 'settings' | 'product'>,
  stack: Stack,
): Promise<Outlook> => {
  const { connection, session } = context;
  // Without its template nobody knows what a stack keeps, and so no bucket of it is emptied.
  const all = await unlessRefused(connection, () => resourceDeletions(stack.id, connection), []);
  const [records, removal, unknown, buckets, databases] = await Promise.all([
    recordsOf(context, stack),
    removalOf(context, stack, all),
    assertExportsFree(context, stack, all),
    stackBuckets(context, stack, all),
    session.options.snapshot ? stackDatabases(context, stack) : [],
  ]);
  const toEmpty = await namedBuckets(context, stack, buckets);
  return { removal, buckets, toEmpty, records, databases, unknown };
};

const listed = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [heading, ...lines];

/** What becomes of them once the stack is gone. */
const recordsEnd = ({ session, connection }: Pick<CommandContext, 'session' | 'connection'>): string => {
  if (session.options.yes) return 'they are removed at the end';
  return connection.prompt.interactive ? 'you are asked about them at the end' : 'without --yes they stay';
};

const goesLine = (stackName: string, goes: string, stays: readonly string[]): string => {
  if (goes === '' && stays.length > 0) return `Stack ${stackName} will be deleted, and nothing else.`;
  return `Stack ${stackName} and everything it made will be deleted${goes === '' ? '' : `: ${goes}`}.`;
};

const warn = (
  context: Pick<CommandContext, 'session' | 'connection'>,
  stack: Stack,
  { removal, buckets, toEmpty, records, unknown }: Outlook,
): void => {
  const { goes, stays } = removal;
  context.connection.emit({
    type: 'note',
    level: 'warn',
    message: goesLine(stack.name, goes, stays),
    detail: [
      ...(stack.terminationProtection ? ['Termination protection is on; it is lifted first.'] : []),
      ...(unknown === undefined ? [] : [unknown]),
      ...listed(
        'Buckets that are not empty; the delete stops at each that is not emptied first (--empty-bucket):',
        [...bucketLines(buckets, toEmpty)],
      ),
      ...listed(
        `DNS records that will lead nowhere; ${recordsEnd(context)}:`,
        records.found.map((record) => `- ${recordWords(record)}`),
      ),
      ...listed(
        'What stays, and goes on to be paid for:',
        stays.map((line) => `- ${line}`),
      ),
    ],
  });
};

/** The guided delete: what goes, what stays, the typed name, the delete to its end, then the DNS records. */
export async function uninstall(session: Session<'uninstall'>): Promise<CommandResult> {
  session.interrupts.atStake = true;
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await context.connection.stacks.describe(context.stackName);
  const condition = conditionOf(stack?.status);
  if (stack === undefined || condition === 'absent') return gone(context);
  if (condition === 'busy') return attachOrLeave(context, stack);
  const seen = await whileBusy(context.connection, 'Looking at what the stack holds', look(context, stack));
  warn(context, stack, seen);
  if (session.options.snapshot) announceSnapshots(context, stack, seen.databases);
  await confirmByName(context, `Stack ${stack.name} will be deleted`);
  const asked = await askedBuckets(context, seen.buckets, seen.toEmpty);
  // The last question: who leaves here has lost nothing.
  const retain = await resourcesToRetain(context, stack);
  const taken = await takeSnapshots(context, seen.databases);
  // What is kept after all is not emptied.
  const kept = seen.buckets
    .filter(({ logicalId, nestedIn }) => retain.includes(nestedIn ?? logicalId))
    .map(({ name }) => name);
  const toEmpty = [...seen.toEmpty, ...asked].filter((name) => !kept.includes(name));
  await emptyBuckets(context, toEmpty);
  const result = await deleteAndWatch(context, stack, retain);
  if ('next' in result || result.exitCode !== exitCodes.succeeded) return result;
  await offerDnsRemoval(context, seen.records);
  reportRestoring(context, taken, false);
  return result;
}
