import {
  GetBucketEncryptionCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  paginateListBuckets,
  S3Client,
  type GetBucketNotificationConfigurationCommandOutput,
} from '@aws-sdk/client-s3';
import { awsCodes, isInstallError } from '../../../core/errors.ts';
import type { BucketEncryption, BucketNotification, BucketState } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { answerOf, awsName, unless } from '../../errors/answer.ts';

/** @param region the bucket's, where it is known; a redirect is followed where it is not. */
export const s3Client = async (aws: AwsConnection, region?: string): Promise<S3Client> =>
  aws.client(S3Client, 's3', region, {
    followRegionRedirects: true,
    // `bucket.127.0.0.1` resolves nowhere: custom endpoints are addressed by path.
    forcePathStyle: (await aws.endpoints.s3()) !== undefined,
  });

export async function buckets(aws: AwsConnection): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of paginateListBuckets({ client: await s3Client(aws) }, {}))
    names.push(...(page.Buckets ?? []).flatMap(({ Name }) => Name ?? []));
  return names;
}

/** HEAD answers carry no body, so what they mean is in the status and one header. */
const stateOfFailure = (error: unknown): BucketState | undefined => {
  const answer = answerOf(error);
  if (answer?.status === 404) return { state: 'absent' };
  // A proxy forbids too, and knows nothing of buckets.
  if (answer?.status !== 403 || isInstallError(error, awsCodes.unreachable)) return undefined;
  const { bucketRegion: region } = answer;
  return { state: 'denied', region };
};

/**
 * Whether a bucket is there and owned by that account: the owner is part of the question, as anyone's
 * bucket may answer to a name.
 */
export async function bucketState(aws: AwsConnection, name: string, owner: string): Promise<BucketState> {
  const client = await s3Client(aws);
  const request = { Bucket: name, ExpectedBucketOwner: owner };
  try {
    const { BucketRegion } = await client.send(new HeadBucketCommand(request));
    return { state: 'ours', region: BucketRegion ?? aws.region };
  } catch (error) {
    const state = stateOfFailure(error);
    if (state !== undefined) return state;
    // A bare 400 may be an expired session; a GET needs the same permission and names the cause.
    if (answerOf(error)?.status !== 400) throw error;
    await client.send(new ListObjectsV2Command({ ...request, MaxKeys: 1 }));
    return { state: 'ours', region: answerOf(error)?.bucketRegion ?? aws.region };
  }
}

interface Configuration {
  readonly Id?: string | undefined;
  readonly Events: readonly string[] | undefined;
  readonly Filter?: { readonly Key?: { readonly FilterRules?: readonly unknown[] } } | undefined;
}

const readNotification = (
  kind: BucketNotification['kind'],
  target: string | undefined,
  { Id, Events, Filter }: Configuration,
): BucketNotification => ({
  kind,
  id: Id ?? '',
  target: target ?? '',
  events: Events ?? [],
  filtered: (Filter?.Key?.FilterRules ?? []).length > 0,
});

const readNotifications = (
  answer: GetBucketNotificationConfigurationCommandOutput,
): readonly BucketNotification[] => [
  ...(answer.QueueConfigurations ?? []).map((one) => readNotification('queue', one.QueueArn, one)),
  ...(answer.TopicConfigurations ?? []).map((one) => readNotification('topic', one.TopicArn, one)),
  ...(answer.LambdaFunctionConfigurations ?? []).map((one) =>
    readNotification('lambda', one.LambdaFunctionArn, one),
  ),
  ...(answer.EventBridgeConfiguration === undefined
    ? []
    : [{ kind: 'eventbridge' as const, id: 'EventBridge', target: 'EventBridge' }]),
];

export const bucketNotifications = async (
  aws: AwsConnection,
  name: string,
  owner: string,
): Promise<readonly BucketNotification[]> =>
  readNotifications(
    await (
      await s3Client(aws)
    ).send(new GetBucketNotificationConfigurationCommand({ Bucket: name, ExpectedBucketOwner: owner })),
  );

export const bucketVersioning = async (
  aws: AwsConnection,
  name: string,
  owner: string,
): Promise<'Enabled' | 'Suspended' | undefined> =>
  (
    await (
      await s3Client(aws)
    ).send(new GetBucketVersioningCommand({ Bucket: name, ExpectedBucketOwner: owner }))
  ).Status;

export async function bucketEncryption(
  aws: AwsConnection,
  name: string,
  owner: string,
): Promise<BucketEncryption | undefined> {
  const answer = await unless(
    (await s3Client(aws)).send(new GetBucketEncryptionCommand({ Bucket: name, ExpectedBucketOwner: owner })),
    ['ServerSideEncryptionConfigurationNotFoundError'],
    undefined,
  );
  const rule = answer?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  if (rule?.SSEAlgorithm === undefined) return undefined;
  return {
    algorithm: rule.SSEAlgorithm,
    keyId: rule.KMSMasterKeyID,
  };
}

/** Keys with any version or delete marker left: those too keep a bucket from being deleted. */
export async function bucketContents(
  aws: AwsConnection,
  name: string,
  limit: number,
): Promise<readonly string[]> {
  const client = await s3Client(aws);
  const answer = await unless(
    client.send(new ListObjectVersionsCommand({ Bucket: name, MaxKeys: Math.min(limit, 1000) })),
    ['NoSuchBucket'],
    undefined,
  );
  const entries = [...(answer?.Versions ?? []), ...(answer?.DeleteMarkers ?? [])];
  return [...new Set(entries.flatMap(({ Key }) => Key ?? []))].slice(0, limit);
}

/** True for an answer of S3 that says the caller may not, or that it is not there: the two look alike to strangers. */
export const isAbsentOrDenied = (error: unknown): boolean =>
  isInstallError(error, awsCodes.denied) ||
  ['NoSuchKey', 'NoSuchBucket', 'NotFound'].includes(awsName(error) ?? '');
