import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import { readProductFile } from '../../../src/products/file/read.ts';
import { schema } from '../../products/files.ts';

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

type Edit = (text: string) => string;

const isWhole = (text: string): boolean => {
  try {
    readProductFile(text, 'without.yaml', schema);
    return true;
  } catch {
    return false;
  }
};

/** Without the key; where the product file cannot do without, or another entry takes its place, without what holds it. */
const withoutKey =
  (key: string): Edit =>
  (text) => {
    const path = segments(key);
    for (let length = path.length; length > 0; length -= 1) {
      const document = parsed(text);
      document.deleteIn(path.slice(0, length));
      const left = document.toString();
      if (!document.hasIn(path) && isWhole(left)) return left;
    }
    throw new Error(`a product file cannot do without ${key}`);
  };

const withoutItems =
  (list: string, words: string): Edit =>
  (text) => {
    const document = parsed(text);
    const items = document.get(list);
    if (isSeq<Node>(items)) items.items = items.items.filter((item) => !wordsOf(item).includes(words));
    return document.toString();
  };

const sources = readdirSync('src/checks', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => path.join('src/checks', name));

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

const withoutCheck =
  (id: string): Edit =>
  (text) => {
    const before = text.slice(0, text.search(mentionOf(id)));
    const [, name = ''] = [...before.matchAll(/^export const (\w+)/gm)].at(-1) ?? [];
    const renamed = text.replace(new RegExp(`^export const ${name}\\b`, 'm'), `const removed_${name}`);
    return `${renamed}\nexport const ${name} = { ...removed_${name}, ${silent} };\n`;
  };

const lists: Readonly<Record<string, string>> = { step: 'after', rule: 'rules', upgrade: 'upgrades' };

/** What stands in code or in the manual is removed by no such hand. */
export const isRemovable = ({ kind }: Part): boolean => !['flag', 'command', 'topic', 'file'].includes(kind);

const editOf = ({ kind, name }: Part): readonly [file: string, edit: Edit] => {
  if (kind === 'check') {
    const file = sources.find((one) => mentionOf(name).test(readFileSync(one, 'utf8')));
    return file === undefined
      ? ['src/checks/quota/quota.ts', withoutQuota(name)]
      : [file, withoutCheck(name)];
  }
  const list = lists[kind];
  const [id = '', ...words] = list === undefined ? [kind] : name.split(' ');
  const edit = list === undefined ? withoutKey(name) : withoutItems(list, words.join(' '));
  return [`templates/products/${id}.yaml`, edit];
};

/** The files that serve these parts, without them. */
export function withoutAll(parts: readonly Part[]): readonly Removed[] {
  const files = new Map<string, string>();
  for (const one of new Map(parts.map((part) => [`${part.kind} ${part.name}`, part])).values()) {
    const [file, edit] = editOf(one);
    const before = files.get(file) ?? readFileSync(file, 'utf8');
    files.set(file, edit(before));
  }
  return [...files].map(([file, text]) => {
    if (text === readFileSync(file, 'utf8')) throw new Error(`nothing went from ${file}`);
    return { file, text };
  });
}
