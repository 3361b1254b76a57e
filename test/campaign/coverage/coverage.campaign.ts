// The coverage, put to the proof: each row loses what serves it in a copy of this folder, part by part, and the test the
// row names must then fail; `npm test` holds that it passes else. CAMPAIGN_ONLY='check acm.certificate,test/products' takes
// the rows that have one of these: parts, test files.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows, type CoverageRow } from '../../coverage/rows.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { casesOf, claimText, fileOf, servedRows, wordsOf, type Case, type Claim } from './cases.ts';
import { withoutAll } from './removal.ts';
import { Copy, type FileEnd } from './runs.ts';

/** `%s`, `$name` and `${name}` of a title stand for what a table has there. */
const pattern = (title: string): string =>
  title
    .replace(/^'/, '')
    .split(/%s|%j|\$\{\w+\}|\$\w+/)
    .map((part) => part.replace(/\\\\/g, '\\').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('.*');

const patternOf = ({ heldBy }: CoverageRow): string => pattern(heldBy?.title ?? '');

const testsOf = ({ tests }: FileEnd, row: CoverageRow): FileEnd['tests'] =>
  tests.filter(({ fullName }) => new RegExp(patternOf(row)).test(fullName));

/** A row may name a line of what its tests expect; then any of the file's tests may be the one. */
const meantBy = (end: FileEnd, row: CoverageRow): FileEnd['tests'] => {
  const named = testsOf(end, row);
  return named.length === 0 ? end.tests : named;
};

/** The tests of these rows with nothing taken away: what fails here proves nothing when it fails later. */
const intactEnd = (copy: Copy, file: string, own: readonly CoverageRow[]): FileEnd => {
  const end = copy.run(file, [], [...new Set(own.map(patternOf))]);
  return own.every((row) => testsOf(end, row).length > 0) ? end : copy.run(file, []);
};

const failed = ({ status }: FileEnd['tests'][number]): boolean => status === 'failed';

/** The claims without whose part the test of their row passed all the same. */
const idleIn = (copy: Copy, { file, claims }: Case, intact: FileEnd): readonly Claim[] => {
  const parts = claims.map(({ part }) => part);
  const named = claims.every(({ row }) => testsOf(intact, row).length > 0);
  const names = named ? [...new Set(claims.map(({ row }) => patternOf(row)))] : [];
  const end = copy.run(file, withoutAll(parts), names);
  // A file that cannot even be loaded without the part has failed; of several parts, one would hide the others.
  if (end.broken) return new Set(parts.map(wordsOf)).size === 1 ? [] : claims;
  return claims.filter(({ row }) => !meantBy(end, row).some(failed));
};

const served = servedRows((process.env['CAMPAIGN_ONLY'] ?? '').split(','));
const cases = casesOf(served);
const files = [...new Set(served.map(fileOf))];

const tally = (unproved: ReadonlySet<Claim>): string => {
  const proved = served.length - new Set([...unproved].map(({ row }) => row)).size;
  const left = ['later', 'not'].map(
    (state) => `${rows.filter((row) => row.state === state).length} ${state}`,
  );
  const one = `Coverage: ${proved} of ${served.length} served rows proved; of all ${rows.length} rows ${left.join(', ')}, each with its reason`;
  return [...[...unproved].map((claim) => `Not proved: ${claimText(claim)}`), one, ''].join('\n');
};

describe('what the coverage says holds a row', () => {
  /** Until its case has shown otherwise. */
  const unproved = new Set(cases.flatMap(({ claims }) => claims));
  let copy: Copy;
  beforeAll(() => {
    copy = new Copy(path.join(temporaryFolder(), 'copy'));
  });
  afterAll(() => {
    copy.close();
    process.stderr.write(tally(unproved));
  });

  const intact = new Map<string, FileEnd>();
  it.each(files)('passes while nothing is taken away: %s', (file) => {
    const own = served.filter((row) => fileOf(row) === file);
    const end = intactEnd(copy, file, own);
    const meant = new Set(own.flatMap((row) => meantBy(end, row)));
    expect([...meant].filter(failed).map(({ fullName }) => fullName)).toEqual([]);
    expect([...meant].some(({ status }) => status === 'passed')).toBe(true);
    intact.set(file, end);
  });

  it.each(cases)('fails without it: $name', (one) => {
    const end = intact.get(one.file);
    if (end === undefined) throw new Error(`${one.file} does not pass while all is in place`);
    const idle = idleIn(copy, one, end);
    for (const claim of one.claims) if (!idle.includes(claim)) unproved.delete(claim);
    expect(idle.map(claimText)).toEqual([]);
  });
});
