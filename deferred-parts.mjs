// What libraries make or load as soon as they are read, and most runs never need: made at the first use instead.
import { readFile } from 'node:fs/promises';

const visible = String.raw`/[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/v`;

const parts = [
  // Some 25 ms for a set of all emoji, and 9 for a segmenter, before the first line of text is measured.
  {
    file: /string-width[\\/]index\.js$/,
    from: 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    to: 'let emoji; const rgiEmojiRegex = { test: (text) => (emoji ??= /^\\p{RGI_Emoji}$/v).test(text) };',
  },
  // Some 4 ms for six classes of characters.
  {
    file: /string-width[\\/]index\.js$/,
    from: `const visibleCharacterRegex = ${visible};`,
    to: `let seen; const visible = () => (seen ??= ${visible}); const visibleCharacterRegex = { test: (text) => visible().test(text), [Symbol.search]: (text) => visible()[Symbol.search](text) };`,
  },
  {
    file: /string-width[\\/]index\.js$/,
    from: 'const segmenter = new Intl.Segmenter();',
    to: 'let made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };',
  },
  // For subcommands that are programs of their own, which there are none of; it brings half of node's network with it.
  {
    file: /commander[\\/]lib[\\/]command\.js$/,
    from: "const childProcess = require('node:child_process');",
    to: "const childProcess = { spawn: (...words) => require('node:child_process').spawn(...words) };",
  },
];

const deferred = (file, source) =>
  parts
    .filter((part) => part.file.test(file))
    .reduce((text, { from, to }) => {
      if (!text.includes(from)) throw new Error(`${file} no longer holds: ${from}`);
      return text.replace(from, () => to);
    }, source);

/** @throws where a new version of a library has other words */
export const deferredParts = {
  name: 'deferred-parts',
  setup(api) {
    api.onLoad(
      { filter: /(string-width[\\/]index|commander[\\/]lib[\\/]command)\.js$/ },
      async ({ path }) => ({
        contents: deferred(path, await readFile(path, 'utf8')),
        loader: 'js',
      }),
    );
  },
};
