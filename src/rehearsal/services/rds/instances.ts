import { DescribeDBInstances$ } from '@aws-sdk/client-rds';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import { pageOf, pageSize } from '../paging.ts';

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
      Endpoint: { Address: database.address, Port: 5432 },
    })),
    Marker: page.next,
  };
};

export const instanceOperations: Readonly<Record<string, Operation>> = {
  DescribeDBInstances: operation(DescribeDBInstances$, describe),
};
