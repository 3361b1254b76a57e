// The coverage, put to the proof: each row that a key of a product or a check serves loses it in a copy of this folder,
// and the test the row names must then fail; `npm test` holds that it passes else. CAMPAIGN_ONLY='check acm.certificate', or
// the name of a test file, takes the rows that have it.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows, type CoverageRow } from '../../coverage/rows.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { isRemovable, withoutAll, type Removed } from './removal.ts';
import { Copy, type FileEnd } from './runs.ts';

/** Rows that are judged by one run of the file that holds them, and all that is taken away for it. */
interface Case {
  readonly name: string;
  readonly file: string;
  readonly rows: readonly CoverageRow[];
  readonly removed: readonly Removed[];
}

const present = 'test/coverage/coverage.test.ts';
const fileOf = ({ heldBy }: CoverageRow): string => heldBy?.file ?? '';
const partsOf = ({ servedBy }: CoverageRow): string =>
  servedBy.map(({ kind, name }) => `${kind} ${name}`).join(', ');

/**
 * Rows that go together without one's loss failing another's test: a test of a check looks at that check, and the one
 * that a key is there at that key. Every other row loses what it has by itself.
 */
const groupOf = (row: CoverageRow): string => {
  const file = fileOf(row);
  if (file === present) return file;
  const checks = row.servedBy.every(({ kind }) => kind === 'check');
  return checks && file.startsWith('test/checks/')
    ? `${file}, each of its checks`
    : `${file}, ${partsOf(row)}`;
};

const only = process.env['CAMPAIGN_ONLY'] ?? '';
const removable = rows.filter(
  (row) =>
    row.state === 'served' &&
    row.servedBy.some(isRemovable) &&
    `${fileOf(row)} ${partsOf(row)}`.includes(only),
);

const groups = [...new Set(removable.map(groupOf))];
const cases: readonly Case[] = groups.map((name) => {
  const own = removable.filter((row) => groupOf(row) === name);
  const parts = own.flatMap(({ servedBy }) => servedBy).filter(isRemovable);
  return { name, file: own[0] === undefined ? '' : fileOf(own[0]), rows: own, removed: withoutAll(parts) };
});

/** `%s`, `$name` and `${name}` of a title stand for what a table has there. */
const pattern = (title: string): string =>
  title
    .replace(/^'/, '')
    .split(/%s|%j|\$\{\w+\}|\$\w+/)
    .map((part) => part.replace(/\\\\/g, '\\').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('.*');

const patternOf = (row: CoverageRow): string =>
  fileOf(row) === present
    ? `${pattern(row.what)}: ${pattern(row.heldBy?.title ?? '')}`
    : pattern(row.heldBy?.title ?? '');

const testsOf = ({ tests }: FileEnd, row: CoverageRow): FileEnd['tests'] =>
  tests.filter(({ fullName }) => new RegExp(patternOf(row)).test(fullName));

describe('what the coverage says holds a row', () => {
  let copy: Copy;
  beforeAll(() => {
    copy = new Copy(path.join(temporaryFolder(), 'copy'));
  });
  afterAll(() => copy.close());

  it.each(cases)('fails without it: $name', ({ file, rows: own, removed }) => {
    const end = copy.run(file, removed, own.map(patternOf));
    // A product file that needs the part cannot even be read without it; of several, one would hide the others.
    if (end.broken) return expect(new Set(own.map(partsOf)).size).toBe(1);
    // A row may name a line of what its tests expect; then any of the file's tests may be the one.
    const meant = own.map((row) => ({ row, tests: testsOf(end, row) }));
    const whole = meant.some(({ tests }) => tests.length === 0) ? copy.run(file, removed).tests : [];
    const idle = meant.filter(({ tests }) =>
      (tests.length === 0 ? whole : tests).every(({ status }) => status !== 'failed'),
    );
    expect(idle.map(({ row }) => `${row.what}: ${partsOf(row)}`)).toEqual([]);
    return undefined;
  });
});
