import { paginateDescribeDBInstances, RDSClient } from '@aws-sdk/client-rds';
import type { AwsConnection } from '../../connection/connection.ts';

/** DocumentDB and Neptune answer to the same call but have quotas of their own. */
const foreign = /^(docdb|neptune)/;

export async function databaseCount(aws: AwsConnection): Promise<number> {
  let count = 0;
  for await (const page of paginateDescribeDBInstances({ client: aws.client(RDSClient, 'rds') }, {}))
    count += (page.DBInstances ?? []).filter(({ Engine = '' }) => !foreign.test(Engine)).length;
  return count;
}
