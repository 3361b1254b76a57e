import { setTimeout as sleep } from 'node:timers/promises';
import { AtTerminal, keys } from '../../e2e/terminal.ts';
import { rehearsalAccount } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { ledgerOf } from '../cases/ledger.ts';
import { argvOf } from '../cases/stories.ts';
import { templatesFolder } from '../cases/templates.ts';
import { seeded } from '../seeded.ts';
import { keysOf } from './keys.ts';
import { stories, storyOf } from './stories.ts';
import { wrongIn } from './verdict.ts';

export interface Report {
  readonly story: string;
  readonly code: number | null;
  readonly pressed: readonly string[];
  readonly wrong: readonly string[];
  /** The end of what was shown. */
  readonly shown: string;
}

const keysInAll = 60;
/** Milliseconds of real time: between two keys, without a question before the first and after it, and from Ctrl-C to the end. */
const [between, first, unasked, ending] = [40, 25_000, 7_000, 30_000];
const sizes = [
  { columns: 50, rows: 16 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const;

const orAfter = <T>(ms: number, work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work, sleep(ms, undefined)]);

/** A key a question, and after each time enough for it to be drawn anew. @returns the keys that were pressed */
const playKeys = async (terminal: AtTerminal, given: readonly string[]): Promise<readonly string[]> => {
  const left = [...given];
  let over = false;
  void terminal.ended.then(() => (over = true));
  let patience = first;
  for (let quiet = 0; !over && left.length > 0 && quiet < patience;) {
    if (terminal.asking) {
      terminal.type(left.shift() ?? '');
      [quiet, patience] = [0, unasked];
    } else quiet += between;
    await sleep(between);
  }
  return given.slice(0, given.length - left.length);
};

const leave = async (terminal: AtTerminal): Promise<number | null | undefined> => {
  terminal.type(keys.ctrlC);
  const code = await orAfter(1_500, terminal.ended);
  if (code !== undefined) return code;
  terminal.type(keys.ctrlC);
  return orAfter(ending, terminal.ended);
};

/** One seed: its story, its screen, its keys; then Ctrl-C twice. */
export async function play(seed: number): Promise<Report> {
  const name = storyOf(seed);
  const story = stories[name]!;
  const templates = story.account.scenario === 'empty' ? {} : { templates: templatesFolder };
  const account = await rehearsalAccount({ ...templates, ...story.account, serve: true });
  const size = sizes[Math.floor(seeded(seed)() * sizes.length)];
  try {
    await story.begin?.(account);
    const before = await ledgerOf(account);
    const { endpoint, region, credentials } = account;
    const env = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    const cwd = temporaryFolder();
    const terminal = new AtTerminal(argvOf(story, account), { env, cwd, ...size });
    const pressed = await playKeys(terminal, keysOf(seed, keysInAll));
    const code = await leave(terminal);
    terminal.end();
    const secrets = [...account.state.secrets.values()].flatMap(({ value = '' }) =>
      value.length < 8 ? [] : [value],
    );
    const { text, cursorShown, asking } = terminal;
    const after = await ledgerOf(account);
    const played = { code: code ?? null, text, cursorShown, asking, secrets };
    const wrong = code === undefined ? ['it does not end'] : wrongIn(played, before, after);
    return { story: name, code: played.code, pressed, wrong, shown: text.slice(-4_000) };
  } finally {
    await account.close();
  }
}
