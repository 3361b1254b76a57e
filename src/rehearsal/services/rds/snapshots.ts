import {
  CreateDBClusterSnapshot$,
  CreateDBSnapshot$,
  DescribeDBClusterSnapshots$,
  DescribeDBSnapshots$,
} from '@aws-sdk/client-rds';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { Database, DatabaseSnapshotState } from '../../account/state.ts';
import { pageOf, pageSize } from '../paging.ts';

type SnapshotSource = 'instance' | 'cluster';
const kindOf = ({ cluster }: Pick<Database, 'cluster'>): SnapshotSource =>
  cluster === true ? 'cluster' : 'instance';

/** How RDS calls the two, and what it says of one that is not there. */
const words = {
  instance: { title: 'DBInstance', snapshot: 'DBSnapshot', absent: 'DBInstanceNotFound' },
  cluster: { title: 'DBCluster', snapshot: 'DBClusterSnapshot', absent: 'DBClusterNotFoundFault' },
} as const;

/** A first snapshot copies everything; of the little that a rehearsal holds that takes some minutes. */
const takes = 4 * 60_000;

const databaseOf = (kind: SnapshotSource, id: string, { account, region }: CallContext): Database => {
  const found = account.databases.get(id);
  if (found?.region !== region || kindOf(found) !== kind)
    throw new ServiceError(words[kind].absent, `${words[kind].title} ${id} not found.`, 404);
  if (found.status !== 'available')
    throw new ServiceError(
      kind === 'instance' ? 'InvalidDBInstanceState' : 'InvalidDBClusterStateFault',
      `${words[kind].title} ${id} is not in the available state.`,
    );
  return found;
};

const shown = (snapshot: DatabaseSnapshotState, now: number): object => {
  const { database, createdAt, readyAt, failed } = snapshot;
  const ready = now >= readyAt;
  const percent = Math.floor(((now - createdAt) / (readyAt - createdAt)) * 100);
  const own = words[kindOf(database)];
  return {
    [`${own.snapshot}Identifier`]: snapshot.id,
    [`${own.snapshot}Arn`]: snapshot.arn,
    [`${own.title}Identifier`]: database.id,
    Engine: database.engine,
    EngineVersion: database.engineVersion,
    SnapshotCreateTime: new Date(createdAt),
    SnapshotType: 'manual',
    Status: ready ? (failed ? 'failed' : 'available') : 'creating',
    PercentProgress: ready ? 100 : percent,
    AllocatedStorage: 20,
  };
};

const create = (kind: SnapshotSource, id: string, databaseId: string, context: CallContext): object => {
  const { account, region, clock } = context;
  const database = databaseOf(kind, databaseId, context);
  if (account.databaseSnapshots.has(id))
    throw new ServiceError(
      kind === 'instance' ? 'DBSnapshotAlreadyExists' : 'DBClusterSnapshotAlreadyExistsFault',
      `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`,
    );
  const now = clock.now();
  const type = kind === 'instance' ? 'snapshot' : 'cluster-snapshot';
  const made: DatabaseSnapshotState = {
    id,
    region,
    arn: `arn:${account.partition}:rds:${region}:${account.id}:${type}:${id}`,
    database,
    createdAt: now,
    readyAt: now + takes,
    failed: false,
  };
  account.databaseSnapshots.set(id, made);
  // Time passes for it; where time is skipped, the first look finds it half done, the second one ready.
  void clock.sleep(takes / 2);
  return { [words[kind].snapshot]: shown(made, now) };
};

interface SnapshotsInput {
  readonly MaxRecords?: number;
  readonly Marker?: string;
}

const describe = (
  kind: SnapshotSource,
  { id, databaseId }: { readonly id: string | undefined; readonly databaseId: string | undefined },
  input: SnapshotsInput,
  { account, region, clock }: CallContext,
): object => {
  const found = [...account.databaseSnapshots.values()].filter(
    (one) =>
      one.region === region &&
      kindOf(one.database) === kind &&
      (id ?? one.id) === one.id &&
      (databaseId ?? one.database.id) === one.database.id,
  );
  if (id !== undefined && found.length === 0)
    throw new ServiceError(
      kind === 'instance' ? 'DBSnapshotNotFound' : 'DBClusterSnapshotNotFoundFault',
      `${words[kind].snapshot} ${id} not found.`,
      404,
    );
  for (const { readyAt } of found) if (readyAt > clock.now()) void clock.sleep(readyAt - clock.now());
  const page = pageOf(found, pageSize(input.MaxRecords, 100), input.Marker);
  return {
    [`${words[kind].snapshot}s`]: page.items.map((one) => shown(one, clock.now())),
    Marker: page.next,
  };
};

interface OfInstance extends SnapshotsInput {
  readonly DBSnapshotIdentifier?: string;
  readonly DBInstanceIdentifier?: string;
}
interface OfCluster extends SnapshotsInput {
  readonly DBClusterSnapshotIdentifier?: string;
  readonly DBClusterIdentifier?: string;
}

export const snapshotOperations: Readonly<Record<string, Operation>> = {
  CreateDBSnapshot: operation<Required<OfInstance>>(CreateDBSnapshot$, (input, context) =>
    create('instance', input.DBSnapshotIdentifier, input.DBInstanceIdentifier, context),
  ),
  CreateDBClusterSnapshot: operation<Required<OfCluster>>(CreateDBClusterSnapshot$, (input, context) =>
    create('cluster', input.DBClusterSnapshotIdentifier, input.DBClusterIdentifier, context),
  ),
  DescribeDBSnapshots: operation<OfInstance>(DescribeDBSnapshots$, (input, context) =>
    describe(
      'instance',
      { id: input.DBSnapshotIdentifier, databaseId: input.DBInstanceIdentifier },
      input,
      context,
    ),
  ),
  DescribeDBClusterSnapshots: operation<OfCluster>(DescribeDBClusterSnapshots$, (input, context) =>
    describe(
      'cluster',
      { id: input.DBClusterSnapshotIdentifier, databaseId: input.DBClusterIdentifier },
      input,
      context,
    ),
  ),
};
