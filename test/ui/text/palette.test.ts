import { describe, expect, it } from 'vitest';
import { colorsOf } from '../../../src/ui/text/environment.ts';
import { makePalette, tones } from '../../../src/ui/text/palette.ts';

/** Of one of the 216 colours of xterm's cube, as WCAG 2 has it. */
const luminanceOf = (index: number): number => {
  const steps = [0, 95, 135, 175, 215, 255];
  const at = index - 16;
  const channels = [Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((step) => {
    const share = (steps[step] ?? Number.NaN) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

describe.each(Object.entries(tones))('%s', (_name, index) => {
  // The darkest ground of VS Code, and the lightest and darkest of Solarized, are between them.
  it.each([
    ['white', 1],
    ['black', 0],
    ['#1e1e1e', 0.013],
    ['#fdf6e3', 0.925],
  ])('can be read on %s', (_ground, luminance) =>
    expect(contrast(luminanceOf(index), luminance)).toBeGreaterThanOrEqual(3),
  );
});

it('measures contrast as WCAG does: black on white is 21, xterm’s bright yellow on white 1.07', () => {
  expect(contrast(luminanceOf(16), luminanceOf(231))).toBeCloseTo(21, 5);
  expect(contrast(luminanceOf(226), 1)).toBeCloseTo(1.07, 2);
});

describe('the palette', () => {
  const red = (env: NodeJS.ProcessEnv): string => makePalette(colorsOf(env)).red('x');

  it.each([
    [{ TERM: 'xterm-256color' }],
    [{ TERM: 'tmux-256color' }],
    [{ TERM: 'xterm-direct' }],
    [{ TERM: 'xterm', COLORTERM: 'truecolor' }],
    [{ FORCE_COLOR: '2' }],
    [{ WT_SESSION: 'id' }],
  ])('is fixed where 256 colours are there: %o', (env) =>
    expect(red(env)).toBe('\u001B[38;5;196mx\u001B[39m'),
  );

  it.each([[{}], [{ TERM: 'xterm' }], [{ TERM: 'linux' }], [{ TERM: 'screen', FORCE_COLOR: '1' }]])(
    'is the theme’s where they may not be: %o',
    (env) => expect(red(env)).toBe('\u001B[31mx\u001B[39m'),
  );

  it('is nothing at all without colour', () => {
    const { bold, dim, reset, red, green, yellow, cyan } = makePalette(0);
    for (const paint of [bold, dim, reset, red, green, yellow, cyan, red.bold]) expect(paint('x')).toBe('x');
  });
});
