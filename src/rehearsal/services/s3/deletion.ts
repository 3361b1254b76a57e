import { DeleteObject$, DeleteObjects$ } from '@aws-sdk/client-s3';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { Bucket } from '../../account/state.ts';
import { bucketOf } from './bucket.ts';
import type { OnBucket } from './bucket.ts';
import { permitOn, type OnObject } from './objects.ts';
import { removeObject, removeVersion } from './versions.ts';

/** Deleting what is not there succeeds. */
const remove = (input: OnObject, context: CallContext): object => {
  permitOn('Delete', input, context);
  const bucket = bucketOf(input, context);
  if (input.VersionId !== undefined) {
    removeVersion(bucket, input.Key, input.VersionId);
    return { VersionId: input.VersionId };
  }
  const marker = removeObject(bucket, input.Key, context.clock.now());
  return marker === undefined ? {} : { DeleteMarker: true, VersionId: marker };
};

interface DeleteObjectsInput extends OnBucket {
  readonly Delete: {
    readonly Objects: readonly { readonly Key: string; readonly VersionId?: string }[];
    readonly Quiet?: boolean;
  };
}

/** What S3 says of one version that may not go, whoever asks. */
const lockedVersion = (bucket: Bucket, versionId: string | undefined): ServiceError | undefined =>
  bucket.objectLock === true && versionId !== undefined
    ? new ServiceError('AccessDenied', 'Access Denied because object protected by object lock.', 403)
    : undefined;

/** @returns why this one stays; S3 answers for each object by itself */
const refusalOf = (input: OnObject, context: CallContext): ServiceError | undefined => {
  const locked = lockedVersion(bucketOf(input, context), input.VersionId);
  if (locked !== undefined) return locked;
  try {
    remove(input, context);
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
};

const removeMany = (input: DeleteObjectsInput, context: CallContext): object => {
  const { Objects, Quiet } = input.Delete;
  if (Objects.length > 1000)
    throw new ServiceError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  if (bucketOf(input, context).mfaDelete === true && Objects.some(({ VersionId }) => VersionId !== undefined))
    throw new ServiceError('AccessDenied', 'Mfa Authentication must be used for this request', 403);
  const answers = Objects.map((object) => ({
    object,
    refusal: refusalOf({ ...object, Bucket: input.Bucket }, context),
  }));
  const gone = answers.filter(({ refusal }) => refusal === undefined).map(({ object }) => object);
  return {
    ...(Quiet === true ? {} : { Deleted: gone }),
    Errors: answers.flatMap(({ object, refusal }) =>
      refusal === undefined ? [] : [{ ...object, Code: refusal.code, Message: refusal.message }],
    ),
  };
};

export const deletionOperations: Readonly<Record<string, Operation>> = {
  DeleteObject: operation(DeleteObject$, remove, ''),
  DeleteObjects: operation(DeleteObjects$, removeMany, ''),
};
