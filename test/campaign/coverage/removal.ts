import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';

/** A file as it reads without what a row of the coverage is served by. */
export interface Removed {
  readonly file: string;
  readonly text: string;
}

export interface Part {
  readonly kind: string;
  readonly name: string;
}

/** CloudFormation's own tags stay as they are; what they mean matters to no removal. */
const parsed = (text: string): Document => parseDocument(text, { logLevel: 'silent' });

const segments = (key: string): readonly (string | number)[] =>
  key.split('.').map((one) => (/^\d+$/.test(one) ? Number(one) : one));

/** The text of a node and of all below it. */
const wordsOf = (node: unknown): string => {
  if (isScalar(node)) return String(node.value);
  if (isSeq(node)) return node.items.map(wordsOf).join('\n');
  if (isMap(node)) return node.items.map(({ key, value }) => `${wordsOf(key)} ${wordsOf(value)}`).join('\n');
  return '';
};

const withoutKey = (file: string, text: string, key: string): Removed => {
  const document = parsed(text);
  if (!document.deleteIn(segments(key))) throw new Error(`${file} has no ${key}`);
  return { file, text: document.toString() };
};

const withoutItems = (file: string, text: string, list: string, words: string): Removed => {
  const document = parsed(text);
  const items = document.get(list);
  if (!isSeq<Node>(items)) throw new Error(`${file} has no list ${list}`);
  const left = items.items.filter((item) => !wordsOf(item).includes(words));
  if (left.length === items.items.length) throw new Error(`nothing of ${list} in ${file} says "${words}"`);
  items.items = left;
  return { file, text: document.toString() };
};

const sources = readdirSync('src/checks', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => path.join('src/checks', name));

/** Judges nothing and fixes nothing, as if it were in no list. */
const silent = `judge: () => Promise.resolve({ status: 'skipped' as const }), fix: undefined`;

const withoutQuota = (id: string): Removed => {
  const file = 'src/checks/quota/quota.ts';
  const text = readFileSync(file, 'utf8');
  const built = 'quotaCheck(id)]';
  if (!text.includes(built)) throw new Error(`${file} makes its checks otherwise`);
  return {
    file,
    text: text.replace(built, `id === '${id}' ? { ...quotaCheck(id), ${silent} } : ${built}`),
  };
};

const withoutCheck = (id: string): Removed => {
  const file = sources.find((one) => new RegExp(`\\bid: '${id}'`).test(readFileSync(one, 'utf8')));
  if (file === undefined) return withoutQuota(id);
  const text = readFileSync(file, 'utf8');
  const before = text.slice(0, text.search(new RegExp(`\\bid: '${id}'`)));
  const [, name = ''] = [...before.matchAll(/^export const (\w+)/gm)].at(-1) ?? [];
  const renamed = text.replace(new RegExp(`^export const ${name}\\b`, 'm'), `const removed_${name}`);
  return { file, text: `${renamed}\nexport const ${name} = { ...removed_${name}, ${silent} };\n` };
};

const lists: Readonly<Record<string, string>> = { step: 'after', rule: 'rules', upgrade: 'upgrades' };

/** What stands in code or in the manual, and is removed by no such hand. */
const elsewhere = ['flag', 'command', 'topic', 'file'];

/** Undefined: it is served by no key of a product and by no check. */
export function without({ kind, name }: Part): Removed | undefined {
  if (elsewhere.includes(kind)) return undefined;
  if (kind === 'check') return withoutCheck(name);
  const list = lists[kind];
  const [id = '', ...words] = list === undefined ? [kind] : name.split(' ');
  const file = `templates/products/${id}.yaml`;
  const text = readFileSync(file, 'utf8');
  return list === undefined ? withoutKey(file, text, name) : withoutItems(file, text, list, words.join(' '));
}
