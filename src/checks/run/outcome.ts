import type { CheckResult, CheckStatus } from '../../core/check.ts';
import { exitCodes, type ExitCode } from '../../core/exit-codes.ts';
import type { CheckEvent } from '../../core/events.ts';

const statusOf = (result: CheckResult): CheckStatus => (result.ignored ? 'ignored' : result.verdict.status);

/** @param named checks that were asked for by name */
export const checkEvent = (result: CheckResult, named: readonly string[] = []): CheckEvent => ({
  type: 'check',
  id: result.check.id,
  category: result.check.category,
  title: result.check.title,
  status: statusOf(result),
  unneeded: result.verdict.unneeded === true && !named.includes(result.check.id) ? true : undefined,
  message: result.verdict.message,
  fix: result.verdict.fix,
  docs: `quilt-install help ${result.check.id}`,
});

/** Of several failures the one that must be dealt with first decides: access, then usage, then what was found. */
const precedence: readonly ExitCode[] = [
  exitCodes.noAccess,
  exitCodes.usage,
  exitCodes.stillRunning,
  exitCodes.needsPerson,
  exitCodes.checkFailed,
];

/** The one of these that a run ends with; 0 for none, and where none of them tells of a failure. */
export const worstExitCode = (codes: readonly ExitCode[]): ExitCode =>
  precedence.find((code) => codes.includes(code)) ?? codes[0] ?? exitCodes.succeeded;

/** The exit code a set of results ends a command with; 0 when nothing stands in the way. */
export function checksExitCode(
  results: readonly CheckResult[],
  options: { readonly strict?: boolean } = {},
): ExitCode {
  const failed = results.flatMap((result): readonly ExitCode[] => {
    const status = statusOf(result);
    if (status === 'fail') return [result.verdict.exitCode ?? exitCodes.checkFailed];
    // Access lost half-way: what could not be asked must not end as a success.
    return status === 'unknown' && result.verdict.exitCode !== undefined ? [result.verdict.exitCode] : [];
  });
  if (failed.length > 0) return worstExitCode(failed);
  const doubtful = results.some((result) => ['warn', 'unknown'].includes(statusOf(result)));
  return options.strict === true && doubtful ? exitCodes.strict : exitCodes.succeeded;
}
