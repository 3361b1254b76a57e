import { dayMs } from '../../../core/duration.ts';
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { MetricQuery } from '../../../core/workload.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { newestValues } from './newest.ts';

const periodSeconds = 300;

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

export async function metrics(
  aws: AwsConnection,
  queries: readonly MetricQuery[],
): Promise<readonly (number | undefined)[]> {
  if (queries.length === 0) return [];
  const newest = await newestValues(aws, dayMs, queries.map(wire));
  return queries.map((_, at) => newest.get(`m${at}`)?.value);
}
