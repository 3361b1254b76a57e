import { readFileSync } from 'node:fs';
import type { Served } from '../../coverage/rows.ts';
import { withoutCheck, withoutCommand, withoutFlag, withoutWords, type Place } from './code.ts';
import { withoutItems, withoutKey } from './product.ts';

/** A file as it reads without what a row of the coverage is served by. */
export interface Removed {
  readonly file: string;
  readonly text: string;
}

const lists: Readonly<Record<string, string>> = { step: 'after', rule: 'rules', upgrade: 'upgrades' };

const inCode: Readonly<Record<string, (name: string) => Place>> = {
  check: withoutCheck,
  command: withoutCommand,
  flag: withoutFlag,
  file: withoutWords,
};

const inProduct = ({ kind, name }: Served): Place => {
  const list = lists[kind];
  const [id = '', ...words] = list === undefined ? [kind] : name.split(' ');
  const edit = list === undefined ? withoutKey(name) : withoutItems(list, words.join(' '));
  return [`templates/products/${id}.yaml`, edit];
};

const placeOf = (part: Served): Place => inCode[part.kind]?.(part.name) ?? inProduct(part);

/** The files that serve these parts, without them. */
export function withoutAll(parts: readonly Served[]): readonly Removed[] {
  const files = new Map<string, string>();
  for (const one of new Map(parts.map((part) => [`${part.kind} ${part.name}`, part])).values()) {
    const [file, edit] = placeOf(one);
    const before = files.get(file) ?? readFileSync(file, 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`${one.kind} ${one.name} does not go from ${file}`);
    files.set(file, after);
  }
  return [...files].map(([file, text]) => ({ file, text }));
}
