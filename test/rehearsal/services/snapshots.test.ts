import { CreateDBSnapshotCommand, DescribeDBSnapshotsCommand, RDSClient } from '@aws-sdk/client-rds';
import { expect, it, onTestFinished } from 'vitest';
import { accountOfTest } from '../../helpers/account.ts';
import { clientFor } from '../support.ts';

it('makes a snapshot, where time is skipped, that is on its way at the first look and ready at the second', async () => {
  const account = await accountOfTest(
    { onTestFinished },
    { scenario: 'installed', serve: true, speed: 'max' },
  );
  const rds = new RDSClient(clientFor(account));
  const [DBInstanceIdentifier] = [...account.state.databases.keys()];
  const DBSnapshotIdentifier = 'before-upgrade';
  const made = await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier }));
  const look = async (): Promise<readonly unknown[]> => {
    const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }));
    return [DBSnapshots?.[0]?.Status, DBSnapshots?.[0]?.PercentProgress];
  };
  expect([made.DBSnapshot?.Status, await look(), await look()]).toEqual([
    'creating',
    ['creating', 50],
    ['available', 100],
  ]);
});
