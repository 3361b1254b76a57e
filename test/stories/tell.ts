import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { shownOn } from '../ui/screen.ts';
import { accountFor, runAlone, runOn, type Ran, type Reading, type RehearsalAccount } from './door.ts';
import { beginnings, historiesOf, historyText } from './events.ts';
import { expectGolden } from './golden.ts';
import { normal, withoutBeats, withoutLooks, type Setting } from './normal.ts';
import { confirmed, from, logs, steps, type Step, type Story } from './story.ts';
import { eventLines } from '../helpers/event-lines.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** What one run of a story left to be seen. */
interface Played {
  readonly screen: string;
  readonly events?: string;
}

const heading = ({ argv }: Step, { code }: Ran): string => `$ quilt-install ${argv.join(' ')}\n→ ${code}\n`;

const shown = async (step: Step, ran: Ran, reading: Reading): Promise<string> => {
  if (reading === 'ndjson') {
    eventLines(ran.stdout);
    return `${heading(step, ran)}${withoutLooks(ran.stdout)}${ran.stderr}`;
  }
  if (reading === 'terminal') {
    const { text } = await shownOn([ran.stdout], { columns: 80, rows: 40 });
    return `${heading(step, ran)}${withoutBeats(text)}\n`;
  }
  return `${heading(step, ran)}stdout:\n${withoutBeats(ran.stdout)}\nstderr:\n${withoutBeats(ran.stderr)}`;
};

/** Reports the commands wrote. */
const written = (folder: string): string =>
  readdirSync(folder)
    .sort()
    .map((name) => `\n== ${name}\n${readFileSync(path.join(folder, name), 'utf8')}`)
    .join('');

const argvOf = ({ argv }: Step, folder: string, endpoint: string): readonly string[] =>
  argv.map((word) => word.replace('$DIR', folder).replace('$ENDPOINT', endpoint));

const stepped = async (
  story: Story,
  reading: Reading,
  folder: string,
  account?: RehearsalAccount,
): Promise<string> => {
  const screens: string[] = [];
  for (const step of story.steps) {
    if (account !== undefined) await step.before?.(account, folder);
    const argv = argvOf(step, folder, account?.endpoint ?? '');
    const ran =
      account === undefined
        ? await runAlone(argv, reading)
        : await runOn(account, argv, reading, step.answers);
    screens.push(await shown(step, ran, reading));
  }
  return screens.join('\n') + written(folder);
};

const played = async (story: Story, reading: Reading): Promise<Played> => {
  const folder = temporaryFolder();
  const account =
    story.alone === true ? undefined : await accountFor(story.scenario ?? 'ready', story.fail ?? []);
  try {
    const screen = await stepped(story, reading, folder, account);
    const histories = account === undefined ? [] : await historiesOf(account);
    const setting: Setting = { endpoint: account?.endpoint ?? '', folder, beginnings: beginnings(histories) };
    return {
      screen: normal(screen, setting),
      events: account === undefined ? undefined : normal(historyText(histories), setting),
    };
  } finally {
    await account?.close();
  }
};

/** Commands and clients load on their first call, for which the clock would not wait. */
const warmUp: Story = {
  name: 'warm-up',
  fail: ['Queue@delete'],
  steps: steps(
    ['install', ...from('store-1')],
    ['diagnose'],
    ['dns'],
    ['status'],
    ['watch'],
    ['uninstall', ...confirmed],
    ['recover', ...confirmed, '--retain', 'Queue'],
  ),
};

/** Every story once for each reader; all must leave the same account behind. */
export const tell = (stories: readonly Story[]): void => {
  beforeAll(async () => {
    vi.stubEnv('LC_ALL', 'C.UTF-8');
    vi.stubEnv('TERM', 'xterm-256color');
    // Only what is read off the calendar stands still; timers are real.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 20) });
    await played(warmUp, 'ndjson');
  });
  afterAll(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });
  describe.each(stories)('$name', (story) => {
    it.for(story.readings ?? logs)('%s', async (reading, { expect }) => {
      const { screen, events } = await played(story, reading);
      expectGolden(expect, story.name, reading, screen);
      if (events !== undefined) expectGolden(expect, story.name, 'events', events);
    });
  });
};
