// The fault campaign. CAMPAIGN_RUNS: how many (500); CAMPAIGN_FIRST: the first seed (1); CAMPAIGN_SEED: one run alone, with
// all the tool said; CAMPAIGN_AT_ONCE: runs side by side (5).
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Accounts } from './accounts.ts';
import { campaignRun, type Report } from './run.ts';
import { storyOf, type Story } from './story.ts';
import type { Ended } from './tool.ts';

const only = process.env.CAMPAIGN_SEED === undefined ? undefined : Number(process.env.CAMPAIGN_SEED);
const count = only === undefined ? Number(process.env.CAMPAIGN_RUNS ?? 500) : 1;
const first = only ?? Number(process.env.CAMPAIGN_FIRST ?? 1);
/** Most of a run is waiting, so more run at once than there are processors. */
const atOnce = Number(process.env.CAMPAIGN_AT_ONCE ?? 5);

let accounts: Accounts;
beforeAll(async () => {
  accounts = await Accounts.open();
});
afterAll(() => accounts.close());

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const tally = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

const printed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort()
    .map(([key, times]) => `${key}: ${times}`)
    .join(', ');

/** Command, exit code, and the error it was for. */
const exitOf = ({ args, code, events }: Ended): string => {
  const error = events.find(({ type }) => type === 'error')?.['code'];
  return `${args[0]} ${code ?? 'killed'}${typeof error === 'string' ? ` ${error}` : ''}`;
};

const reportOf = (story: Story, { wrong, said }: Report): string =>
  [
    `seed ${story.seed}: ${wrong.join('; ')}`,
    `  ${JSON.stringify({ ...story, seed: undefined })}`,
    ...said.map(
      ({ args, code, events }) =>
        `  ${args[0]} → ${code} ${events
          .filter(({ type }) => type === 'error')
          .map((error) => `${String(error['code'])}: ${String(error['message'])}`)
          .join('; ')}`,
    ),
    `  again: CAMPAIGN_SEED=${story.seed} npm run campaign`,
  ].join('\n');

it(`${count} seeded runs under faults, kills and races all come to a true end`, async () => {
  const failures: string[] = [];
  const [codes, left] = [new Map<string, number>(), new Map<string, number>()];
  let taken = 0;
  const worker = async (): Promise<void> => {
    while (taken < count) {
      const story = storyOf(first + taken++);
      const report = await campaignRun(story, accounts).catch((error: unknown): Report => ({
        wrong: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
        said: [],
        left: [],
      }));
      for (const ended of report.said) tally(codes, exitOf(ended));
      for (const one of report.left) tally(left, one);
      if (report.wrong.length > 0) failures.push(reportOf(story, report));
      if (report.wrong.length > 0) say(reportOf(story, report));
      if (only !== undefined) for (const { text } of report.said) say(text);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  say(`exits: ${printed(codes)}`);
  say(`left to the undisturbed run: ${printed(left)}`);
  // A campaign that leaves nothing to clear up proves nothing.
  if (count >= 100)
    expect([...left.keys()]).toEqual(expect.arrayContaining(['REVIEW_IN_PROGRESS', 'a change set']));
  expect(failures.map((failure) => failure.split('\n', 1)[0])).toEqual([]);
});
