import { randomToken } from '../../account/random-source.ts';
import type { Bucket } from '../../account/state.ts';

export const newVersionId = (bucket: Bucket): string | undefined =>
  bucket.versioning === 'Enabled' ? randomToken(24) : undefined;

/** What was current becomes an older version where versions are kept. */
export function keepOldVersion(bucket: Bucket, key: string): void {
  const old = bucket.objects.get(key);
  if (old?.versionId !== undefined) bucket.versions.push({ ...old, deleteMarker: false });
  bucket.objects.delete(key);
}

/** @returns the id of the delete marker, where versions are kept */
export function removeObject(bucket: Bucket, key: string, at: number): string | undefined {
  const existed = bucket.objects.has(key);
  keepOldVersion(bucket, key);
  const versionId = newVersionId(bucket);
  if (versionId === undefined || !existed) return undefined;
  bucket.versions.push({
    key,
    body: new Uint8Array(),
    etag: '',
    metadata: {},
    at,
    versionId,
    deleteMarker: true,
  });
  return versionId;
}

export function removeVersion(bucket: Bucket, key: string, versionId: string): void {
  // What was stored without versions goes by this name.
  if ((bucket.objects.get(key)?.versionId ?? 'null') === versionId) bucket.objects.delete(key);
  const at = bucket.versions.findIndex((version) => version.key === key && version.versionId === versionId);
  if (at >= 0) bucket.versions.splice(at, 1);
}
