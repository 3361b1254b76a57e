import {
  AbortMultipartUpload$,
  CompleteMultipartUpload$,
  CreateMultipartUpload$,
  ListMultipartUploads$,
  ListParts$,
  UploadPart$,
  UploadPartCopy$,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { randomToken } from '../../account/random-source.ts';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { MultipartUpload } from '../../account/state.ts';
import { bucketOf } from './bucket.ts';
import type { OnBucket } from './bucket.ts';
import { copySource } from './copy.ts';
import { byteRange, md5, putObject, readObject } from './objects.ts';
import type { OnObject, PutObjectInput } from './objects.ts';

interface OnUpload extends OnObject {
  readonly UploadId: string;
}
interface OnPart extends OnUpload {
  readonly PartNumber: number;
}

/** All but the last must have so many bytes. */
const leastPart = 5 * 1024 * 1024;

const uploadOf = (input: OnUpload, context: CallContext): MultipartUpload => {
  const upload = bucketOf(input, context).uploads.get(input.UploadId);
  if (upload === undefined || upload.key !== input.Key)
    throw new ServiceError(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      404,
      { fields: { UploadId: input.UploadId } },
    );
  return upload;
};

const begin = (input: PutObjectInput, context: CallContext): object => {
  const { Bucket, Key } = input;
  const UploadId = randomToken(24);
  bucketOf(input, context).uploads.set(UploadId, {
    key: Key,
    contentType: input.ContentType,
    metadata: input.Metadata ?? {},
    startedAt: context.clock.now(),
    parts: new Map(),
  });
  return { Bucket, Key, UploadId };
};

const keepPart = (input: OnPart, body: Uint8Array, context: CallContext): string => {
  const etag = `"${md5(body, 'hex')}"`;
  uploadOf(input, context).parts.set(input.PartNumber, { body, etag, at: context.clock.now() });
  return etag;
};

const uploadPart = (input: OnPart & { readonly Body?: Uint8Array }, context: CallContext): object => ({
  ETag: keepPart(input, input.Body ?? new Uint8Array(), context),
});

const copyPart = (
  input: OnPart & { readonly CopySource: string; readonly CopySourceRange?: string },
  context: CallContext,
): object => {
  context.permit('s3:PutObject');
  const { body } = readObject(copySource(input.CopySource), context);
  const part =
    input.CopySourceRange === undefined ? undefined : byteRange(input.CopySourceRange, body.length);
  const copied = part === undefined ? body : body.subarray(part.first, part.last + 1);
  const ETag = keepPart(input, copied, context);
  return { CopyPartResult: { ETag, LastModified: new Date(context.clock.now()) } };
};

interface CompleteInput extends OnUpload {
  readonly MultipartUpload?: {
    readonly Parts?: readonly { readonly PartNumber?: number; readonly ETag?: string }[];
  };
}

const unquoted = (etag: string): string => etag.replaceAll('"', '');

const chosenParts = (input: CompleteInput, { parts }: MultipartUpload): readonly Uint8Array[] => {
  const named = input.MultipartUpload?.Parts ?? [];
  const numbers = named.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, at) => at > 0 && number <= (numbers[at - 1] ?? 0)))
    throw new ServiceError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  const bodies = named.map(({ PartNumber = 0, ETag = '' }) => {
    const part = parts.get(PartNumber);
    if (part === undefined || unquoted(part.etag) !== unquoted(ETag))
      throw new ServiceError(
        'InvalidPart',
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    return part.body;
  });
  if (bodies.length === 0) throw new ServiceError('InvalidRequest', 'You must specify at least one part');
  if (bodies.slice(0, -1).some(({ length }) => length < leastPart))
    throw new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  return bodies;
};

/** The digest of the parts' digests, and how many they are. */
const etagOf = (bodies: readonly Uint8Array[]): string => {
  const digests = bodies.map((body) => Buffer.from(md5(body, 'hex'), 'hex'));
  return `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${bodies.length}"`;
};

const complete = (input: CompleteInput, context: CallContext): object => {
  const upload = uploadOf(input, context);
  const bodies = chosenParts(input, upload);
  const bucket = bucketOf(input, context);
  const { key, contentType, metadata } = upload;
  const object = { key, contentType, metadata, body: Buffer.concat(bodies), etag: etagOf(bodies) };
  const made = putObject(bucket, object, context.clock.now());
  bucket.uploads.delete(input.UploadId);
  return {
    Bucket: bucket.name,
    Key: key,
    Location: `${context.endpoint}/${bucket.name}/${encodeURI(key)}`,
    ETag: made.etag,
    VersionId: made.versionId,
  };
};

const abort = (input: OnUpload, context: CallContext): void => {
  uploadOf(input, context);
  bucketOf(input, context).uploads.delete(input.UploadId);
};

const listParts = (input: OnUpload, context: CallContext): object => ({
  Bucket: input.Bucket,
  Key: input.Key,
  UploadId: input.UploadId,
  IsTruncated: false,
  Parts: [...uploadOf(input, context).parts]
    .sort(([a], [b]) => a - b)
    .map(([PartNumber, { body, etag, at }]) => ({
      PartNumber,
      ETag: etag,
      Size: body.length,
      LastModified: new Date(at),
    })),
});

const listUploads = (input: OnBucket & { readonly Prefix?: string }, context: CallContext): object => ({
  Bucket: input.Bucket,
  Prefix: input.Prefix ?? '',
  IsTruncated: false,
  Uploads: [...bucketOf(input, context).uploads]
    .filter(([, { key }]) => key.startsWith(input.Prefix ?? ''))
    .map(([UploadId, { key, startedAt }]) => ({ UploadId, Key: key, Initiated: new Date(startedAt) })),
});

/** Objects too large for one call, put together from parts; to IAM all of it is writing the object. */
export const multipartOperations: Readonly<Record<string, Operation>> = {
  CreateMultipartUpload: operation(CreateMultipartUpload$, begin, 's3:PutObject'),
  UploadPart: operation(UploadPart$, uploadPart, 's3:PutObject'),
  UploadPartCopy: operation(UploadPartCopy$, copyPart, ''),
  CompleteMultipartUpload: operation(CompleteMultipartUpload$, complete, 's3:PutObject'),
  AbortMultipartUpload: operation(AbortMultipartUpload$, abort),
  ListParts: operation(ListParts$, listParts, 's3:ListMultipartUploadParts'),
  ListMultipartUploads: operation(ListMultipartUploads$, listUploads, 's3:ListBucketMultipartUploads'),
};
