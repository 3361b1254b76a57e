import type { Facts, Templates, UploadedTemplate } from '../../core/ports.ts';
import { templateLimit } from '../../template/document/limits.ts';
import type { AwsConnection } from '../connection/connection.ts';
import type { ObjectLocation } from '../services/s3/objects.ts';
import { templateBucketDenied, templateBucketMissing } from './errors.ts';

const objects = (aws: AwsConnection) => aws.clock.during(import('../services/s3/objects.ts'));

/** The URL CloudFormation is given; a bucket name with dots would break the certificate of the short form. */
const urlOf = async (aws: AwsConnection, bucket: string, region: string, key: string): Promise<string> => {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const endpoint = await aws.endpoints.s3();
  if (endpoint !== undefined) return `${endpoint.replace(/\/$/, '')}/${bucket}/${path}`;
  const host = `s3.${region}.${aws.partition.dnsSuffix}`;
  return bucket.includes('.') ? `https://${host}/${bucket}/${path}` : `https://${bucket}.${host}/${path}`;
};

interface Target {
  readonly bucket: string;
  readonly exists: boolean;
  readonly region: string;
  readonly owner: string;
}

const target = async (aws: AwsConnection, facts: Facts, named: string | undefined): Promise<Target> => {
  const { account } = await facts.identity();
  const bucket = named ?? `quilt-install-templates-${account}-${aws.region}`;
  // Not through the memoised facts: the bucket may have come or gone since.
  const { bucketState } = await aws.clock.during(import('../services/s3/buckets.ts'));
  const state = await bucketState(aws, bucket, account);
  if (state.state === 'denied') throw templateBucketDenied(bucket);
  if (state.state === 'absent' && named !== undefined) throw templateBucketMissing(bucket);
  const region = state.state === 'ours' ? state.region : aws.region;
  return { bucket, exists: state.state === 'ours', region, owner: account };
};

/** What an upload made or may have made, noted before each write: its answer may be lost. */
interface UploadRecord {
  readonly place: ObjectLocation & { readonly owner: string };
  bucketCreated: boolean;
  objectPut: boolean;
  /** Versions that were there before; undefined: they may not be listed. */
  before?: readonly string[] | undefined;
  /** The version that S3 named. */
  version?: string | undefined;
}

/** By bucket and key. */
type Ledger = Map<string, UploadRecord>;

const idOf = ({ bucket, key }: { readonly bucket: string; readonly key: string }): string =>
  `${bucket}/${key}`;

/** The default bucket is ours: made where it is missing, finished where a run was cut off while making it. */
const makeReady = async (
  aws: AwsConnection,
  { bucket, exists, owner }: Target,
  named: boolean,
  made: UploadRecord,
): Promise<void> => {
  const { finishPrivateBucket, makePrivateBucket } = await aws.clock.during(
    import('../services/s3/private-bucket.ts'),
  );
  if (exists && named) return;
  if (exists) return finishPrivateBucket(aws, bucket, owner);
  made.bucketCreated = true;
  await makePrivateBucket(aws, bucket, owner);
};

const upload = async (
  aws: AwsConnection,
  facts: Facts,
  ledger: Ledger,
  text: string,
  { bucket: named, key }: { readonly bucket?: string; readonly key: string },
): Promise<UploadedTemplate> => {
  const found = await target(aws, facts, named);
  const { bucket, region, owner } = found;
  const { putObject, readObject, versionsOf } = await objects(aws);
  const place = { bucket, key, region, owner };
  const made: UploadRecord = ledger.get(idOf(place)) ?? { place, bucketCreated: false, objectPut: false };
  ledger.set(idOf(place), made);
  await makeReady(aws, found, named !== undefined, made);
  const uploaded = { url: await urlOf(aws, bucket, region, key), bucket, key, bucketCreated: !found.exists };
  const there = found.exists ? await readObject(aws, place, templateLimit) : undefined;
  if (there !== undefined && !there.tooLarge && Buffer.from(text).equals(there.body))
    return { ...uploaded, objectCreated: false };
  made.before = found.exists ? await versionsOf(aws, place) : [];
  made.objectPut = true;
  made.version = await putObject(aws, place, text);
  return { ...uploaded, objectCreated: true };
};

/**
 * Version by version, so that taking back leaves no trace in a bucket that keeps them.
 * @returns false if the upload never arrived
 */
const discardObject = async (
  aws: AwsConnection,
  { place, before, version }: UploadRecord,
): Promise<boolean> => {
  const { deleteObject, versionsOf } = await objects(aws);
  const now = before && (await versionsOf(aws, place));
  const ours = now?.filter((one) => before?.includes(one) === false) ?? [version];
  for (const versionId of ours) await deleteObject(aws, { ...place, versionId });
  return ours.length > 0;
};

const discard = async (
  aws: AwsConnection,
  ledger: Ledger,
  at: Parameters<Templates['discard']>[0],
): Promise<boolean> => {
  const made = ledger.get(idOf(at));
  if (made === undefined) return false;
  const { deleteEmptyBucket } = await objects(aws);
  const { bucket, owner } = made.place;
  const objectGone = made.objectPut && (await discardObject(aws, made));
  const bucketGone = made.bucketCreated && (await deleteEmptyBucket(aws, bucket, owner));
  ledger.delete(idOf(at));
  return objectGone || bucketGone;
};

/** Where a template that is too large to be sent is put for CloudFormation to fetch. */
export function makeUploads(
  aws: AwsConnection,
  facts: Facts,
): Pick<Templates, 'upload' | 'uploadTarget' | 'discard'> {
  const ledger: Ledger = new Map();
  return {
    upload: (text, options) => upload(aws, facts, ledger, text, options),
    uploadTarget: async (bucket) => {
      const found = await target(aws, facts, bucket);
      return { bucket: found.bucket, exists: found.exists };
    },
    discard: (at) => discard(aws, ledger, at),
  };
}
