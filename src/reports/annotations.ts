import type { CheckResult, CheckStatus } from '../core/check.ts';
import { explanation, reportEntry } from './report-entry.ts';

const commands: Readonly<Partial<Record<CheckStatus, string>>> = {
  fail: 'error',
  warn: 'warning',
  unknown: 'notice',
};

/** A line end in a message would begin a command of its own. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** GitHub workflow commands, one per problem, to be printed to a log that GitHub Actions reads. */
export const annotations = (results: readonly CheckResult[]): readonly string[] =>
  results.map(reportEntry).flatMap((entry) => {
    const command = entry.fails ? 'error' : commands[entry.status];
    if (command === undefined) return [];
    const title = `${entry.id}: ${entry.title}`;
    return [`::${command} title=${property(title)}::${data(`${explanation(entry)} See ${entry.docs}`)}`];
  });
