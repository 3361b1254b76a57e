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
  (text) =>
    text.replace(', quotaCheck(id)]', `, { ...quotaCheck(id), ...(id === '${id}' ? { ${silent} } : {}) }]`);

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
  if (file !== undefined) return [file, withoutJudge(id)];
  if (!id.startsWith('quota.')) throw new Error(`no check ${id} is made anywhere`);
  return ['src/checks/quota/quota.ts', withoutQuota(id)];
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

const indentOf = (line: string): number => line.search(/\S|$/);

/** Without the lines of YAML that have these words, and all that stands below them. */
const withoutBlocks =
  (words: string): Edit =>
  (text) => {
    let below = Infinity;
    const left = text.split('\n').filter((line) => {
      if (indentOf(line) > below || line.trim() === '') return below === Infinity;
      below = line.includes(words) ? indentOf(line) : Infinity;
      return below === Infinity;
    });
    return left.join('\n');
  };

/** Without these words of a file, wherever they stand in it: code has others there, a template no such line. */
export const withoutWords = (name: string): Place => {
  const [file = '', ...parts] = name.split(' ');
  const words = parts.join(' ');
  return [file, file.endsWith('.yaml') ? withoutBlocks(words) : (text) => text.replaceAll(words, 'Removed')];
};
