import type { Buckets } from '../core/buckets-port.ts';
import type { Facts } from '../core/ports.ts';
import type { AwsConnection } from './connection/connection.ts';

/** What stacks leave in their buckets, asked anew on every call. */
export function makeBuckets(aws: AwsConnection, facts: Facts): Buckets {
  const emptying = () => aws.clock.during(import('./services/s3/emptying.ts'));
  const place = async (bucket: string) => ({ bucket, owner: (await facts.identity()).account });
  return {
    contents: async (name, limit) => (await emptying()).bucketCount(aws, await place(name), limit),
    dailyFigure: async (name) =>
      (await aws.clock.during(import('./services/cloudwatch/bucket-figure.ts'))).bucketFigure(aws, name),
    locks: async (name) => (await emptying()).bucketLocks(aws, await place(name)),
    deletePage: async (name) => (await emptying()).deletePage(aws, await place(name)),
  };
}
