import type { MetricQuery, Workload } from '../../../core/workload.ts';

/** The newest value of a metric; undefined: none was reported. Rejects where CloudWatch may not be read. */
export type ReadMetric = (query: MetricQuery) => Promise<number | undefined>;

/** All metrics of a look in one call. */
export function readMetrics(workload: Workload, queries: readonly MetricQuery[]): ReadMetric {
  const values = workload.metrics(queries);
  // Each line that needs one says why there is none.
  values.catch(() => undefined);
  const positions = new Map(queries.map((query, at) => [JSON.stringify(query), at]));
  return async (query) => (await values)[positions.get(JSON.stringify(query)) ?? -1];
}
