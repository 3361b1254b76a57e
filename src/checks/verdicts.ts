import type { Verdict } from '../core/check.ts';
import type { ExitCode } from '../core/exit-codes.ts';

export const pass = (message: string): Verdict => ({ status: 'pass', message });
export const warn = (message: string, fix: string): Verdict => ({ status: 'warn', message, fix });
export const fail = (message: string, fix: string, exitCode?: ExitCode): Verdict => ({
  status: 'fail',
  message,
  fix,
  exitCode,
});
export const unknown = (message: string, fix: string): Verdict => ({ status: 'unknown', message, fix });
export const skipped = (message: string, fix?: string): Verdict => ({ status: 'skipped', message, fix });

/** Neither the template nor the product needs it: told to programs, and to people who ask for the check by name. */
export const notNeeded = (message: string, fix?: string): Verdict => ({
  ...skipped(message, fix),
  unneeded: true,
});

const order = ['fail', 'warn', 'unknown', 'pass', 'skipped'] as const;

/** One verdict out of several about the same thing: the worst status, with all messages of that status. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  const status = order.find((one) => verdicts.some((verdict) => verdict.status === one)) ?? 'skipped';
  const chosen = verdicts.filter((verdict) => verdict.status === status);
  const join = (texts: readonly (string | undefined)[]): string =>
    [...new Set(texts.filter((text) => text !== undefined))].join(' ');
  const message = join(chosen.map((verdict) => verdict.message));
  const fix = join(chosen.map((verdict) => verdict.fix));
  const exitCode = chosen.find((verdict) => verdict.exitCode !== undefined)?.exitCode;
  return {
    status,
    message: message === '' ? undefined : message,
    fix: fix === '' ? undefined : fix,
    exitCode,
  };
}

/** `1 queue`, `2 queues`. */
export const counted = (count: number, singular: string, plural = `${singular}s`): string =>
  `${count} ${count === 1 ? singular : plural}`;

/** At most `limit` names, and how many more there are. */
export const listed = (names: readonly string[], limit = 5): string =>
  names.length <= limit
    ? names.join(', ')
    : `${names.slice(0, limit).join(', ')} and ${names.length - limit} more`;
