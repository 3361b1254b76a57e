import { makePalette, type ColorDepth, type Palette } from './palette.ts';

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
  readonly paint: Palette;
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
  readonly colors: ColorDepth;
  readonly ascii: boolean;
}): Style => ({
  width: Math.max(20, options.width),
  paint: makePalette(options.colors),
  symbols: options.ascii ? ascii : drawn,
  ascii: options.ascii,
});
