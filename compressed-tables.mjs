// Large tables (`{ "types": … }`) go beside the bundle, compressed: a run reads them at the first use, if ever.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const tables = /src[\\/].*[\\/](registry|resource-types)\.json$/;
const folder = 'tables';

const compress = (text) =>
  brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });

/** Every module that reads a table is in a chunk, one folder below. */
const reader = (name) => `
  import { readFileSync } from 'node:fs';
  import { brotliDecompressSync } from 'node:zlib';
  const file = new URL('../${folder}/${name}', import.meta.url);
  let types;
  export default { get types() { return (types ??= JSON.parse(brotliDecompressSync(readFileSync(file)))); } };
`;

/** @param outdir where the bundle goes */
export const compressedTables = (outdir) => ({
  name: 'compressed-tables',
  setup(api) {
    api.onLoad({ filter: tables }, async ({ path: file }) => {
      const { types } = JSON.parse(await readFile(file, 'utf8'));
      const name = `${path.basename(file)}.br`;
      await mkdir(path.join(outdir, folder), { recursive: true });
      await writeFile(path.join(outdir, folder, name), compress(JSON.stringify(types)));
      return { contents: reader(name), loader: 'js' };
    });
  },
});
