import { gzipSync } from 'node:zlib';
import type { Clock } from '../../core/clock.ts';
import type { BundleFile } from './bundle.ts';

/** A .tar.gz of the files under one folder. @param folder its name; @param clock says when they were made. */
export async function packBundle(
  files: readonly BundleFile[],
  folder: string,
  clock: Pick<Clock, 'now' | 'during'>,
): Promise<Uint8Array> {
  // A CommonJS package: loaded from the bundle it has a default export only.
  const { default: tar } = await clock.during(import('tar-stream'));
  const archive = tar.pack();
  for (const { path, text } of files)
    archive.entry({ name: `${folder}/${path}`, mode: 0o600, mtime: new Date(clock.now()) }, text);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}
