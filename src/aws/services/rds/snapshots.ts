import {
  CreateDBClusterSnapshotCommand,
  CreateDBSnapshotCommand,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBSnapshots,
  RDSClient,
  type DBClusterSnapshot,
  type DBSnapshot,
} from '@aws-sdk/client-rds';
import type { DatabaseRef, DatabaseSnapshot } from '../../../core/databases-port.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

const rds = (aws: AwsConnection): RDSClient => aws.client(RDSClient, 'rds');

const shared = (snapshot: DBSnapshot & DBClusterSnapshot): Omit<DatabaseSnapshot, 'id'> => ({
  type: snapshot.SnapshotType ?? '',
  status: snapshot.Status ?? '',
  engine: snapshot.Engine,
  percent: snapshot.PercentProgress,
  createdAt: snapshot.SnapshotCreateTime?.getTime(),
  gigabytes: snapshot.AllocatedStorage,
});

async function* found(aws: AwsConnection, { kind, id }: DatabaseRef, snapshotId?: string) {
  const paging = { client: rds(aws) };
  if (kind === 'instance') {
    const pages = paginateDescribeDBSnapshots(paging, {
      DBInstanceIdentifier: id,
      DBSnapshotIdentifier: snapshotId,
    });
    for await (const { DBSnapshots = [] } of pages)
      yield* DBSnapshots.map((one) => ({ ...shared(one), id: one.DBSnapshotIdentifier ?? '' }));
    return;
  }
  const pages = paginateDescribeDBClusterSnapshots(paging, {
    DBClusterIdentifier: id,
    DBClusterSnapshotIdentifier: snapshotId,
  });
  for await (const { DBClusterSnapshots = [] } of pages)
    yield* DBClusterSnapshots.map((one) => ({ ...shared(one), id: one.DBClusterSnapshotIdentifier ?? '' }));
}

const gathered = async (
  aws: AwsConnection,
  of: DatabaseRef,
  snapshotId?: string,
): Promise<readonly DatabaseSnapshot[]> => {
  const snapshots: DatabaseSnapshot[] = [];
  for await (const one of found(aws, of, snapshotId)) snapshots.push(one);
  return snapshots;
};

/** AWS names its refusals on the wire without `Fault`, the SDK with it. */
const named = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [name, `${name}Fault`]);

export const snapshotsOf = (aws: AwsConnection, of: DatabaseRef): Promise<readonly DatabaseSnapshot[]> =>
  gathered(aws, of);

export const snapshotOf = async (
  aws: AwsConnection,
  of: DatabaseRef,
  id: string,
): Promise<DatabaseSnapshot | undefined> =>
  (await unless(gathered(aws, of, id), named('DBSnapshotNotFound', 'DBClusterSnapshotNotFound'), []))[0];

/** Its id is this run's own: one that is there was made by a call whose answer was lost. */
export async function createSnapshot(aws: AwsConnection, { kind, id }: DatabaseRef, snapshotId: string) {
  const Tags = [{ Key: 'created-by', Value: 'quilt-install' }];
  const made =
    kind === 'instance'
      ? rds(aws).send(
          new CreateDBSnapshotCommand({ DBInstanceIdentifier: id, DBSnapshotIdentifier: snapshotId, Tags }),
        )
      : rds(aws).send(
          new CreateDBClusterSnapshotCommand({
            DBClusterIdentifier: id,
            DBClusterSnapshotIdentifier: snapshotId,
            Tags,
          }),
        );
  await unless(made, named('DBSnapshotAlreadyExists', 'DBClusterSnapshotAlreadyExists'), undefined);
}
