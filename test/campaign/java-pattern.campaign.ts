// The pattern campaign: a real Java (a JDK on the PATH, such as Debian's default-jdk-headless) judges what ours judges.
// PATTERN_RUNS: how many pairs (10000); PATTERN_SEED: the seed (1); PATTERN_RECORD=1 rewrites the table that
// `npm test` reads, from the first pairs of the run.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesJavaPattern } from '../../src/template/java-pattern/index.ts';
import { pair, type Pair } from '../template/java-pattern/generated.ts';
import { judgedByJava, type JavaVerdict } from './java.ts';

const numRuns = Number(process.env['PATTERN_RUNS'] ?? 10_000);
const seed = Number(process.env['PATTERN_SEED'] ?? 1);
const record = process.env['PATTERN_RECORD'] === '1';

const table = path.join(import.meta.dirname, '../template/java-pattern/java-verdicts.json');
const templates = path.join(import.meta.dirname, '../../templates/quilt.yaml');

type Outcome = 'agree' | 'abstain' | 'disagree' | 'overrun';

const outcome = (java: JavaVerdict, ours: boolean | undefined): Outcome => {
  if (ours === undefined) return 'abstain';
  if (java === 'overrun') return 'overrun';
  return java === (ours ? 'match' : 'mismatch') ? 'agree' : 'disagree';
};

const distinct = (pairs: readonly Pair[]): readonly Pair[] => [
  ...new Map(pairs.map((one) => [JSON.stringify([one.pattern, one.value]), one])).values(),
];

const write = (pairs: readonly Pair[], verdicts: readonly JavaVerdict[]): void => {
  const rows = pairs
    .map(({ pattern, value }, at) => [pattern, value, verdicts[at]] as const)
    .filter(([, , verdict]) => verdict !== 'overrun')
    .slice(0, 300);
  writeFileSync(table, `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
};

it(`agrees with Java or abstains on ${numRuns} pairs of seed ${seed}`, async () => {
  const pairs = distinct(fc.sample(pair, { numRuns: Math.ceil(numRuns * 1.6), seed })).slice(0, numRuns);
  const verdicts = await judgedByJava(pairs);
  expect(verdicts).toHaveLength(pairs.length);
  const counts = new Map<string, number>();
  const [wrong, left] = [new Set<string>(), new Map<string, number>()];
  pairs.forEach(({ pattern, value }, at) => {
    const java = verdicts[at] ?? 'invalid';
    const what = outcome(java, matchesJavaPattern(pattern, value));
    for (const key of [what, `java ${java}`]) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (what === 'disagree') wrong.add(`${JSON.stringify([pattern, value])}: java says ${java}`);
    if (what === 'abstain') left.set(pattern, (left.get(pattern) ?? 0) + 1);
  });
  process.stderr.write(`${JSON.stringify(Object.fromEntries([...counts].sort()))}\n`);
  if (process.env['PATTERN_SHOW'] === '1') process.stderr.write(`${JSON.stringify([...left], null, 1)}\n`);
  if (record) write(pairs, verdicts);
  expect([...wrong]).toEqual([]);
  expect(pairs.length).toBe(numRuns);
  expect((counts.get('abstain') ?? 0) / pairs.length).toBeLessThanOrEqual(0.1);
  for (const verdict of ['java match', 'java mismatch'])
    expect((counts.get(verdict) ?? 0) / pairs.length).toBeGreaterThan(0.25);
});
