import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  paginateDescribeDBInstances,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { DatabaseClusterState, DatabaseState } from '../../../core/workload.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

const client = (aws: AwsConnection): RDSClient => aws.client(RDSClient, 'rds');

/** DocumentDB and Neptune answer to the same call but have quotas of their own. */
const foreign = /^(docdb|neptune)/;

export async function databaseCount(aws: AwsConnection): Promise<number> {
  let count = 0;
  for await (const page of paginateDescribeDBInstances({ client: client(aws) }, {}))
    count += (page.DBInstances ?? []).filter(({ Engine = '' }) => !foreign.test(Engine)).length;
  return count;
}

export async function database(aws: AwsConnection, id: string): Promise<DatabaseState | undefined> {
  const answer = await unless(
    client(aws).send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id })),
    ['DBInstanceNotFoundFault', 'DBInstanceNotFound'],
    undefined,
  );
  const found = answer?.DBInstances?.[0];
  return (
    found && {
      status: found.DBInstanceStatus ?? '',
      engine: found.Engine ?? '',
      engineVersion: found.EngineVersion ?? '',
      allocatedGiB: found.AllocatedStorage ?? 0,
    }
  );
}

export async function databaseCluster(
  aws: AwsConnection,
  id: string,
): Promise<DatabaseClusterState | undefined> {
  const answer = await unless(
    client(aws).send(new DescribeDBClustersCommand({ DBClusterIdentifier: id })),
    ['DBClusterNotFoundFault', 'DBClusterNotFound'],
    undefined,
  );
  const found = answer?.DBClusters?.[0];
  return (
    found && {
      status: found.Status ?? '',
      engine: found.Engine ?? '',
      engineVersion: found.EngineVersion ?? '',
    }
  );
}
