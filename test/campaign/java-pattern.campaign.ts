// The pattern campaign: a real Java (a JDK on the PATH, such as Debian's default-jdk-headless) judges what ours judges.
// PATTERN_RUNS: how many pairs (10000); PATTERN_SEED: the seed (1); PATTERN_SHOW=1 lists the patterns abstained on;
// PATTERN_RECORD=1 rewrites the table that `npm test` reads.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesJavaPattern } from '../../src/template/java-pattern/matches.ts';
import { pair, type Pair } from '../template/java-pattern/generated.ts';
import { scrambled } from '../template/java-pattern/scrambled.ts';
import { templatePairs } from '../template/java-pattern/templates.ts';
import { judgedByJava, type JavaVerdict } from './java.ts';

const numRuns = Number(process.env['PATTERN_RUNS'] ?? 10_000);
const seed = Number(process.env['PATTERN_SEED'] ?? 1);

const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface Tally {
  readonly counts: Map<string, number>;
  readonly wrong: string[];
  /** Patterns abstained on. */
  readonly left: Set<string>;
}

const outcome = (java: JavaVerdict, ours: boolean | undefined): string => {
  if (ours === undefined) return 'abstain';
  if (java === 'overrun') return 'only ours ends';
  return java === (ours ? 'match' : 'mismatch') ? 'agree' : 'disagree';
};

const compared = (pairs: readonly Pair[], verdicts: readonly JavaVerdict[]): Tally => {
  const tally: Tally = { counts: new Map(), wrong: [], left: new Set() };
  pairs.forEach(({ pattern, value }, at) => {
    const java = verdicts[at] ?? 'overrun';
    const what = outcome(java, matchesJavaPattern(pattern, value));
    for (const key of [what, `java: ${java}`]) tally.counts.set(key, (tally.counts.get(key) ?? 0) + 1);
    if (what === 'disagree') tally.wrong.push(`${JSON.stringify([pattern, value])}: Java says ${java}`);
    if (what === 'abstain') tally.left.add(pattern);
  });
  say(JSON.stringify(Object.fromEntries([...tally.counts].sort())));
  if (process.env['PATTERN_SHOW'] === '1') say(JSON.stringify([...tally.left], undefined, 1));
  return tally;
};

const distinct = (pairs: readonly Pair[]): readonly Pair[] => [
  ...new Map(pairs.map((one) => [JSON.stringify([one.pattern, one.value]), one])).values(),
];

/** Some of the templates' own pairs and some generated ones. */
const record = (pairs: readonly Pair[], verdicts: readonly JavaVerdict[]): void => {
  const rows = pairs
    .map(({ pattern, value }, at) => [pattern, value, verdicts[at]] as const)
    .filter(([pattern, , verdict]) => verdict !== 'overrun' && pattern.length < 60);
  const table = path.join(import.meta.dirname, '../template/java-pattern/java-verdicts.json');
  writeFileSync(table, `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
};

it(`agrees with Java or abstains on ${numRuns} pairs of seed ${seed}`, async () => {
  const pairs = distinct(fc.sample(pair, { numRuns: numRuns * 2, seed })).slice(0, numRuns);
  const verdicts = await judgedByJava(pairs);
  expect([pairs.length, verdicts.length]).toEqual([numRuns, numRuns]);
  const { counts, wrong } = compared(pairs, verdicts);
  expect(wrong).toEqual([]);
  const share = (key: string): number => (counts.get(key) ?? 0) / numRuns;
  expect(share('abstain')).toBeLessThanOrEqual(0.1);
  expect(share('java: match')).toBeGreaterThan(0.25);
  expect(share('java: mismatch')).toBeGreaterThan(0.25);
});

it('agrees with Java on every pattern of the shipped templates', async () => {
  const verdicts = await judgedByJava(templatePairs);
  const { counts } = compared(templatePairs, verdicts);
  expect(counts.get('agree')).toBe(templatePairs.length);
  if (process.env['PATTERN_RECORD'] !== '1') return;
  const recorded = distinct([
    ...templatePairs.filter((_, at) => at % 7 === 0),
    ...fc.sample(pair, { numRuns: 320, seed }),
  ]);
  record(recorded, await judgedByJava(recorded));
});

it('judges nothing of scrambled syntax otherwise than Java', async () => {
  const pairs = fc.sample(scrambled, { numRuns: numRuns / 2, seed }).flat();
  expect(compared(pairs, await judgedByJava(pairs)).wrong).toEqual([]);
});
