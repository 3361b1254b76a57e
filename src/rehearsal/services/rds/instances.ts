import { DescribeDBClusters$, DescribeDBInstances$ } from '@aws-sdk/client-rds';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import { pageOf, pageSize } from '../paging.ts';

interface DescribeDBClustersInput {
  readonly DBClusterIdentifier?: string;
  readonly MaxRecords?: number;
  readonly Marker?: string;
}

const describeClusters = (input: DescribeDBClustersInput, { account, region }: CallContext): object => {
  const wanted = input.DBClusterIdentifier;
  const found = [...account.databases.values()].filter(
    (database) =>
      database.region === region &&
      database.cluster === true &&
      (wanted === undefined || [database.id, database.arn].includes(wanted)),
  );
  if (wanted !== undefined && found.length === 0)
    throw new ServiceError('DBClusterNotFoundFault', `DBCluster ${wanted} not found.`, 404);
  const page = pageOf(found, pageSize(input.MaxRecords, 100), input.Marker);
  return {
    DBClusters: page.items.map((cluster) => ({
      DBClusterIdentifier: cluster.id,
      DBClusterArn: cluster.arn,
      Status: cluster.status,
      Engine: cluster.engine,
      EngineVersion: cluster.engineVersion,
      Endpoint: cluster.address,
    })),
    Marker: page.next,
  };
};

interface DescribeDBInstancesInput {
  readonly DBInstanceIdentifier?: string;
  readonly MaxRecords?: number;
  readonly Marker?: string;
}

const describe = (input: DescribeDBInstancesInput, { account, region }: CallContext): object => {
  const wanted = input.DBInstanceIdentifier;
  const found = [...account.databases.values()].filter(
    (database) =>
      database.region === region &&
      database.cluster !== true &&
      (wanted === undefined || [database.id, database.arn].includes(wanted)),
  );
  if (wanted !== undefined && found.length === 0)
    throw new ServiceError('DBInstanceNotFound', `DBInstance ${wanted} not found.`, 404);
  const page = pageOf(found, pageSize(input.MaxRecords, 100), input.Marker);
  return {
    DBInstances: page.items.map((database) => ({
      DBInstanceIdentifier: database.id,
      DBInstanceArn: database.arn,
      DBInstanceClass: database.instanceClass,
      DBInstanceStatus: database.status,
      Engine: database.engine,
      EngineVersion: database.engineVersion,
      AllocatedStorage: database.allocatedGiB,
      Endpoint: { Address: database.address, Port: 5432 },
    })),
    Marker: page.next,
  };
};

export const instanceOperations: Readonly<Record<string, Operation>> = {
  DescribeDBClusters: operation(DescribeDBClusters$, describeClusters),
  DescribeDBInstances: operation(DescribeDBInstances$, describe),
};
