import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { AwsConnection } from '../../connection/connection.ts';

export interface NewestValue {
  readonly value: number | undefined;
  readonly at: Date | undefined;
}

/** The newest value of each query in the time up to now, by its id: one call, as a page holds far more than a day of each. */
export async function newestValues(
  aws: AwsConnection,
  windowMs: number,
  queries: readonly MetricDataQuery[],
): Promise<ReadonlyMap<string, NewestValue>> {
  const now = aws.clock.now();
  const { MetricDataResults: results = [] } = await aws.client(CloudWatchClient, 'cloudwatch').send(
    new GetMetricDataCommand({
      StartTime: new Date(now - windowMs),
      EndTime: new Date(now),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: [...queries],
    }),
  );
  return new Map(
    results.map(({ Id = '', Values, Timestamps }) => [Id, { value: Values?.[0], at: Timestamps?.[0] }]),
  );
}
