import type { ColorDepth } from './palette.ts';

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

/** How many colours a terminal has, where it says so; the 16 of all of them where it does not. */
export const colorsOf = ({ TERM, COLORTERM, FORCE_COLOR, WT_SESSION }: Environment): ColorDepth =>
  /256|direct/.test(TERM ?? '') ||
  /^(truecolor|24bit)$/i.test(COLORTERM ?? '') ||
  /^[23]$/.test(FORCE_COLOR ?? '') ||
  Boolean(WT_SESSION)
    ? 256
    : 16;
