import type { CheckResult, CheckStatus } from '../core/check.ts';
import { stripControl } from '../core/text.ts';

/** One check as reports tell it: text from AWS without control characters, on one line. */
export interface ReportEntry {
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly status: CheckStatus;
  /** The exit code is a failure by it, `--strict` aside: it failed, or access was lost on the way. */
  readonly fails: boolean;
  readonly message: string;
  readonly fix: string;
  readonly docs: string;
}

const oneLine = (text: string): string => stripControl(text.replace(/\s+/g, ' ')).trim();

export const reportEntry = ({ check, verdict, ignored }: CheckResult): ReportEntry => ({
  id: check.id,
  category: check.category,
  title: oneLine(check.title),
  status: ignored ? 'ignored' : verdict.status,
  fails:
    !ignored &&
    (verdict.status === 'fail' || (verdict.status === 'unknown' && verdict.exitCode !== undefined)),
  message: oneLine(verdict.message ?? ''),
  fix: oneLine(verdict.fix ?? ''),
  docs: `quilt-install help ${check.id}`,
});

/** What went wrong or could not be found out, on one line. */
export const explanation = ({ title, message, fix }: ReportEntry): string =>
  [message === '' ? `Not so: ${title}.` : message, fix].filter((part) => part !== '').join(' ');

export const isProblem = ({ status }: ReportEntry): boolean => ['fail', 'warn', 'unknown'].includes(status);
