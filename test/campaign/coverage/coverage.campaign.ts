// The coverage, put to the proof: each row loses what serves it in a copy of this folder, part by part, and the test the
// row names must then fail; `npm test` holds that it passes else. CAMPAIGN_ONLY='check acm.certificate', or the name of a
// test file, takes the rows that have it.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows, type CoverageRow } from '../../coverage/rows.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { casesOf, claimText, servedRows, wordsOf, type Case, type Claim } from './cases.ts';
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

/** The claims without whose part the test of their row passed all the same. */
const idleIn = (copy: Copy, { file, claims }: Case): readonly Claim[] => {
  const parts = claims.map(({ part }) => part);
  const removed = withoutAll(parts);
  const end = copy.run(file, removed, [...new Set(claims.map(({ row }) => patternOf(row)))]);
  // A file that cannot even be loaded without the part has failed; of several parts, one would hide the others.
  if (end.broken) return new Set(parts.map(wordsOf)).size === 1 ? [] : claims;
  // A row may name a line of what its tests expect; then any of the file's tests may be the one.
  const meant = claims.map((claim) => ({ claim, tests: testsOf(end, claim.row) }));
  const whole = meant.some(({ tests }) => tests.length === 0) ? copy.run(file, removed).tests : [];
  const idle = meant.filter(({ tests }) =>
    (tests.length === 0 ? whole : tests).every(({ status }) => status !== 'failed'),
  );
  return idle.map(({ claim }) => claim);
};

const served = servedRows(process.env['CAMPAIGN_ONLY'] ?? '');
const cases = casesOf(served);

const tally = (unproved: number): string => {
  const left = ['later', 'not'].map(
    (state) => `${rows.filter((row) => row.state === state).length} ${state}`,
  );
  return `Coverage: ${served.length - unproved} of ${served.length} served rows proved (of ${rows.length} rows, ${left.join(', ')}, each with its reason)`;
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
    process.stderr.write(`${tally(new Set([...unproved].map(({ row }) => row)).size)}\n`);
  });

  it.each(cases)('fails without it: $name', (one) => {
    const idle = idleIn(copy, one);
    for (const claim of one.claims) if (!idle.includes(claim)) unproved.delete(claim);
    expect(idle.map(claimText)).toEqual([]);
  });
});
