// Large tables (`{ "types": … }`) go beside the bundle, compressed: a run reads them at the first use, if ever.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const tables = /src[\\/].*[\\/](registry|resource-types)\.json$/;
const folder = 'tables';

/** A line for each type, under its service's: names and services are told once. */
const grouped = (types) => {
  let before = '';
  return Object.entries(types)
    .flatMap(([type, line]) => {
      const [vendor, service, name, more] = type.split('::');
      if (more !== undefined) throw new Error(`${type} does not fit into a table`);
      const group = `${vendor}::${service}`;
      const head = group === before ? [] : [group.replace(/^AWS::/, '')];
      before = group;
      return [...head, ` ${name}\t${line}`];
    })
    .join('\n');
};

const compress = (text) =>
  brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });

/** Every module that reads a table is in a chunk, one folder below. */
const reader = (name) => `
  import { readFileSync } from 'node:fs';
  import { brotliDecompressSync } from 'node:zlib';
  const file = new URL('../${folder}/${name}', import.meta.url);
  const read = () => {
    const types = {};
    let group;
    for (const line of brotliDecompressSync(readFileSync(file)).toString().split('\\n')) {
      const at = line.indexOf('\\t');
      if (at > 0) types[group + '::' + line.slice(1, at)] = line.slice(at + 1);
      else group = line.includes('::') ? line : 'AWS::' + line;
    }
    return types;
  };
  let types;
  export default { get types() { return (types ??= read()); } };
`;

/** @param outdir where the bundle goes */
export const compressedTables = (outdir) => ({
  name: 'compressed-tables',
  setup(api) {
    api.onLoad({ filter: tables }, async ({ path: file }) => {
      const { types } = JSON.parse(await readFile(file, 'utf8'));
      const name = `${path.basename(file)}.br`;
      await mkdir(path.join(outdir, folder), { recursive: true });
      await writeFile(path.join(outdir, folder, name), compress(grouped(types)));
      return { contents: reader(name), loader: 'js' };
    });
  },
});
