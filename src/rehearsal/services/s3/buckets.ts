import {
  CreateBucket$,
  DeleteBucket$,
  GetBucketLocation$,
  HeadBucket$,
  ListBuckets$,
} from '@aws-sdk/client-s3';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import { pageOf, pageSize } from '../paging.ts';
import { addBucket, bucketOf, isBucketName } from './bucket.ts';
import type { OnBucket } from './bucket.ts';

interface CreateBucketInput extends OnBucket {
  readonly ObjectOwnership?: string;
  readonly CreateBucketConfiguration?: { readonly LocationConstraint?: string };
}

const checkLocation = (constraint: string | undefined, region: string): void => {
  const wanted = constraint === undefined ? 'us-east-1' : constraint === 'EU' ? 'eu-west-1' : constraint;
  if (wanted === region) return;
  throw new ServiceError(
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
};

const create = (input: CreateBucketInput, { account, region, clock, permit }: CallContext): object => {
  if (input.ObjectOwnership !== undefined) permit('s3:PutBucketOwnershipControls');
  if (!isBucketName(input.Bucket))
    throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.', 400, {
      fields: { BucketName: input.Bucket },
    });
  checkLocation(input.CreateBucketConfiguration?.LocationConstraint, region);
  const there = account.buckets.get(input.Bucket);
  if (there !== undefined && there.owner !== account.id)
    throw new ServiceError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      409,
    );
  // In us-east-1 alone, making one's own bucket again succeeds.
  if (there !== undefined && region !== 'us-east-1')
    throw new ServiceError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
    );
  if (there === undefined) {
    const made = addBucket(account, { name: input.Bucket, region, at: clock.now() });
    made.ownership = input.ObjectOwnership ?? made.ownership;
  }
  return { Location: `/${input.Bucket}` };
};

const remove = (input: OnBucket, context: CallContext): void => {
  const bucket = bucketOf(input, context);
  if (bucket.objects.size > 0 || bucket.versions.length > 0)
    throw new ServiceError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
  context.account.buckets.delete(bucket.name);
};

interface ListBucketsInput {
  readonly MaxBuckets?: number;
  readonly ContinuationToken?: string;
  readonly Prefix?: string;
}

const list = (input: ListBucketsInput, { account }: CallContext): object => {
  const own = [...account.buckets.values()]
    .filter(({ owner, name }) => owner === account.id && name.startsWith(input.Prefix ?? ''))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = pageOf(own, pageSize(input.MaxBuckets, 10_000), input.ContinuationToken);
  return {
    Buckets: page.items.map(({ name, createdAt, region }) => ({
      Name: name,
      CreationDate: new Date(createdAt),
      BucketRegion: region,
    })),
    Owner: { ID: account.id },
    ContinuationToken: page.next,
  };
};

const location = (input: OnBucket, context: CallContext): object => {
  const { region } = bucketOf(input, {
    ...context,
    region: context.account.buckets.get(input.Bucket)?.region ?? '',
  });
  return region === 'us-east-1' ? {} : { LocationConstraint: region };
};

export const bucketOperations: Readonly<Record<string, Operation>> = {
  CreateBucket: operation(CreateBucket$, create),
  DeleteBucket: operation(DeleteBucket$, remove),
  HeadBucket: operation<OnBucket>(
    HeadBucket$,
    (input, context) => ({ BucketRegion: bucketOf(input, context).region }),
    's3:ListBucket',
  ),
  ListBuckets: operation(ListBuckets$, list, 's3:ListAllMyBuckets'),
  GetBucketLocation: operation(GetBucketLocation$, location),
};
