import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { DailyFigure } from '../../../core/buckets-port.ts';
import type { AwsConnection } from '../../connection/connection.ts';

const dayMs = 24 * 60 * 60_000;
/** S3 reports a day's figure up to two days later. */
const windowMs = 3 * dayMs;

/** S3 counts each bucket once a day, old versions and delete markers included, and dates the figure at midnight UTC. */
export async function bucketFigure(aws: AwsConnection, bucket: string): Promise<DailyFigure | undefined> {
  const now = aws.clock.now();
  const answer = await aws.client(CloudWatchClient, 'cloudwatch').send(
    new GetMetricDataCommand({
      StartTime: new Date(now - windowMs),
      EndTime: new Date(now),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: [
        {
          Id: 'objects',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/S3',
              MetricName: 'NumberOfObjects',
              Dimensions: [
                { Name: 'BucketName', Value: bucket },
                { Name: 'StorageType', Value: 'AllStorageTypes' },
              ],
            },
            Period: dayMs / 1000,
            Stat: 'Average',
          },
        },
      ],
    }),
  );
  const [result] = answer.MetricDataResults ?? [];
  const [objects, at] = [result?.Values?.[0], result?.Timestamps?.[0]?.getTime()];
  return objects === undefined || at === undefined ? undefined : { objects, at };
}
