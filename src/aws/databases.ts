import type { Databases } from '../core/databases-port.ts';
import type { AwsConnection } from './connection/connection.ts';

export function makeDatabases(aws: AwsConnection): Databases {
  const rds = () => aws.clock.during(import('./services/rds/snapshots.ts'));
  return {
    snapshots: async (of) => (await rds()).snapshotsOf(aws, of),
    snapshot: async (of, id) => (await rds()).snapshotOf(aws, of, id),
    createSnapshot: async (of, id) => (await rds()).createSnapshot(aws, of, id),
  };
}
