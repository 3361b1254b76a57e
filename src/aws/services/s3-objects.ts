import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3';
import type { Connection } from '../connection.ts';
import { awsName, unless } from '../errors.ts';
import { isAbsentOrDenied, s3Client } from './s3.ts';

/** An object's place; `owner` is the account its bucket must belong to. */
export interface Place {
  readonly bucket: string;
  readonly key: string;
  readonly region?: string;
  readonly owner?: string;
  readonly versionId?: string;
}

const owned = (owner: string | undefined): { ExpectedBucketOwner?: string } =>
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
export const readObject = async (
  aws: Connection,
  place: Place,
  limit: number,
): Promise<ReadObject | undefined> => {
  try {
    const answer = await (
      await s3Client(aws, place.region)
    ).send(
      new GetObjectCommand({
        Bucket: place.bucket,
        Key: place.key,
        ...owned(place.owner),
        ...(place.versionId === undefined ? {} : { VersionId: place.versionId }),
      }),
    );
    return await aws.clock.during(bounded(answer.Body as AsyncIterable<Uint8Array>, limit));
  } catch (error) {
    if (isAbsentOrDenied(error)) return undefined;
    throw error;
  }
};

/** @returns the version, where the bucket keeps versions. */
export const putObject = async (aws: Connection, place: Place, text: string): Promise<string | undefined> =>
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
export const deleteObject = async (aws: Connection, place: Place): Promise<void> => {
  const client = await s3Client(aws, place.region);
  await unless(
    client.send(
      new DeleteObjectCommand({
        Bucket: place.bucket,
        Key: place.key,
        ...owned(place.owner),
        ...(place.versionId === undefined ? {} : { VersionId: place.versionId }),
      }),
    ),
    ['NoSuchBucket', 'NoSuchKey'],
    undefined,
  );
};

/** One that holds something is left. */
export const deleteEmptyBucket = async (aws: Connection, bucket: string, owner: string): Promise<void> => {
  const client = await s3Client(aws);
  await unless(
    client.send(new DeleteBucketCommand({ Bucket: bucket, ...owned(owner) })),
    ['BucketNotEmpty', 'NoSuchBucket'],
    undefined,
  );
};

const tlsOnly = (aws: Connection, bucket: string): string => {
  const arn = `arn:${aws.partition.id}:s3:::${bucket}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
};

const create = async (aws: Connection, bucket: string): Promise<void> => {
  const client = await s3Client(aws);
  // us-east-1 is the default and must not be named.
  const location =
    aws.region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: aws.region as BucketLocationConstraint } };
  await client.send(
    new CreateBucketCommand({ Bucket: bucket, ObjectOwnership: 'BucketOwnerEnforced', ...location }),
  );
};

/** Each setting is its own call; together they make the bucket private, encrypted, versioned and TLS only. */
const secure = async (aws: Connection, bucket: string, owner: string): Promise<void> => {
  const client = await s3Client(aws);
  const target = { Bucket: bucket, ...owned(owner) };
  await client.send(
    new PutPublicAccessBlockCommand({
      ...target,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await client.send(
    new PutBucketEncryptionCommand({
      ...target,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    }),
  );
  await client.send(
    new PutBucketVersioningCommand({ ...target, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  await client.send(new PutBucketPolicyCommand({ ...target, Policy: tlsOnly(aws, bucket) }));
  await client.send(
    new PutBucketTaggingCommand({
      ...target,
      Tagging: { TagSet: [{ Key: 'created-by', Value: 'quilt-install' }] },
    }),
  );
};

/**
 * Makes a private bucket in the chosen region.
 * @returns false if it was ours already (another run made it); its settings are then left alone.
 */
export const makePrivateBucket = async (aws: Connection, bucket: string, owner: string): Promise<boolean> => {
  try {
    await create(aws, bucket);
  } catch (error) {
    if (awsName(error) === 'BucketAlreadyOwnedByYou') return false;
    throw error;
  }
  try {
    await secure(aws, bucket, owner);
  } catch (error) {
    // A half-made bucket would pass for a private one in the next run.
    await deleteEmptyBucket(aws, bucket, owner).catch(() => undefined);
    throw error;
  }
  return true;
};
