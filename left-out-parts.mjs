// What libraries carry and no run of this program reaches, left out of the bundle.
import { readFile } from 'node:fs/promises';

/** Ninety spinners, of which ora names these two; our own are in src/ui. */
const spinners = async ({ path }) => {
  const { dots, line } = JSON.parse(await readFile(path, 'utf8'));
  return { contents: JSON.stringify({ dots, line }), loader: 'json' };
};

/** The SDK asks it for a browser's name; in node its user agent is made otherwise. */
const bowser = () => ({ contents: '', loader: 'js' });

/** Chalk's guess at what the streams show; we make it ourselves, for each stream and screen, and say so to chalk. */
const supportsColor = () => ({ contents: 'export default { stdout: false, stderr: false };', loader: 'js' });

export const leftOutParts = {
  name: 'left-out-parts',
  setup(api) {
    api.onLoad({ filter: /cli-spinners[\\/]spinners\.json$/ }, spinners);
    api.onLoad({ filter: /node_modules[\\/]bowser[\\/]/ }, bowser);
    api.onLoad({ filter: /chalk[\\/]source[\\/]vendor[\\/]supports-color[\\/]index\.js$/ }, supportsColor);
  },
};
