import { createHash } from 'node:crypto';
import type { CheckResult, CheckStatus } from '../core/check.ts';
import { explanation, reportEntry, isProblem } from './report-entry.ts';

const severities: Readonly<Record<CheckStatus, string>> = {
  fail: 'critical',
  warn: 'minor',
  unknown: 'info',
  pass: 'info',
  skipped: 'info',
  ignored: 'info',
};

// The same finding in the next run must be known again, whatever numbers its message then holds.
const fingerprint = (id: string, about: string): string =>
  createHash('sha256').update(`${id}\n${about}`).digest('hex');

export interface CodeQualityOptions {
  /** The file of the repository that GitLab shows the findings at. */
  readonly path?: string;
  /** What tells two reports of one repository apart, such as the stack's name. */
  readonly about?: string;
}

/** A GitLab Code Quality report (JSON): what is not as it should be. */
export function codeQuality(results: readonly CheckResult[], options: CodeQualityOptions = {}): string {
  const issues = results
    .map(reportEntry)
    .filter(isProblem)
    .map((entry) => ({
      description: `${entry.title}: ${explanation(entry)}`,
      check_name: entry.id,
      fingerprint: fingerprint(entry.id, options.about ?? ''),
      severity: severities[entry.status],
      location: { path: options.path ?? 'quilt-install.yaml', lines: { begin: 1 } },
    }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
