import { awsCodes, isInstallError } from '../../../core/errors.ts';
import type { DatabaseSnapshot } from '../../../core/databases-port.ts';
import { stopped } from '../../../core/interrupts.ts';
import type { Stack } from '../../../core/stack.ts';
import type { CommandContext } from '../context.ts';
import { databaseWords, withoutDatabase, type StackDatabase } from './databases.ts';
import { snapshotFailed } from './errors.ts';

export interface TakenSnapshot {
  readonly database: StackDatabase;
  readonly snapshot: DatabaseSnapshot;
}

const pollMs = 10_000;
/** A log is told that often that it goes on, milliseconds. */
const heartbeat = 30_000;

type SnapshotContext = Pick<CommandContext, 'connection'>;

/** Before its time; RDS takes 63 characters in all for a cluster's, and 255 for an instance's. */
const longestName = { cluster: 48, instance: 200 } as const;

/** Letters, digits and single hyphens, as RDS wants it; no two runs make the same one. */
const snapshotId = (stackName: string, { kind, logicalId }: StackDatabase, now: number): string => {
  const time = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  const whole = `quilt-install-${stackName}-${logicalId}`.toLowerCase().replace(/-+/g, '-');
  const name = whole.slice(0, longestName[kind]);
  return `${name}-${time}`.replace('--', '-');
};

/** What will be made, said before anybody agrees to it. */
export function announceSnapshots(
  { connection }: SnapshotContext,
  stack: Stack,
  databases: readonly StackDatabase[],
  when: 'first' | 'now' = 'first',
): void {
  connection.emit(
    databases.length === 0
      ? { type: 'note', level: 'warn', message: `No snapshot. ${withoutDatabase(stack)}` }
      : {
          type: 'note',
          level: 'info',
          message: `${when === 'first' ? 'First a' : 'A'} manual snapshot is made of ${databases.map(databaseWords).join(', ')}. It stays until it is deleted, and is paid for by its size.`,
        },
  );
}

const begin = async ({ connection }: SnapshotContext, database: StackDatabase, id: string): Promise<void> => {
  // A call that makes something is not made once Ctrl-C was pressed.
  if (connection.signal.aborted) throw stopped();
  try {
    await connection.databases.createSnapshot(database, id);
  } catch (error) {
    if (!isInstallError(error, awsCodes.refused)) throw error;
    throw snapshotFailed(databaseWords(database), error.message, error);
  }
};

/** AWS copies on, whoever watches: Ctrl-C ends the waiting, and what was to follow does not begin. */
const stopWaiting = ({ connection }: SnapshotContext, id: string): never => {
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stopped. Snapshot ${id} goes on in AWS; nothing else was changed.`,
  });
  throw stopped();
};

const wait = async (
  { connection }: SnapshotContext,
  database: StackDatabase,
  id: string,
): Promise<DatabaseSnapshot> => {
  const { clock, emit, databases } = connection;
  for (let lastNews = clock.now(); ;) {
    // Right after it was begun AWS may not list it yet.
    const found = await databases.snapshot(database, id).catch((error: unknown) => {
      if (connection.signal.aborted) return stopWaiting({ connection }, id);
      throw error;
    });
    if (found?.status === 'available') return found;
    if (found?.status === 'failed')
      throw snapshotFailed(databaseWords(database), `RDS gave snapshot ${id} up.`);
    const message = `Making snapshot ${id}${found?.percent === undefined ? '' : `: ${found.percent}%`}`;
    emit({ type: 'busy', brief: true, message });
    if (!connection.prompt.interactive && clock.now() - lastNews >= heartbeat) {
      lastNews = clock.now();
      emit({ type: 'note', level: 'info', message });
    }
    await clock.sleep(pollMs, connection.signal);
    if (connection.signal.aborted) stopWaiting({ connection }, id);
  }
};

/**
 * A manual snapshot of each, waited for: only when all are there does what follows begin.
 * @throws InstallError `snapshot-failed` (3), `interrupted` (130), and as AWS refuses
 */
export async function takeSnapshots(
  context: Pick<CommandContext, 'connection' | 'stackName'>,
  databases: readonly StackDatabase[],
): Promise<readonly TakenSnapshot[]> {
  const { connection, stackName } = context;
  const { clock, emit } = connection;
  const taken: TakenSnapshot[] = [];
  for (const database of databases) {
    const id = snapshotId(stackName, database, clock.now());
    emit({ type: 'note', level: 'info', message: `Making snapshot ${id} of ${databaseWords(database)}.` });
    await begin(context, database, id);
    const snapshot = await wait(context, database, id).finally(() => emit({ type: 'busy', brief: true }));
    emit({ type: 'note', level: 'good', message: `Snapshot ${id} is there.` });
    taken.push({ database, snapshot });
  }
  return taken;
}
