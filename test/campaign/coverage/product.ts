import { isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import { readProductFile } from '../../../src/products/file/read.ts';
import { schema } from '../../products/files.ts';
import type { Edit } from './code.ts';

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

const isWhole = (text: string): boolean => {
  try {
    readProductFile(text, 'without.yaml', schema);
    return true;
  } catch {
    return false;
  }
};

/** Without the key; where the product file cannot do without, or another entry takes its place, without what holds it. */
export const withoutKey =
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

/** Without the entries of a list in which these words stand. */
export const withoutItems =
  (list: string, words: string): Edit =>
  (text) => {
    const document = parsed(text);
    const items = document.get(list);
    if (isSeq<Node>(items)) items.items = items.items.filter((item) => !wordsOf(item).includes(words));
    return document.toString();
  };
