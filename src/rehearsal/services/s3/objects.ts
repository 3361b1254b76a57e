import { GetObject$, HeadObject$, PutObject$ } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { Bucket, StoredObject } from '../../account/state.ts';
import { bucketOf } from './bucket.ts';
import type { OnBucket } from './bucket.ts';
import { keepOldVersion, newVersionId } from './versions.ts';

export interface OnObject extends OnBucket {
  readonly Key: string;
  readonly VersionId?: string;
}
export interface PutObjectInput extends OnObject {
  readonly Body?: Uint8Array;
  readonly ContentType?: string;
  readonly ContentMD5?: string;
  readonly IfNoneMatch?: string;
  readonly Metadata?: Readonly<Record<string, string>>;
}

export const md5 = (body: Uint8Array, encoding: 'hex' | 'base64'): string =>
  createHash('md5').update(body).digest(encoding);

export function putObject(
  bucket: Bucket,
  object: {
    key: string;
    body: Uint8Array;
    contentType?: string;
    metadata?: Readonly<Record<string, string>>;
    /** Of an object put together from parts: not the digest of the whole. */
    etag?: string;
  },
  at: number,
): StoredObject {
  keepOldVersion(bucket, object.key);
  const versionId = newVersionId(bucket);
  const stored: StoredObject = {
    key: object.key,
    body: object.body,
    etag: object.etag ?? `"${md5(object.body, 'hex')}"`,
    metadata: object.metadata ?? {},
    at,
    contentType: object.contentType,
    versionId,
  };
  bucket.objects.set(object.key, stored);
  return stored;
}

const put = (input: PutObjectInput, context: CallContext): object => {
  const body = input.Body ?? new Uint8Array();
  const heard = context.account.waitHandles.get(`${input.Bucket}/${input.Key}`);
  if (heard !== undefined) {
    heard(body);
    return { ETag: `"${md5(body, 'hex')}"` };
  }
  const bucket = bucketOf(input, context);
  if (input.ContentMD5 !== undefined && input.ContentMD5 !== md5(body, 'base64'))
    throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  if (input.IfNoneMatch === '*' && bucket.objects.has(input.Key))
    throw new ServiceError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
    );
  const { Key: key, ContentType: contentType, Metadata: metadata } = input;
  const stored = putObject(
    bucket,
    {
      key,
      body,
      contentType,
      metadata,
    },
    context.clock.now(),
  );
  return {
    ETag: stored.etag,
    VersionId: stored.versionId,
    ServerSideEncryption: bucket.encryption?.algorithm,
  };
};

const stored = (input: OnObject, context: CallContext): StoredObject => {
  const bucket = bucketOf(input, context);
  const current = bucket.objects.get(input.Key);
  const found =
    input.VersionId === undefined || current?.versionId === input.VersionId
      ? current
      : bucket.versions.find(
          ({ key, versionId, deleteMarker }) =>
            key === input.Key && versionId === input.VersionId && !deleteMarker,
        );
  if (found === undefined)
    throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, {
      fields: { Key: input.Key },
    });
  return found;
};

const described = (object: StoredObject): Record<string, unknown> => ({
  ContentLength: object.body.length,
  ContentType: object.contentType ?? 'binary/octet-stream',
  ETag: object.etag,
  LastModified: new Date(object.at),
  Metadata: object.metadata,
  VersionId: object.versionId,
});

/** A version has an action of its own; which one a call needs is known only from its input. */
export const permitOn = (
  verb: 'Get' | 'Delete',
  input: { readonly VersionId?: string },
  context: CallContext,
): void => context.permit(input.VersionId === undefined ? `s3:${verb}Object` : `s3:${verb}ObjectVersion`);

/** @throws ServiceError where the caller may not read it, or it is not there. */
export function readObject(input: OnObject, context: CallContext): StoredObject {
  permitOn('Get', input, context);
  return stored(input, context);
}

/** `bytes=0-99`, `bytes=100-` or `bytes=-100`; the last byte counts in. */
export function byteRange(
  range: string,
  size: number,
): { readonly first: number; readonly last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first > last)
    throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416, {
      fields: { ActualObjectSize: size, RangeRequested: range },
    });
  return { first, last };
}

/** Large objects are read by clients in ranges, several at a time. */
const get = (input: OnObject & { readonly Range?: string }, context: CallContext): object => {
  const object = readObject(input, context);
  const size = object.body.length;
  const part = input.Range === undefined ? undefined : byteRange(input.Range, size);
  if (part === undefined) return { ...described(object), Body: object.body };
  const Body = object.body.subarray(part.first, part.last + 1);
  return {
    ...described(object),
    ContentLength: Body.length,
    ContentRange: `bytes ${part.first}-${part.last}/${size}`,
    Body,
  };
};

export const objectOperations: Readonly<Record<string, Operation>> = {
  PutObject: operation(PutObject$, put),
  GetObject: operation(GetObject$, get, ''),
  HeadObject: operation<OnObject>(HeadObject$, (input, context) => described(readObject(input, context)), ''),
};
