import { Chalk, type ChalkInstance } from 'chalk';

/** The marks before a line. √ × ‼ exist in every console font, ✓ ✗ ⚠ do not. */
interface Symbols {
  readonly pass: string;
  readonly fail: string;
  readonly warn: string;
  readonly unknown: string;
  readonly skipped: string;
  readonly info: string;
  /** A value that is still needed. */
  readonly needed: string;
  readonly dot: string;
  readonly ellipsis: string;
  /** In a list: the row one is at, and the marks of those chosen and not. */
  readonly cursor: string;
  readonly marked: string;
  readonly unmarked: string;
  readonly spinner: readonly string[];
}

const drawn: Symbols = {
  pass: '√',
  fail: '×',
  warn: '‼',
  unknown: '?',
  skipped: '-',
  info: '·',
  needed: '▸',
  dot: '·',
  ellipsis: '…',
  cursor: '❯',
  marked: '◉',
  unmarked: '◯',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

const ascii: Symbols = {
  pass: '+',
  fail: 'x',
  warn: '!',
  unknown: '?',
  skipped: '-',
  info: '*',
  needed: '>',
  dot: '|',
  ellipsis: '...',
  cursor: '>',
  marked: '[x]',
  unmarked: '[ ]',
  spinner: ['|', '/', '-', '\\'],
};

/** How one stream is written: its width in columns, its colours, its marks. */
export interface Style {
  readonly width: number;
  readonly paint: ChalkInstance;
  readonly symbols: Symbols;
  /** The screen promises nothing beyond ASCII. */
  readonly ascii: boolean;
}

const typewriter: Readonly<Record<string, string>> = {
  '→': '->',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '–': '-',
  '—': '-',
};

/** A line as the screen can show it: our sentences' own marks in ASCII; names of others stay as they are. */
export const spelled = (line: string, { ascii }: Style): string =>
  ascii ? line.replace(/[→’‘“”…–—]/g, (mark) => typewriter[mark] ?? mark) : line;

export const makeStyle = (options: {
  readonly width: number;
  readonly color: boolean;
  readonly ascii: boolean;
}): Style => ({
  width: Math.max(20, options.width),
  paint: new Chalk({ level: options.color ? 1 : 0 }),
  symbols: options.ascii ? ascii : drawn,
  ascii: options.ascii,
});

export type Environment = Readonly<Record<string, string | undefined>>;

/** A terminal that moves no cursor: it gets plain lines. */
export const isDumb = (env: Environment): boolean => env.TERM === 'dumb';

/** Windows' old console draws with fonts that have neither the spinner nor the marks of lists. */
const isOldConsole = (env: Environment): boolean =>
  env.OS === 'Windows_NT' &&
  [env.WT_SESSION, env.TERM_PROGRAM, env.ConEmuTask, env.TERM, env.CI].every((value) => !value);

/** True where the locale promises no UTF-8. An unset locale (containers, CI) is read as UTF-8, as logs are there. */
export function needsAscii(env: Environment): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  if (locale === undefined) return isDumb(env) || isOldConsole(env);
  return isDumb(env) || !/utf-?8/i.test(locale);
}
