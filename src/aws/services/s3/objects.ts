import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { AwsConnection } from '../../connection/connection.ts';
import { awsName, unless } from '../../errors/answer.ts';
import { isAbsentOrDenied, s3Client } from './buckets.ts';

/** An object's place; `owner` is the account its bucket must belong to. */
export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
  readonly region?: string;
  readonly owner?: string;
  readonly versionId?: string;
}

export const owned = (owner: string | undefined): { ExpectedBucketOwner?: string } =>
  owner === undefined ? {} : { ExpectedBucketOwner: owner };

export interface ReadObject {
  readonly body: Uint8Array;
  readonly tooLarge: boolean;
}

/** Read only as far as the limit: the length is not always announced. */
const bounded = async (body: AsyncIterable<Uint8Array>, limit: number): Promise<ReadObject> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) return { body: new Uint8Array(), tooLarge: true };
    chunks.push(chunk);
  }
  return { body: Buffer.concat(chunks), tooLarge: false };
};

/** Undefined when it is not there, or may not be read: a stranger cannot tell these apart. */
export async function readObject(
  aws: AwsConnection,
  place: ObjectLocation,
  limit: number,
): Promise<ReadObject | undefined> {
  const { region = aws.region } = place;
  // The client has done its part with the first byte: what breaks off later it neither tries again nor puts into words.
  const cutOff = (error: unknown): never => {
    throw aws.failure(error, { service: 's3', operation: 'GetObject', region });
  };
  try {
    const answer = await (
      await s3Client(aws, place.region)
    ).send(
      new GetObjectCommand({
        Bucket: place.bucket,
        Key: place.key,
        ...owned(place.owner),
        VersionId: place.versionId,
      }),
    );
    return await aws.clock.during(bounded(answer.Body as AsyncIterable<Uint8Array>, limit)).catch(cutOff);
  } catch (error) {
    if (isAbsentOrDenied(error)) return undefined;
    throw error;
  }
}

/** @returns the version, where the bucket keeps versions. */
export const putObject = async (
  aws: AwsConnection,
  place: ObjectLocation,
  text: string,
): Promise<string | undefined> =>
  (
    await (
      await s3Client(aws, place.region)
    ).send(
      new PutObjectCommand({
        Bucket: place.bucket,
        Key: place.key,
        Body: text,
        ContentType: 'text/plain; charset=utf-8',
        ...owned(place.owner),
      }),
    )
  ).VersionId;

/** With its version the object is gone for good; without, a versioned bucket would only hide it. */
export async function deleteObject(aws: AwsConnection, place: ObjectLocation): Promise<void> {
  const client = await s3Client(aws, place.region);
  await unless(
    client.send(
      new DeleteObjectCommand({
        Bucket: place.bucket,
        Key: place.key,
        ...owned(place.owner),
        VersionId: place.versionId,
      }),
    ),
    ['NoSuchBucket', 'NoSuchKey'],
    undefined,
  );
}

/**
 * Ids of an object's versions, `null` where the bucket keeps none; undefined where they may not be listed. A lost
 * answer makes the SDK put an object again, so one upload may leave several.
 */
export async function versionsOf(
  aws: AwsConnection,
  place: ObjectLocation,
): Promise<readonly string[] | undefined> {
  const client = await s3Client(aws, place.region);
  const request = { Bucket: place.bucket, Prefix: place.key, ...owned(place.owner) };
  try {
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand(request));
    return Versions.flatMap(({ Key, VersionId }) => (Key === place.key ? (VersionId ?? 'null') : []));
  } catch (error) {
    if (awsName(error) === 'NoSuchBucket') return [];
    if (isAbsentOrDenied(error)) return undefined;
    throw error;
  }
}

/** @returns false for one that was not there, or holds something and is left */
export async function deleteEmptyBucket(aws: AwsConnection, bucket: string, owner: string): Promise<boolean> {
  const client = await s3Client(aws);
  const answer = await unless(
    client.send(new DeleteBucketCommand({ Bucket: bucket, ...owned(owner) })),
    ['BucketNotEmpty', 'NoSuchBucket'],
    undefined,
  );
  return answer !== undefined;
}
