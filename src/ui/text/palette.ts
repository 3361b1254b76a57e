import { Chalk, type ChalkInstance } from 'chalk';

/** How many colours are used; 0: none, bold and dim neither. */
export type ColorDepth = 0 | 16 | 256;

/**
 * By their number among xterm's 256, which no theme changes: the sixteen are what a theme makes of them, and on white
 * the yellow, green and cyan of many can hardly be read. These are readable on black and on white.
 */
export const tones = { red: 196, green: 28, yellow: 136, cyan: 31 } as const;

/** All that is ever done to text. Dim is what nobody decides by, nor copies: on Solarized's grounds it can hardly be read. */
export type Palette = Readonly<Record<keyof typeof tones | 'bold' | 'dim' | 'reset', ChalkInstance>>;

const levels = { 0: 0, 16: 1, 256: 2 } as const;

export function makePalette(depth: ColorDepth): Palette {
  const chalk = new Chalk({ level: levels[depth] });
  if (depth !== 256) return chalk;
  const tone = (name: keyof typeof tones): ChalkInstance => chalk.ansi256(tones[name]);
  const { bold, dim, reset } = chalk;
  return {
    bold,
    dim,
    reset,
    red: tone('red'),
    green: tone('green'),
    yellow: tone('yellow'),
    cyan: tone('cyan'),
  };
}
