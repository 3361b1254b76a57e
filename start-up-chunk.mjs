// What nearly every run loads first, in two files. esbuild makes a file of each set of modules that the same commands
// need, and so some twenty small ones of what `main` and the screen begin with; each takes Node half a millisecond. Here
// all modules that are loaded later are made to need those too. That costs nothing: by then they are there.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const later = {
  name: 'loaded-later',
  setup: (api) =>
    api.onResolve({ filter: /.*/ }, ({ kind, path: name }) =>
      kind === 'dynamic-import' || /^[^.]/.test(name) ? { path: name, external: true } : undefined,
    ),
};

/** Paths of our own modules that this one needs at once, itself among them. */
const neededBy = async (entry) => {
  const options = { bundle: true, write: false, metafile: true, platform: 'node', format: 'esm' };
  const { metafile } = await build({
    ...options,
    stdin: { contents: `import './${entry}';`, resolveDir: '.' },
    plugins: [later],
  });
  return Object.keys(metafile.inputs)
    .filter((file) => file !== '<stdin>')
    .map((file) => path.resolve(file));
};

/** In the order they are loaded in. */
const entries = ['src/main/main.ts', 'src/ui/index.ts'];
const namespace = 'start-up-chunk';

export const startUpChunk = {
  name: namespace,
  async setup(api) {
    const seen = new Set([path.resolve('src/cli.ts')]);
    const parts = [];
    for (const entry of entries) {
      const files = (await neededBy(entry)).filter((file) => !seen.has(file) && file !== path.resolve(entry));
      parts.push({ id: `${namespace}/${parts.length}`, files: new Set(files), before: new Set(seen) });
      for (const file of files) seen.add(file);
      seen.add(path.resolve(entry));
    }
    api.onResolve({ filter: /^start-up-chunk\// }, ({ path: id }) => ({
      path: id,
      namespace,
      sideEffects: true,
    }));
    api.onLoad({ filter: /.*/, namespace }, ({ path: id }) => ({
      contents: [...parts.find((part) => part.id === id).files]
        .map((file) => `import ${JSON.stringify(file)};`)
        .join('\n'),
      resolveDir: '.',
    }));
    api.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => {
      const due = parts.filter(({ files, before }) => !files.has(file) && !before.has(file));
      const imports = due.map(({ id }) => `\nimport '${id}';`);
      return { contents: (await readFile(file, 'utf8')) + imports.join(''), loader: 'ts' };
    });
  },
};
