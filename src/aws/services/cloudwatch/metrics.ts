import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { MetricQuery } from '../../../core/workload.ts';
import type { AwsConnection } from '../../connection/connection.ts';

const periodSeconds = 300;
const windowMs = 24 * 60 * 60_000;

const wire = (query: MetricQuery, at: number): MetricDataQuery => ({
  Id: `m${at}`,
  MetricStat: {
    Metric: {
      Namespace: query.namespace,
      MetricName: query.name,
      Dimensions: Object.entries(query.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: periodSeconds,
    Stat: query.statistic,
  },
});

/** One call for all of them: the newest value comes first, and a page holds far more than a day of each. */
export async function metrics(
  aws: AwsConnection,
  queries: readonly MetricQuery[],
): Promise<readonly (number | undefined)[]> {
  if (queries.length === 0) return [];
  const now = aws.clock.now();
  const answer = await aws.client(CloudWatchClient, 'cloudwatch').send(
    new GetMetricDataCommand({
      StartTime: new Date(now - windowMs),
      EndTime: new Date(now),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: queries.map(wire),
    }),
  );
  const newest = new Map(answer.MetricDataResults?.map(({ Id, Values }) => [Id, Values?.[0]]));
  return queries.map((_, at) => newest.get(`m${at}`));
}
