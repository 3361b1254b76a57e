import { checksExitCode } from '../../checks/index.ts';
import type { CheckResult } from '../../core/check.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { recheck, passed, type PreflightResult } from './run-preflight.ts';
import type { DeploymentPart } from '../shared/deployment-context.ts';

/** Between two looks, milliseconds. */
const recheckEveryMs = 10_000;

/** Told by the minute: a log that stays silent for long looks like a hang, one line per look like a flood. */
const timeLeft = (ms: number): string => {
  const minutes = Math.ceil(ms / 60_000);
  return ms <= 60_000 ? 'less than a minute left' : `${minutes} minutes left`;
};

const openIds = (results: readonly CheckResult[]): readonly string[] =>
  results.filter((result) => !passed(result)).map(({ check }) => check.id);

const listIds = (ids: readonly string[]): string =>
  ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ');

/** Looks again, at what the open checks were judged by, until nothing stands in the way or the time is over. */
export async function waitForChecks(
  deployment: DeploymentPart<'session' | 'connection' | 'settings', 'target'>,
  { results: first, values }: PreflightResult,
  waitMs: number,
): Promise<readonly CheckResult[]> {
  const { connection, session } = deployment.context;
  const { clock, emit, signal } = connection;
  const until = clock.now() + waitMs;
  let results = first;
  while (checksExitCode(results, { strict: session.options.strict }) !== exitCodes.succeeded) {
    const rest = until - clock.now();
    if (rest <= 0) break;
    const before = openIds(results);
    emit({ type: 'busy', message: `Waiting for ${listIds(before)}, ${timeLeft(rest)}` });
    await clock.sleep(Math.min(recheckEveryMs, rest), signal);
    results = await recheck(deployment, values, results, 'open');
    const now = openIds(results);
    for (const id of before.filter((one) => !now.includes(one)))
      emit({ type: 'note', level: 'good', message: `${id}: done` });
  }
  emit({ type: 'busy' });
  return results;
}
