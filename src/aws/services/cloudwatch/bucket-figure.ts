import { dayMs } from '../../../core/duration.ts';
import type { DailyFigure } from '../../../core/buckets-port.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { newestValues } from './newest.ts';

/** S3 reports a day's figure up to two days later. */
const windowMs = 3 * dayMs;

/** S3 counts each bucket once a day, old versions and delete markers included, and dates the figure at midnight UTC. */
export async function bucketFigure(aws: AwsConnection, bucket: string): Promise<DailyFigure | undefined> {
  const Metric = {
    Namespace: 'AWS/S3',
    MetricName: 'NumberOfObjects',
    Dimensions: [
      { Name: 'BucketName', Value: bucket },
      { Name: 'StorageType', Value: 'AllStorageTypes' },
    ],
  };
  const objects = { Id: 'objects', MetricStat: { Metric, Period: dayMs / 1000, Stat: 'Average' } };
  const { value, at } = (await newestValues(aws, windowMs, [objects])).get(objects.Id) ?? {};
  return value === undefined || at === undefined ? undefined : { objects: value, at: at.getTime() };
}
