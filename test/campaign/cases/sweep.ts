import { expect, it } from 'vitest';
import { seeded } from '../seeded.ts';
import { allBreaks, described, type Disturbance, type Signal } from './disturbance.ts';
import { referenceOf, runCase, unlessHung, type CaseReport, type Reference } from './run-case.ts';
import { stories, type StoryName } from './stories.ts';

const isWrite = (name: string): boolean =>
  !/:(Get|List|Describe|Head|Simulate|Lookup|Filter|Validate)/.test(name);

/** Every call broken in every way. What the SDK itself tries again is another case only where something was written. */
export const faultsOf = ({ calls }: Reference): readonly Disturbance[] =>
  calls.flatMap((name, at): Disturbance[] => {
    const nth = at + 1;
    const broken = allBreaks.map((how): Disturbance => ({ nth, name, how, reach: 'once' }));
    const done = ['reset after', 'truncated', 'half an answer'] as const;
    const again = done.map((how): Disturbance => ({ nth, name, how, reach: 'attempt' }));
    const lasting = (['reset before', 'reset after', 'expired'] as const).map((how): Disturbance => ({
      nth,
      name,
      how,
      reach: 'from then on',
    }));
    const named = allBreaks.map((how): Disturbance => ({ nth, name, how, reach: 'all of the name' }));
    return [
      ...broken,
      ...(isWrite(name) ? again : []),
      ...lasting,
      ...(calls.indexOf(name) === at ? named : []),
    ];
  });

const signals: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGPIPE'];

/** Every moment with every signal. */
export const signalsOf = ({ calls }: Reference): readonly Disturbance[] =>
  calls.flatMap((name, at) =>
    (['arrived', 'done'] as const).flatMap((moment) =>
      signals.map((signal): Disturbance => ({ nth: at + 1, name, signal, moment })),
    ),
  );

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** CAMPAIGN_CASES: so many of each story, drawn by CAMPAIGN_FIRST (1), instead of all. CAMPAIGN_ONLY: those whose words contain it, with all that was said. */
const chosen = (all: readonly Disturbance[]): readonly Disturbance[] => {
  const { CAMPAIGN_CASES: count, CAMPAIGN_FIRST: seed = '1', CAMPAIGN_ONLY: only } = process.env;
  if (only !== undefined) return all.filter((one) => described(one).includes(only));
  if (count === undefined) return all;
  const chance = seeded(Number(seed));
  return all
    .map((one) => [chance(), one] as const)
    .sort(([a], [b]) => a - b)
    .slice(0, Number(count))
    .map(([, one]) => one);
};

/** Cases at a time: most of one is waiting for a socket. */
const atOnce = Number(process.env['CAMPAIGN_AT_ONCE'] ?? 6);

const failed = (error: unknown): CaseReport => ({
  wrong: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  code: -1,
  codes: [],
  said: '',
});

/** Runs a story once undisturbed and then once with each disturbance; each must come out true, and to the same end. */
export const sweepStory = (
  name: StoryName,
  disturbances: (reference: Reference) => readonly Disturbance[],
): void =>
  it(`${name} comes to a true end however it is disturbed`, async () => {
    const story = stories[name];
    const reference = await referenceOf(story);
    const all = disturbances(reference);
    const cases = chosen(all);
    const wrong: string[] = [];
    const codes = new Map<number, number>();
    let [taken, done] = [0, 0];
    const worker = async (): Promise<void> => {
      for (let one = cases[taken++]; one !== undefined; one = cases[taken++]) {
        const report = await unlessHung(runCase(story, reference, one)).catch(failed);
        if (++done % 100 === 0) say(`${name}: ${done} of ${cases.length}, ${wrong.length} wrong`);
        codes.set(report.code, (codes.get(report.code) ?? 0) + 1);
        if (process.env['CAMPAIGN_ONLY'] !== undefined) say(report.said);
        if (report.wrong.length === 0) continue;
        wrong.push(
          `${described(one)} → ${[report.code, ...report.codes].join(', ')}: ${report.wrong.join('; ')}`,
        );
        say(`${name}: ${wrong.at(-1)}`);
      }
    };
    const began = Date.now();
    await Promise.all(Array.from({ length: atOnce }, worker));
    const exits = [...codes].sort().map(([code, times]) => `${code}: ${times}`);
    say(
      `${name}: ${cases.length} of ${all.length} cases in ${Math.round((Date.now() - began) / 1_000)} s; exits ${exits.join(', ')}`,
    );
    expect(wrong).toEqual([]);
  });
