// Builds the one published bundle: dist/cli.js, its lazily loaded chunks, and the licences of what it carries.
// `--if-changed` leaves a bundle that is made of these very files; `--metafile` keeps what esbuild tells of it.
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import { build, transform } from 'esbuild';
import { inputsOf, isBuilt, markBuilt } from './build-stamp.mjs';
import { compressedTables } from './compressed-tables.mjs';
import { deferredParts } from './deferred-parts.mjs';
import { leftOutParts } from './left-out-parts.mjs';
import { esbuildPlugin as shippedProducts } from './shipped-products.mjs';
import { startUpChunk } from './start-up-chunk.mjs';
import { billOfMaterials, bundledPackages, licences } from './third-party.mjs';

if (process.argv.includes('--if-changed') && (await isBuilt('.'))) process.exit(0);
const inputs = await inputsOf('.');

const packageJson = JSON.parse(await readFile('package.json', 'utf8'));

/**
 * Services whose failures are told by the name on the wire, which the SDK gives to its base exception where it knows no
 * class of that name: hundreds of classes of failures that nobody asks for are then dropped. Those left out of this list
 * are known by their class (IAM's `NoSuchEntityException` is `NoSuchEntity` on the wire).
 */
const byWireName =
  /client-(acm|cloudtrail|cloudwatch|cloudwatch-logs|cost-explorer|ecs|elastic-load-balancing-v2|elasticsearch-service|kms|lambda|rds|route-53|secrets-manager|service-quotas|sesv2|sns|ssm)[\\/]/;

const withoutErrorClasses = (source) => source.replace(/^n0_registry\.registerError\(.*\);$/gm, '');

/**
 * The SDK writes schema traits with computed keys (`{ [_xN]: "Name" }`), which keeps esbuild from dropping
 * the operations nobody calls. As plain string keys they are dropped, and the bundle halves.
 */
const plainTraitKeys = {
  name: 'plain-trait-keys',
  setup(api) {
    api.onLoad(
      { filter: /@aws-sdk[\\/](client-|nested-clients).*schemas_0\.js$/ },
      async ({ path: file }) => {
        const source = await readFile(file, 'utf8');
        const names = new Map(
          [...source.matchAll(/^const (_\w+) = ("(?:[^"\\]|\\.)*");$/gm)].map((m) => [m[1], m[2]]),
        );
        const contents = source.replace(/\[(_\w+)\]:/g, (whole, name) =>
          names.has(name) ? `${names.get(name)}:` : whole,
        );
        return { contents: byWireName.test(file) ? withoutErrorClasses(contents) : contents, loader: 'js' };
      },
    );
  },
};

/** Some dependencies are CommonJS and ask for node's own modules by require. */
const requireBanner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);\n";

/** Making `require` takes a file half a millisecond of start-up; most chunks have no use for it. */
const dropIdleBanner = async (file) => {
  const text = await readFile(file, 'utf8');
  const code = text.replace(requireBanner, '');
  if (!/\brequire\b/.test(code)) await writeFile(file, code);
};

await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['src/cli.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'none',
  metafile: true,
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  // The same source as modules, of which what nobody calls is dropped; its CommonJS stays whole, names included.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  loader: { '.md': 'text' },
  define: { PACKAGE_VERSION: JSON.stringify(packageJson.version) },
  banner: { js: requireBanner },
  plugins: [
    plainTraitKeys,
    deferredParts,
    leftOutParts,
    compressedTables('dist'),
    shippedProducts,
    startUpChunk,
    cyclonedxEsbuildPlugin({
      specVersion: '1.6',
      outputFile: 'sbom.cdx.json',
      outputReproducible: true,
      logLevel: 'silent',
    }),
  ],
});

await Promise.all(Object.keys(metafile.outputs).map(dropIdleBanner));

/** For who builds and publishes this; package.json's `files` leaves them out as well. */
const notPacked = new Set(['architecture.md', 'coverage.md', 'performance.md', 'releasing.md']);

/** Which page of the manual tells of what, read with `help`'s own eyes. */
const topicIndex = async () => {
  const source = await readFile('src/commands/help/manual.ts', 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm' });
  const manual = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const files = (await readdir('docs', { recursive: true })).filter(
    (file) => file.endsWith('.md') && !notPacked.has(file),
  );
  const pages = files.map(async (file) => [
    file.replaceAll(path.sep, '/'),
    await readFile(path.join('docs', file), 'utf8'),
  ]);
  return manual.topicIndex(Object.fromEntries(await Promise.all(pages)));
};
await writeFile('dist/topics.json', JSON.stringify(await topicIndex()));

const bundled = bundledPackages(metafile);
await writeFile('dist/THIRD-PARTY-LICENSES.txt', await licences(bundled));
const bom = JSON.parse(await readFile('dist/sbom.cdx.json', 'utf8'));
await writeFile('dist/sbom.cdx.json', JSON.stringify(billOfMaterials(bom, bundled)));
if (process.argv.includes('--metafile')) await writeFile('dist/meta.json', JSON.stringify(metafile));
await markBuilt('.', inputs);
