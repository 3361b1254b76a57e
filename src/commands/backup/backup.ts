import type { CommandResult } from '../../core/command.ts';
import type { DatabaseSnapshot } from '../../core/databases-port.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import type { Stack } from '../../core/stack.ts';
import { confirmOrDecline } from '../shared/consent.ts';
import { createContext, reportHeader, type CommandContext } from '../shared/context.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { stackDatabases, withoutDatabase, type StackDatabase } from '../shared/snapshot/databases.ts';
import { databaseMissing } from '../shared/snapshot/errors.ts';
import { restoringSteps } from '../shared/snapshot/restore.ts';
import { announceSnapshots, takeSnapshots } from '../shared/snapshot/take.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';

const succeeded: CommandResult = { outcome: 'succeeded', exitCode: exitCodes.succeeded };

const tell = (
  { connection }: Pick<CommandContext, 'connection'>,
  database: StackDatabase,
  one: DatabaseSnapshot,
) =>
  connection.emit({
    type: 'snapshot',
    id: one.id,
    logicalId: database.logicalId,
    database: database.id,
    snapshotType: one.type,
    status: one.status,
    createdAt: one.createdAt === undefined ? undefined : new Date(one.createdAt).toISOString(),
    gigabytes: one.gigabytes,
  });

/** Newest first; one that is being made has no time yet. */
const byAge = (a: DatabaseSnapshot, b: DatabaseSnapshot): number =>
  (b.createdAt ?? Infinity) - (a.createdAt ?? Infinity);

const list = async (
  context: Pick<CommandContext<'backup'>, 'session' | 'connection' | 'stackName'>,
  databases: readonly StackDatabase[],
): Promise<CommandResult> => {
  const { connection } = context;
  const found = await Promise.all(databases.map((database) => connection.databases.snapshots(database)));
  const all = databases.flatMap((database, at) =>
    [...(found[at] ?? [])].sort(byAge).map((snapshot) => ({ database, snapshot })),
  );
  for (const { database, snapshot } of all) tell(context, database, snapshot);
  if (all.length === 0)
    connection.emit({ type: 'note', level: 'info', message: 'There is no snapshot of its database yet.' });
  const newest = all.find(({ snapshot }) => snapshot.status === 'available');
  connection.emit({
    type: 'next',
    steps:
      newest === undefined
        ? [{ say: 'To make one:', run: resumeCommand(context, 'backup') }]
        : restoringSteps(context, newest, true),
  });
  return succeeded;
};

const take = async (
  context: Pick<CommandContext<'backup'>, 'session' | 'connection' | 'stackName'>,
  stack: Stack,
  databases: readonly StackDatabase[],
): Promise<CommandResult> => {
  if (databases.length === 0) throw databaseMissing(withoutDatabase(stack));
  announceSnapshots(context, stack, databases, 'now');
  await confirmOrDecline(context, 'Make it?', 'The snapshot');
  const taken = await takeSnapshots(context, databases);
  for (const { database, snapshot } of taken) tell(context, database, snapshot);
  context.connection.emit({
    type: 'next',
    steps: taken.flatMap((one) => restoringSteps(context, one, true)),
  });
  return succeeded;
};

/** A manual snapshot of the stack's database, or with `--list` those there are; and how to restore one. */
export async function backup(session: Session<'backup'>): Promise<CommandResult> {
  session.interrupts.atStake = !session.options.list;
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await requireStack(context);
  const databases = await stackDatabases(context, stack);
  if (!session.options.list) return take(context, stack, databases);
  if (databases.length > 0) return list(context, databases);
  context.connection.emit({ type: 'note', level: 'info', message: withoutDatabase(stack) });
  return succeeded;
}
