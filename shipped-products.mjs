// Makes the files of templates/products into modules: `shipped-products` (index and loaders), one more for each file.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const folder = 'templates/products';
const name = 'shipped-products';

/** The program's own reader: a file that it would refuse fails the build. */
const reader = async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/products/file/read.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(process.cwd()+'/');",
    },
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
};

const readAll = async () => {
  const { readProductFile } = await reader();
  const schema = JSON.parse(await readFile('templates/schemas/product.schema.json', 'utf8'));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (file) => {
      const product = readProductFile(await readFile(path.join(folder, file), 'utf8'), file, schema);
      if (`${product.id}.yaml` !== file) throw new Error(`${file} holds the product "${product.id}"`);
      return product;
    }),
  );
};

const indexOf = (products) => {
  const index = products.map(({ id, title, recognises = [] }) => ({ id, title, recognises }));
  const loaders = products.map(({ id }) => `${JSON.stringify(id)}: () => import('${name}/${id}')`);
  return `export const index = ${JSON.stringify(index)};\nexport const load = { ${loaders.join(', ')} };\n`;
};

const moduleTexts = async () => {
  const products = await readAll();
  return new Map([
    [name, indexOf(products)],
    ...products.map((product) => [`${name}/${product.id}`, `export default ${JSON.stringify(product)};`]),
  ]);
};

let texts;
const textOf = async (id) => (await (texts ??= moduleTexts())).get(id);
const ours = new RegExp(`^${name}(/|$)`);

export const esbuildPlugin = {
  name,
  setup(api) {
    api.onResolve({ filter: ours }, ({ path: id }) => ({ path: id, namespace: name }));
    api.onLoad({ filter: ours, namespace: name }, async ({ path: id }) => ({
      contents: await textOf(id),
      loader: 'js',
    }));
  },
};

export const vitePlugin = {
  name,
  resolveId: (id) => (ours.test(id) ? `\0${id}` : undefined),
  load: (id) => (id.startsWith(`\0${name}`) ? textOf(id.slice(1)) : undefined),
};
