import { parseDuration } from '../../core/duration.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import type { Flag } from './flags.ts';

const invalid = (flag: string, given: string, rule: string): InstallError =>
  new InstallError({
    code: 'flag-invalid',
    message: `${flag} was given "${given.slice(0, 80)}", which is not ${rule}.`,
    hint: `Give ${flag} ${rule}.`,
    exitCode: exitCodes.usage,
  });

/** @returns milliseconds */
const duration = (flag: string, given: string): number => {
  const ms = parseDuration(given);
  if (ms === undefined) throw invalid(flag, given, 'a duration such as 90s, 15m or 2h');
  return ms;
};

const whole = (flag: string, given: string): number => {
  if (!/^\d{1,7}$/.test(given)) throw invalid(flag, given, 'a whole number');
  return Number(given);
};

const speed = (flag: string, given: string): number | 'max' => {
  if (given === 'max') return 'max';
  const factor = Number(given);
  if (!(factor > 0 && factor <= 100_000)) throw invalid(flag, given, 'a number above 0, or max');
  return factor;
};

const list = (given: string): readonly string[] =>
  given
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** How a flag's text becomes its value; `previous` is what an earlier occurrence gave. */
export const valueParser =
  (flag: Flag) =>
  (given: string, previous: unknown): unknown => {
    const name = flag.words.split(' ')[0] ?? '';
    switch (flag.kind) {
      case 'repeat':
        return [...(Array.isArray(previous) ? (previous as string[]) : []), given];
      case 'list':
        return [...(Array.isArray(previous) ? (previous as string[]) : []), ...list(given)];
      case 'duration':
        return duration(name, given);
      case 'whole':
        return whole(name, given);
      case 'speed':
        return speed(name, given);
      case undefined:
        if (flag.choices !== undefined && !flag.choices.includes(given))
          throw invalid(name, given, `one of ${flag.choices.join(', ')}`);
        return given;
    }
  };
