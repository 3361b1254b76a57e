import { CopyObject$ } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import { bucketOf } from './bucket.ts';
import { putObject, readObject } from './objects.ts';
import type { OnObject, PutObjectInput } from './objects.ts';

interface CopyObjectInput extends PutObjectInput {
  readonly CopySource: string;
  readonly MetadataDirective?: string;
}

/** `bucket/key` with or without a slash before it, percent-encoded, perhaps with `?versionId=`. */
export function copySource(source: string): OnObject {
  const [path = '', query = ''] = source.split('?');
  const decoded = decodeURIComponent(path.replace(/^\//, ''));
  const slash = decoded.indexOf('/');
  const versionId = new URLSearchParams(query).get('versionId');
  return {
    Bucket: decoded.slice(0, Math.max(0, slash)),
    Key: decoded.slice(slash + 1),
    ...(versionId === null ? {} : { VersionId: versionId }),
  };
}

/** Reading the source and writing the copy are permitted each by their own action. */
const copy = (input: CopyObjectInput, context: CallContext): object => {
  context.permit('s3:PutObject');
  const source = readObject(copySource(input.CopySource), context);
  const bucket = bucketOf(input, context);
  const replaced = input.MetadataDirective === 'REPLACE';
  const { contentType, metadata } = replaced
    ? { contentType: input.ContentType, metadata: input.Metadata }
    : source;
  const made = putObject(
    bucket,
    { key: input.Key, body: source.body, contentType, metadata },
    context.clock.now(),
  );
  return {
    CopyObjectResult: { ETag: made.etag, LastModified: new Date(made.at) },
    VersionId: made.versionId,
    CopySourceVersionId: source.versionId,
  };
};

export const copyOperations: Readonly<Record<string, Operation>> = {
  CopyObject: operation(CopyObject$, copy, ''),
};
