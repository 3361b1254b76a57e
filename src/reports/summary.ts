import type { CheckResult, CheckStatus } from '../core/check.ts';
import { reportEntry } from './report-entry.ts';

export type ReportSummary = Readonly<Record<CheckStatus, number>>;

/** How many checks ended how, counted from the results and from nothing else. */
export function summarize(results: readonly CheckResult[]): ReportSummary {
  const counts = { pass: 0, warn: 0, fail: 0, unknown: 0, skipped: 0, ignored: 0 };
  for (const result of results) counts[reportEntry(result).status] += 1;
  return counts;
}

const words: Readonly<Record<CheckStatus, string>> = {
  fail: 'failed',
  warn: 'with a warning',
  unknown: 'unknown',
  pass: 'passed',
  skipped: 'skipped',
  ignored: 'ignored',
};

/** `2 failed, 1 unknown, 20 passed`, the worst first. */
export function summaryLine(results: readonly CheckResult[]): string {
  const counts = summarize(results);
  return (
    (Object.keys(words) as CheckStatus[])
      .filter((status) => counts[status] > 0)
      .map((status) => `${counts[status]} ${words[status]}`)
      .join(', ') || 'no checks'
  );
}
