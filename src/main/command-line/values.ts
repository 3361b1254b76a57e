import { parseDuration } from '../../core/duration.ts';
import type { Flag } from '../../core/flags/index.ts';
import { flagEmpty, flagInvalid } from '../errors.ts';

/** @returns milliseconds */
const duration = (flag: Flag, given: string): number => {
  const ms = parseDuration(given);
  if (ms === undefined) throw flagInvalid(flag, given, 'a duration such as 90s, 15m or 2h');
  return ms;
};

const whole = (flag: Flag, given: string): number => {
  if (!/^\d{1,7}$/.test(given)) throw flagInvalid(flag, given, 'a whole number of at most seven digits');
  return Number(given);
};

const speed = (flag: Flag, given: string): number | 'max' => {
  if (given === 'max') return 'max';
  const factor = Number(given);
  if (!(factor > 0 && factor <= 100_000)) throw flagInvalid(flag, given, 'a number above 0, or max');
  return factor;
};

const choice = (flag: Flag, given: string): string => {
  const { choices = [] } = flag;
  if (!choices.includes(given)) throw flagInvalid(flag, given, `one of ${choices.join(', ')}`);
  return given;
};

/** A variable that a script forgot to set leaves nothing: no name, file or id is meant by that. */
const text = (flag: Flag, given: string): string => {
  if (given.trim() === '') throw flagEmpty(flag);
  if (flag.form !== undefined && !flag.form.pattern.test(given))
    throw flagInvalid(flag, given, flag.form.rule);
  return given;
};

/** An empty `--only` would be a preflight that looks at nothing, and passes. */
const list = (flag: Flag, given: string): readonly string[] => {
  const parts = given
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) throw flagEmpty(flag);
  return parts;
};

/** How a flag's text becomes its value; `previous` is what an earlier occurrence gave. */
export const valueParser =
  (flag: Flag) =>
  (given: string, previous: unknown): unknown => {
    const before: readonly unknown[] = Array.isArray(previous) ? previous : [];
    switch (flag.kind) {
      case 'repeat':
        return [...before, text(flag, given)];
      case 'list':
        return [...before, ...list(flag, given)];
      case 'duration':
        return duration(flag, given);
      case 'lasting':
        return given === '' ? Infinity : duration(flag, given);
      case 'whole':
        return whole(flag, given);
      case 'speed':
        return speed(flag, given);
      case 'choice':
        return choice(flag, given);
      case 'text':
        return text(flag, given);
      case 'switch':
      case 'negated':
        return given;
    }
  };

/** What an option is where its flag was not given. */
export function valueNotGiven(flag: Flag): unknown {
  switch (flag.kind) {
    case 'switch':
      return false;
    case 'negated':
      return true;
    case 'repeat':
      return [];
    case 'text':
    case 'choice':
    case 'list':
    case 'duration':
    case 'lasting':
    case 'whole':
    case 'speed':
      return flag.otherwise;
  }
}
