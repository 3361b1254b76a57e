// What libraries carry and no run of this program reaches, left out of the bundle.
import { readFile } from 'node:fs/promises';

/** @throws where a new version of a library has other words */
const without = (source, part, file) => {
  const rest = source.replace(part, '');
  if (rest === source) throw new Error(`${file} no longer holds ${part}`);
  return rest;
};

/** Ninety spinners, of which ora names these two; our own are in src/ui. */
const spinners = async ({ path }) => {
  const { dots, line } = JSON.parse(await readFile(path, 'utf8'));
  return { contents: JSON.stringify({ dots, line }), loader: 'json' };
};

/** The SDK asks it for a browser's name; in node its user agent is made otherwise. */
const bowser = () => ({ contents: '', loader: 'js' });

/** Chalk's guess at what the streams show; we make it ourselves, for each stream and screen, and say so to chalk. */
const supportsColor = () => ({ contents: 'export default { stdout: false, stderr: false };', loader: 'js' });

/** Each client says its version to AWS, and would bring its whole package.json for it. */
const version = async ({ path }) => ({
  contents: JSON.stringify({ version: JSON.parse(await readFile(path, 'utf8')).version }),
  loader: 'json',
});

/** RE2's sets of Unicode, by name: the patterns we give it name none, and write each set as code points. */
const unicodeSets = async ({ path }) => {
  const source = await readFile(path, 'utf8');
  const unnamed = without(source, /^\t\t\w+: \(\) => new UnicodeRangeTable\(.*$/gm, path);
  // What may stand in a message unescaped: Latin does.
  return {
    contents: without(unnamed, /(?<=_Print = new UnicodeRangeTable\(decodeRanges\(")[^"]+/, path),
    loader: 'js',
  };
};

/** Calls that answer by a stream of events: no client of ours makes one, but each is told how they are read. */
const eventStreams = () => ({
  contents: `
    export const eventStreamSerdeProvider = () => undefined;
    export const resolveEventStreamSerdeConfig = (input) => input;
    export class EventStreamSerde {}`,
  loader: 'js',
});

/** Hashes written in JavaScript, for where node's own are missing. MD5's stays: FIPS takes node's away. */
const scriptedHash = ({ path }) => ({
  contents: `export const ${/(\w+)\.js$/.exec(path)[1]} = undefined;`,
  loader: 'js',
});

/** What a proxy's agent says under the variable DEBUG, which a person has no use for. */
const debug = () => ({ contents: 'export default () => () => {};', loader: 'js' });

/** Support bundles are packed, none is unpacked. */
const unpacking = () => ({ contents: '', loader: 'js' });

/** The library to read XML with asks about two of its contexts; its list of all of them keeps all. */
const unsafeContexts = async ({ path }) => {
  const source = await readFile(path, 'utf8');
  const others =
    /^(export const VALID_CONTEXTS = [^;]*;|(?!HTML|XML)\w+\.label += .*;|(?!HTML|XML)\w+\.decodeEntities = .*;)$/gm;
  return { contents: without(source, others, path), loader: 'js' };
};

const leftOut = [
  [/cli-spinners[\\/]spinners\.json$/, spinners],
  [/node_modules[\\/]bowser[\\/]/, bowser],
  [/chalk[\\/]source[\\/]vendor[\\/]supports-color[\\/]index\.js$/, supportsColor],
  [/@aws-sdk[\\/](client-[\w-]+|nested-clients)[\\/]package\.json$/, version],
  [/re2js[\\/]build[\\/]index\.js$/, unicodeSets],
  [/@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]event-streams[\\/]index\.js$/, eventStreams],
  [/[\\/]sha(1|256)[\\/]Sha(1|256)Js\.js$/, scriptedHash],
  [/node_modules[\\/]debug[\\/]src[\\/]index\.js$/, debug],
  [/tar-stream[\\/]extract\.js$/, unpacking],
  [/is-unsafe[\\/]src[\\/]index\.js$/, unsafeContexts],
];

export const leftOutParts = {
  name: 'left-out-parts',
  setup(api) {
    for (const [filter, load] of leftOut) api.onLoad({ filter }, load);
  },
};
