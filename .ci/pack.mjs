// Packs the built package as it is published: its package.json has no scripts and no development dependencies, which
// are of no use to who installs it, and which npm warns about. `node .ci/pack.mjs FOLDER` prints the tarball's path;
// with `--as-built` behind it the code is left as esbuild made it, for tests that are not about what is published.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const root = fileURLToPath(new URL('..', import.meta.url));

/** esbuild's own minifying is quick, terser's a twentieth smaller: ten seconds that only who packs waits for. */
const minifyChunks = async (folder) => {
  const chunks = readdirSync(folder).map((name) => path.join(folder, name));
  for (const file of chunks) {
    const { code } = await minify(readFileSync(file, 'utf8'), { module: true, ecma: 2020 });
    writeFileSync(file, code);
  }
};

/** @param destination an existing folder. @returns the path of the tarball in it */
export const pack = async (destination, { asBuilt = false } = {}) => {
  const stage = mkdtempSync(path.join(tmpdir(), 'quilt-install-'));
  try {
    const { scripts, devDependencies, ...published } = JSON.parse(
      readFileSync(path.join(root, 'package.json'), 'utf8'),
    );
    if (scripts === undefined || devDependencies === undefined)
      throw new Error('package.json has changed shape');
    writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
    const packed = published.files.filter((entry) => !entry.startsWith('!'));
    for (const entry of [...packed, 'README.md', 'LICENSE', 'CHANGELOG.md']) {
      if (!existsSync(path.join(root, entry))) throw new Error(`${entry} is missing: build first`);
      cpSync(path.join(root, entry), path.join(stage, entry), { recursive: true });
    }
    if (!asBuilt) await minifyChunks(path.join(stage, 'dist', 'chunks'));
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--pack-destination', path.resolve(destination)], {
        cwd: stage,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    return path.join(path.resolve(destination), path.basename(filename));
  } finally {
    rmSync(stage, { recursive: true });
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [destination = '.', ...words] = process.argv.slice(2);
  console.log(await pack(destination, { asBuilt: words.includes('--as-built') }));
}
