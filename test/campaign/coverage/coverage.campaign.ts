// The coverage, put to the proof: each row that a key of a product or a check serves loses it in a copy of this folder,
// and the test the row names must then fail. CAMPAIGN_ONLY='check acm.certificate' takes the rows whose parts hold it.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows, type CoverageRow } from '../../coverage/rows.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { without, type Removed } from './removal.ts';
import { Copy, type FileEnd } from './runs.ts';

interface Case {
  readonly parts: string;
  readonly file: string;
  readonly removed: readonly Removed[];
  readonly titles: readonly string[];
}

const partsOf = ({ servedBy }: CoverageRow): string =>
  servedBy.map(({ kind, name }) => `${kind} ${name}`).join(', ');

const caseOf = (file: string, own: readonly CoverageRow[]): readonly Case[] => {
  const [first] = own;
  const removed = (first?.servedBy ?? []).map(without).filter((one) => one !== undefined);
  const titles = [...new Set(own.map(({ heldBy }) => heldBy?.title ?? ''))];
  return first === undefined || removed.length === 0
    ? []
    : [{ parts: partsOf(first), file, removed, titles }];
};

const only = process.env['CAMPAIGN_ONLY'] ?? '';

const served = rows.filter((row) => row.state === 'served' && partsOf(row).includes(only));
const keyOf = (row: CoverageRow): string => `${row.heldBy?.file ?? ''}: ${partsOf(row)}`;

/** Rows that lose the same, and are held by the same file, share one run. */
const cases = [...new Set(served.map(keyOf))].flatMap((key) => {
  const own = served.filter((row) => keyOf(row) === key);
  return caseOf(own[0]?.heldBy?.file ?? '', own);
});

/** `%s`, `$name` and `${name}` of a title stand for what a table has there. */
const matcher = (title: string): RegExp =>
  new RegExp(
    title
      .replace(/^'/, '')
      .split(/%s|%j|\$\{\w+\}|\$\w+/)
      .map((part) => part.replace(/\\\\/g, '\\').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.*'),
  );

/** Of a row's title, what failed: its tests, or, where it names a line within tests, any test of the file. */
const held = ({ tests, broken }: FileEnd, title: string): boolean => {
  const own = tests.filter(({ fullName }) => matcher(title).test(fullName));
  const meant = own.length === 0 ? tests : own;
  return broken || meant.some(({ status }) => status === 'failed');
};

describe('what the coverage says holds a row', () => {
  let copy: Copy;
  beforeAll(() => {
    copy = new Copy(path.join(temporaryFolder(), 'copy'));
  });
  afterAll(() => copy.close());

  it.each([...new Set(cases.map(({ file }) => file))])('%s passes as long as all is there', (file) => {
    const { tests, broken } = copy.run(file, []);
    expect(broken).toBe(false);
    expect(tests.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it.each(cases)('$file fails without $parts', ({ file, removed, titles }) => {
    const end = copy.run(file, removed);
    expect(titles.filter((title) => !held(end, title))).toEqual([]);
  });
});
