import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file's text without what serves a row. */
export type Edit = (text: string) => string;

/** The file that has it, and how it goes from there. */
export type Place = readonly [file: string, edit: Edit];

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));

const holding = (folder: string, words: RegExp): string | undefined =>
  filesIn(folder).find((file) => words.test(readFileSync(file, 'utf8')));

const inItsPlace = (text: string, name: string, value: string): string =>
  `${text}\nexport const ${name} = ${value};\n`;

/** Judges nothing and fixes nothing, as if it were in no list. */
const silent = `judge: () => Promise.resolve({ status: 'skipped' as const }), fix: undefined`;

/** Where a check is made: an object of its type, or what is handed to its maker. */
const mentionOf = (id: string): RegExp => new RegExp(`: Check<'${id}'>|\\bid: '${id}'`);

const withoutQuota =
  (id: string): Edit =>
  (text) => {
    if (!text.includes(`'${id}'`)) throw new Error(`no check ${id} is made anywhere`);
    return text.replace(
      ', quotaCheck(id)]',
      `, { ...quotaCheck(id), ...(id === '${id}' ? { ${silent} } : {}) }]`,
    );
  };

const withoutJudge =
  (id: string): Edit =>
  (text) => {
    const before = text.slice(0, text.search(mentionOf(id)));
    const [, name = ''] = [...before.matchAll(/^export const (\w+)/gm)].at(-1) ?? [];
    const renamed = text.replace(new RegExp(`^export const ${name}\\b`, 'm'), `const removed_${name}`);
    return inItsPlace(renamed, name, `{ ...removed_${name}, ${silent} }`);
  };

/** Without a check: it is skipped, and has no fix. */
export const withoutCheck = (id: string): Place => {
  const file = holding('src/checks', mentionOf(id));
  return file === undefined ? ['src/checks/quota/quota.ts', withoutQuota(id)] : [file, withoutJudge(id)];
};

/** Without a command: whoever calls for it learns that it is not there. */
export const withoutCommand = (name: string): Place => {
  const made = new RegExp(`^export (async function|const) ${name}\\b`, 'm');
  const gone = `() => Promise.reject(new Error('there is no command ${name}'))`;
  return [
    `src/commands/${name}/${name}.ts`,
    (text) => inItsPlace(text.replace(made, `$1 removed_${name}`), name, gone),
  ];
};

/** Without a flag: nobody can write it any more. */
export const withoutFlag = (name: string): Place => {
  const words = new RegExp(`words: '${name}(?=[ '])`);
  const file = holding('src/core/flags', words);
  if (file === undefined) throw new Error(`no flag ${name} is in the table`);
  return [file, (text) => text.replace(words, `words: '--removed${name.slice(1)}`)];
};

/** Without these words of a file, wherever they stand in it. */
export const withoutWords = (name: string): Place => {
  const [file = '', ...words] = name.split(' ');
  return [file, (text) => text.replaceAll(words.join(' '), 'Removed')];
};
