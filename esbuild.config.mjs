// Builds the one published bundle: dist/cli.js, its lazily loaded chunks, and the licences of what it carries.
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import { build, transform } from 'esbuild';
import { compressedTables } from './compressed-tables.mjs';
import { deferredParts } from './deferred-parts.mjs';
import { leftOutParts } from './left-out-parts.mjs';
import { esbuildPlugin as shippedProducts } from './shipped-products.mjs';

const packageJson = JSON.parse(await readFile('package.json', 'utf8'));

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
        return { contents, loader: 'js' };
      },
    );
  },
};

const packageOf = (input) => {
  const at = input.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const [first, second] = input.slice(at + 'node_modules/'.length).split('/');
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  return input.slice(0, at) + 'node_modules/' + name;
};

const licenceText = async (folder) => {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const lines = file === undefined ? [] : (await readFile(path.join(folder, file), 'utf8')).split(/\r?\n/);
  const isNotice = (line) => /^\s*copyright (\(c\)|©|\d{4})/i.test(line);
  const notices = lines.filter(isNotice).map((line) => line.trim());
  const text = lines
    .filter((line) => !isNotice(line))
    .join('\n')
    .trim();
  return { title: [`${name} ${version} (${license})`, ...notices].join(', '), text };
};

/** Licences differ in line breaks, in how they call themselves, and in what stands below their terms. */
const wording = (text) =>
  text
    .replace(/END OF TERMS AND CONDITIONS[^]*/, '')
    .replace(/^[^\n]*\blicense\b[^\n]*\n/i, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();

/** Each licence once, below the packages it is of with their copyright lines. */
const licences = async (inputs) => {
  const folders = [...new Set(inputs.map(packageOf).filter((folder) => folder !== undefined))].sort();
  const groups = new Map();
  for (const licence of await Promise.all(folders.map(licenceText)))
    groups.set(wording(licence.text), [...(groups.get(wording(licence.text)) ?? []), licence]);
  return [...groups.values()]
    .map((group) => `${group.map(({ title }) => title).join('\n')}\n\n${group[0].text}\n`)
    .join(`\n${'-'.repeat(78)}\n\n`);
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
  loader: { '.md': 'text' },
  define: { PACKAGE_VERSION: JSON.stringify(packageJson.version) },
  banner: { js: requireBanner },
  plugins: [
    plainTraitKeys,
    deferredParts,
    leftOutParts,
    compressedTables('dist'),
    shippedProducts,
    cyclonedxEsbuildPlugin({ specVersion: '1.6', outputFile: 'sbom.cdx.json', outputReproducible: true }),
  ],
});

await Promise.all(Object.keys(metafile.outputs).map(dropIdleBanner));

/** Which page of the manual tells of what, read with `help`'s own eyes; coverage.md is for who builds this, and not packed. */
const topicIndex = async () => {
  const source = await readFile('src/commands/help/manual.ts', 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm' });
  const manual = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const files = (await readdir('docs', { recursive: true })).filter(
    (file) => file.endsWith('.md') && file !== 'coverage.md',
  );
  const pages = files.map(async (file) => [
    file.replaceAll(path.sep, '/'),
    await readFile(path.join('docs', file), 'utf8'),
  ]);
  return manual.topicIndex(Object.fromEntries(await Promise.all(pages)));
};
await writeFile('dist/topics.json', JSON.stringify(await topicIndex()));

await writeFile('dist/THIRD-PARTY-LICENSES.txt', await licences(Object.keys(metafile.inputs)));
if (process.argv.includes('--metafile')) await writeFile('dist/meta.json', JSON.stringify(metafile));
