import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flagName, flags } from '../../src/core/flags/index.ts';
import { checkIds, commandNames } from '../../src/core/ids.ts';
import { readProductFile } from '../../src/products/file/read.ts';
import { topics } from '../manual/pages.ts';
import { schema, shipped } from '../products/files.ts';
import { counts, rows } from './rows.ts';

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const products = new Map([...shipped].map(([file, text]) => [file, readProductFile(text, file, schema)]));
const productOf = (id: string): unknown => products.get(`${id}.yaml`);

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
const at = (value: unknown, path: string): unknown => path.split('.').reduce(memberOf, value);

const flagNames = Object.values(flags).map(flagName);

const partOf = (name: string, part: 'after' | 'rules' | 'upgrades'): boolean => {
  const [id = '', ...words] = name.split(' ');
  return JSON.stringify(at(productOf(id), part)).includes(words.join(' '));
};

/** Whether what a row names is there. */
const isThere = (kind: string, name: string): boolean => {
  switch (kind) {
    case 'check':
      return checkIds.some((id) => id === name);
    case 'command':
      return commandNames.some((command) => command === name);
    case 'flag':
      return flagNames.includes(name);
    case 'topic':
      return Object.keys(topics).includes(name);
    case 'step':
      return partOf(name, 'after');
    case 'rule':
      return partOf(name, 'rules');
    case 'upgrade':
      return partOf(name, 'upgrades');
    case 'file': {
      const [file = '', ...words] = name.split(' ');
      return read(file).includes(words.join(' '));
    }
    default:
      return ![undefined, ''].some((nothing) => at(productOf(kind), name) === nothing);
  }
};

describe('what the documents of the products ask for', () => {
  const served = rows.filter(({ state }) => state === 'served');

  it.each(served)('$what: is served by what is there', ({ servedBy }) => {
    expect(servedBy).not.toEqual([]);
    expect(servedBy.filter(({ kind, name }) => !isThere(kind, name))).toEqual([]);
  });

  it.each(served)('$what: is held by a test of that name', ({ heldBy }) => {
    const { file = '', title = '' } = heldBy ?? {};
    expect(read(file), `${file} has “${title}”`).toContain(title);
    expect(title).not.toBe('');
  });

  // That a name is there proves nothing of what it does.
  it('is not held by this test alone', () =>
    expect(served.filter(({ heldBy }) => heldBy?.file === 'test/coverage/coverage.test.ts')).toEqual([]));

  it('is held by no test where nothing serves it', () =>
    expect(rows.filter(({ state, heldBy }) => state !== 'served' && heldBy !== undefined)).toEqual([]));

  it('is not left for later by a command or check that is there', () => {
    const known: readonly string[] = [...commandNames, ...checkIds];
    const promised = rows.flatMap(({ state, later, what }) =>
      state === 'later' && known.includes(/the (?:command|check) (\S+?)(?:[;,]|$| )/.exec(later)?.[1] ?? '')
        ? [what]
        : [],
    );
    expect(promised).toEqual([]);
  });

  it('is counted right', () => {
    expect(counts).toHaveLength(5);
    for (const [document = '', ...numbers] of counts) {
      const own = rows.filter(({ documents }) => documents.includes(document));
      const found = ['served', 'later', 'not'].map(
        (state) => own.filter((row) => row.state === state).length,
      );
      expect(numbers.map(Number), document).toEqual(found);
    }
  });
});
