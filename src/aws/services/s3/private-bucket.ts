import {
  CreateBucketCommand,
  GetBucketTaggingCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type BucketLocationConstraint,
  type Tag,
} from '@aws-sdk/client-s3';
import type { AwsConnection } from '../../connection/connection.ts';
import { awsName, unless } from '../../errors/answer.ts';
import { deleteEmptyBucket, owned } from './objects.ts';
import { s3Client } from './buckets.ts';

const tlsOnly = (aws: AwsConnection, bucket: string): string => {
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

const create = async (aws: AwsConnection, bucket: string): Promise<void> => {
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

/** Put last, so that it marks a bucket as finished. */
const ours: Tag = { Key: 'created-by', Value: 'quilt-install' };

/** Each setting is its own call; together they make the bucket private, encrypted, versioned and TLS only. */
const secure = async (
  aws: AwsConnection,
  bucket: string,
  owner: string,
  tags: readonly Tag[] = [],
): Promise<void> => {
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
      Tagging: { TagSet: [...tags, ours] },
    }),
  );
};

/**
 * Gives a bucket of ours the settings it lacks: a run may have been cut off between making it and making it private.
 * Where our tag says that it was finished, its settings are left as they are.
 */
export async function finishPrivateBucket(aws: AwsConnection, bucket: string, owner: string): Promise<void> {
  const client = await s3Client(aws);
  const answer = await unless(
    client.send(new GetBucketTaggingCommand({ Bucket: bucket, ...owned(owner) })),
    ['NoSuchTagSet'],
    undefined,
  );
  const tags = answer?.TagSet ?? [];
  if (!tags.some(({ Key, Value }) => Key === ours.Key && Value === ours.Value))
    await secure(aws, bucket, owner, tags);
}

/** Makes a private bucket in the chosen region; one that is ours already is finished where it is not. */
export async function makePrivateBucket(aws: AwsConnection, bucket: string, owner: string): Promise<void> {
  try {
    await create(aws, bucket);
  } catch (error) {
    // Another run made it, or our own first try, whose answer was lost.
    if (awsName(error) === 'BucketAlreadyOwnedByYou') return finishPrivateBucket(aws, bucket, owner);
    throw error;
  }
  try {
    await secure(aws, bucket, owner);
  } catch (error) {
    await deleteEmptyBucket(aws, bucket, owner).catch(() => undefined);
    throw error;
  }
}
