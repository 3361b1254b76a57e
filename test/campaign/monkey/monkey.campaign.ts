// A monkey at the keyboard. CAMPAIGN_RUNS: how many seeds (300); CAMPAIGN_FIRST: the first (1); CAMPAIGN_SEED: one alone,
// with what was shown; CAMPAIGN_AT_ONCE: how many side by side (4).
import { expect, it } from 'vitest';
import { legible } from './keys.ts';
import { play, type Report } from './play.ts';

const only = process.env.CAMPAIGN_SEED === undefined ? undefined : Number(process.env.CAMPAIGN_SEED);
const count = only === undefined ? Number(process.env.CAMPAIGN_RUNS ?? 300) : 1;
const first = only ?? Number(process.env.CAMPAIGN_FIRST ?? 1);
const atOnce = Number(process.env.CAMPAIGN_AT_ONCE ?? 4);

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const reportOf = (seed: number, { story, code, wrong, pressed, shown }: Report): string =>
  [
    `seed ${seed}, ${story}, exit ${code}: ${wrong.join('; ')}`,
    `  keys: ${legible(pressed)}`,
    `  again: CAMPAIGN_SEED=${seed} npm run campaign -- monkey`,
    shown,
  ].join('\n');

it(`${count} seeds of random keys neither break the conversation nor leave anything behind`, async () => {
  const failures: string[] = [];
  const ends = new Map<string, number>();
  let taken = 0;
  const worker = async (): Promise<void> => {
    while (taken < count) {
      const seed = first + taken++;
      const report = await play(seed);
      const end = `${report.story}: ${report.code}`;
      ends.set(end, (ends.get(end) ?? 0) + 1);
      if (report.wrong.length > 0) failures.push(`seed ${seed}: ${report.wrong.join('; ')}`);
      if (report.wrong.length > 0 || only !== undefined) say(reportOf(seed, report));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  say(
    [...ends]
      .sort()
      .map(([end, times]) => `${end} × ${times}`)
      .join('\n'),
  );
  // Keys that nothing comes of prove nothing.
  if (count >= 100)
    expect(new Set([...ends.keys()].map((end) => end.replace(/.*: /, ''))).size).toBeGreaterThan(3);
  expect(failures).toEqual([]);
});
