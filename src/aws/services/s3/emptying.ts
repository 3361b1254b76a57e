import {
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3';
import type { BucketContents, BucketLocks, DeletedPage } from '../../../core/buckets-port.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';
import { s3Client } from './buckets.ts';

interface OwnedBucket {
  readonly bucket: string;
  /** The account it must belong to. */
  readonly owner: string;
}

interface Markers {
  readonly KeyMarker: string | undefined;
  readonly VersionIdMarker: string | undefined;
}

/** S3 lists at most 1,000 at a time, and deletes as many. */
const pageSize = 1_000;

const listPage = async (
  aws: AwsConnection,
  { bucket, owner }: OwnedBucket,
  from?: Markers,
): Promise<ListObjectVersionsCommandOutput | undefined> =>
  unless(
    (await s3Client(aws)).send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        ExpectedBucketOwner: owner,
        MaxKeys: pageSize,
        ...from,
      }),
    ),
    ['NoSuchBucket'],
    undefined,
  );

/** Counted until the end or the limit; undefined: there is no such bucket. */
export async function bucketCount(
  aws: AwsConnection,
  place: OwnedBucket,
  limit: number,
): Promise<BucketContents | undefined> {
  let [versions, deleteMarkers] = [0, 0];
  for (let from: Markers | undefined; ;) {
    const page = await listPage(aws, place, from);
    if (page === undefined) return undefined;
    versions += page.Versions?.length ?? 0;
    deleteMarkers += page.DeleteMarkers?.length ?? 0;
    const more = page.IsTruncated === true;
    if (!more || versions + deleteMarkers >= limit) return { versions, deleteMarkers, more };
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

export async function bucketLocks(
  aws: AwsConnection,
  { bucket: Bucket, owner: ExpectedBucketOwner }: OwnedBucket,
): Promise<BucketLocks> {
  const client = await s3Client(aws);
  const [lock, versioning] = await Promise.all([
    unless(
      client.send(new GetObjectLockConfigurationCommand({ Bucket, ExpectedBucketOwner })),
      ['ObjectLockConfigurationNotFoundError'],
      undefined,
    ),
    client.send(new GetBucketVersioningCommand({ Bucket, ExpectedBucketOwner })),
  ]);
  return {
    objectLock: lock?.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled',
    mfaDelete: versioning.MFADelete === 'Enabled',
  };
}

/** The first page of what is there, each by its version: without it a versioned bucket would only hide the object. */
export async function deletePage(aws: AwsConnection, place: OwnedBucket): Promise<DeletedPage> {
  const page = await listPage(aws, place);
  const found = [...(page?.Versions ?? []), ...(page?.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({
    Key,
    VersionId,
  }));
  if (found.length === 0) return { deleted: 0 };
  const client = await s3Client(aws);
  const { Errors = [] } = await client.send(
    new DeleteObjectsCommand({
      Bucket: place.bucket,
      ExpectedBucketOwner: place.owner,
      Delete: { Objects: found, Quiet: true },
    }),
  );
  const [first] = Errors;
  return {
    deleted: found.length - Errors.length,
    refused: first && { count: Errors.length, code: first.Code ?? '', message: first.Message ?? '' },
  };
}
