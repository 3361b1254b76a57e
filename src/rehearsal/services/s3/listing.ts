import { ListObjects$, ListObjectsV2$, ListObjectVersions$ } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { StoredObject } from '../../account/state.ts';
import { pageOf, pageSize } from '../paging.ts';
import { bucketOf } from './bucket.ts';
import type { OnBucket } from './bucket.ts';

interface ListObjectsInput extends OnBucket {
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
}
interface ListObjectsV2Input extends ListObjectsInput {
  readonly ContinuationToken?: string;
  readonly StartAfter?: string;
}
interface ListObjectVersionsInput extends ListObjectsInput {
  readonly KeyMarker?: string;
  readonly VersionIdMarker?: string;
}

/** Keys sort by their bytes; UTF-16 order agrees but for the rarest characters. */
const byKey = (a: { key: string }, b: { key: string }): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0;

/** An object, or all below a common prefix as one entry. */
type ListingEntry = { readonly object: StoredObject } | { readonly prefix: string };

const entriesOf = (objects: readonly StoredObject[], input: ListObjectsInput): readonly ListingEntry[] => {
  const { Prefix: prefix = '', Delimiter: delimiter } = input;
  const seen = new Set<string>();
  return objects
    .filter(({ key }) => key.startsWith(prefix))
    .flatMap((object): ListingEntry[] => {
      const at = delimiter === undefined ? -1 : object.key.indexOf(delimiter, prefix.length);
      if (delimiter === undefined || at < 0) return [{ object }];
      const common = object.key.slice(0, at + delimiter.length);
      if (seen.has(common)) return [];
      seen.add(common);
      return [{ prefix: common }];
    });
};

const shown = (object: StoredObject): object => ({
  Key: object.key,
  LastModified: new Date(object.at),
  ETag: object.etag,
  Size: object.body.length,
  StorageClass: 'STANDARD',
});

const contentsOf = (entries: readonly ListingEntry[]): object => ({
  Contents: entries.flatMap((entry) => ('object' in entry ? [shown(entry.object)] : [])),
  CommonPrefixes: entries.flatMap((entry) => ('prefix' in entry ? [{ Prefix: entry.prefix }] : [])),
});

const frame = (input: ListObjectsInput, size: number): object => ({
  Name: input.Bucket,
  Prefix: input.Prefix ?? '',
  Delimiter: input.Delimiter,
  MaxKeys: size,
});

const listV2 = (input: ListObjectsV2Input, context: CallContext): object => {
  const objects = [...bucketOf(input, context).objects.values()].sort(byKey);
  const after = objects.filter(({ key }) => input.StartAfter === undefined || key > input.StartAfter);
  const size = pageSize(input.MaxKeys, 1000);
  const page = pageOf(entriesOf(after, input), size, input.ContinuationToken);
  return {
    ...frame(input, size),
    ...contentsOf(page.items),
    KeyCount: page.items.length,
    IsTruncated: page.next !== undefined,
    ContinuationToken: input.ContinuationToken,
    NextContinuationToken: page.next,
    StartAfter: input.StartAfter,
  };
};

const listV1 = (input: ListObjectsInput & { readonly Marker?: string }, context: CallContext): object => {
  const objects = [...bucketOf(input, context).objects.values()].sort(byKey);
  const marker = input.Marker ?? '';
  const size = pageSize(input.MaxKeys, 1000);
  const entries = entriesOf(
    objects.filter(({ key }) => key > marker),
    input,
  );
  const last = entries[size - 1];
  const truncated = entries.length > size;
  return {
    ...frame(input, size),
    ...contentsOf(entries.slice(0, size)),
    Marker: marker,
    IsTruncated: truncated,
    NextMarker:
      !truncated || last === undefined ? undefined : 'prefix' in last ? last.prefix : last.object.key,
  };
};

const listVersions = (input: ListObjectVersionsInput, context: CallContext): object => {
  const bucket = bucketOf(input, context);
  const current = [...bucket.objects.values()].map((object) => ({
    ...object,
    deleteMarker: false,
    latest: true,
  }));
  const older = [...bucket.versions]
    .reverse()
    .map((version) => ({ ...version, latest: version.deleteMarker && !bucket.objects.has(version.key) }));
  const all = [...current, ...older].filter(({ key }) => key.startsWith(input.Prefix ?? '')).sort(byKey);
  const size = pageSize(input.MaxKeys, 1000);
  const page = pageOf(all, size, input.VersionIdMarker);
  const wire = (version: (typeof all)[number]): object => ({
    ...(version.deleteMarker ? {} : shown(version)),
    Key: version.key,
    LastModified: new Date(version.at),
    VersionId: version.versionId ?? 'null',
    IsLatest: version.latest,
  });
  return {
    ...frame(input, size),
    Versions: page.items.filter(({ deleteMarker }) => !deleteMarker).map(wire),
    DeleteMarkers: page.items.filter(({ deleteMarker }) => deleteMarker).map(wire),
    IsTruncated: page.next !== undefined,
    NextKeyMarker: page.next === undefined ? undefined : page.items.at(-1)?.key,
    NextVersionIdMarker: page.next,
  };
};

export const listingOperations: Readonly<Record<string, Operation>> = {
  ListObjectsV2: operation(ListObjectsV2$, listV2, 's3:ListBucket'),
  ListObjects: operation(ListObjects$, listV1, 's3:ListBucket'),
  ListObjectVersions: operation(ListObjectVersions$, listVersions, 's3:ListBucketVersions'),
};
