import { ServiceError } from '../../service.ts';
import type { CallContext } from '../../service.ts';
import type { AccountState, Bucket } from '../../account/state.ts';

/** What every call on a bucket names. */
export interface OnBucket {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

export interface NewBucket {
  readonly name: string;
  readonly region: string;
  readonly at: number;
  readonly owner?: string;
}

/** As S3 makes one today: private, encrypted with its own key, no ACLs. */
export function addBucket(account: AccountState, { name, region, at, owner }: NewBucket): Bucket {
  const bucket: Bucket = {
    name,
    region,
    owner: owner ?? account.id,
    createdAt: at,
    versioning: undefined,
    encryption: { algorithm: 'AES256' },
    notifications: {},
    policy: undefined,
    publicAccessBlock: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    ownership: 'BucketOwnerEnforced',
    tags: [],
    objects: new Map(),
    versions: [],
    lifecycle: undefined,
    uploads: new Map(),
  };
  account.buckets.set(name, bucket);
  return bucket;
}

const regionHeader = ({ region }: Bucket): Record<string, string> => ({ 'x-amz-bucket-region': region });

/**
 * The bucket a call names, if it may be touched. The region is told in a header whatever the answer, and a
 * wrong owner looks like any other denial.
 */
export function bucketOf(input: OnBucket, { account, region }: CallContext): Bucket {
  const bucket = account.buckets.get(input.Bucket);
  if (bucket === undefined)
    throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, {
      fields: { BucketName: input.Bucket },
    });
  const headers = regionHeader(bucket);
  const expected = input.ExpectedBucketOwner ?? bucket.owner;
  if (bucket.owner !== account.id || expected !== bucket.owner)
    throw new ServiceError('AccessDenied', 'Access Denied', 403, { headers });
  if (bucket.region !== region)
    throw new ServiceError(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      301,
      { headers, fields: { Bucket: bucket.name, Endpoint: `s3.${bucket.region}.${account.dnsSuffix}` } },
    );
  return bucket;
}

const forbiddenStart = /^(xn--|sthree-|amzn-s3-demo-)/;
const forbiddenEnd = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** The naming rules of general purpose buckets. */
export const isBucketName = (name: string): boolean =>
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
  !name.includes('..') &&
  !/^\d{1,3}(\.\d{1,3}){3}$/.test(name) &&
  !forbiddenStart.test(name) &&
  !forbiddenEnd.test(name);

/** @throws ServiceError with this code and status 404 for what nobody set */
export function present<T>(value: T | undefined, code: string, message: string): T {
  if (value === undefined) throw new ServiceError(code, message, 404);
  return value;
}
