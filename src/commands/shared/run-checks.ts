import {
  assertKnownChecks,
  checkEvent,
  checksExitCode,
  runChecks,
  selectChecks,
  waitsForValues,
} from '../../checks/index.ts';
import type { Check, CheckResult } from '../../core/check.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes, type ExitCode } from '../../core/errors.ts';
import type { Values } from '../../core/parameter.ts';
import type { Options } from '../../core/options.ts';
import { whileBusy } from './busy.ts';
import { resumeCommand } from './next-command.ts';
import type { DeploymentContext } from './deployment.ts';

/** Before anything is asked of anybody: a misspelt id is a usage error. */
export const assertKnownIds = ({ only, ignore }: Options): void =>
  assertKnownChecks([...(only ?? []), ...(ignore ?? [])]);

/** The checks of this run, in list order. */
export function selected({ context }: Pick<DeploymentContext, 'context'>): readonly Check[] {
  const { only } = context.session.options;
  return selectChecks({ only });
}

/** The checks this command runs, split by whether they must know parameter values first. */
export function checksOf(deployment: Pick<DeploymentContext, 'context' | 'target'>): {
  readonly withoutValues: readonly Check[];
  readonly withValues: readonly Check[];
} {
  const all = selected(deployment);
  const needs = (check: Check): boolean =>
    waitsForValues(check, deployment.target.product, deployment.target.template);
  return { withoutValues: all.filter((check) => !needs(check)), withValues: all.filter(needs) };
}

/** What a check came to, as it is told. */
export const tellCheck = ({ context }: Pick<DeploymentContext, 'context'>, result: CheckResult): void =>
  context.connection.emit(checkEvent(result, context.session.options.only));

/**
 * Runs the checks against what AWS says now.
 * @param tell by default each verdict is told as soon as those before it are
 */
export function judgeChecks(
  deployment: Pick<DeploymentContext, 'context' | 'target'>,
  checks: readonly Check[],
  values: Values,
  tell = (result: CheckResult): void => tellCheck(deployment, result),
): Promise<readonly CheckResult[]> {
  const { connection } = deployment.context;
  const run = runChecks({
    checks,
    input: { facts: connection.facts, probe: connection.probe, values, target: deployment.target },
    ignore: deployment.context.settings.ignore.value,
    clock: connection.clock,
    signal: connection.signal,
    onResult: tell,
  });
  return whileBusy(connection, 'Looking at the account', run);
}

export const exitCodeOf = (results: readonly CheckResult[]): ExitCode =>
  checksExitCode(results, { strict: false });

/** How a run ends on its checks; where the stack has turned busy, with the command that follows what it is at. */
export function endedOn({ context }: Pick<DeploymentContext, 'context'>, exitCode: ExitCode): CommandResult {
  if (exitCode === exitCodes.succeeded) return { outcome: 'succeeded', exitCode };
  if (exitCode !== exitCodes.stillRunning) return { outcome: 'failed', exitCode };
  return { outcome: 'still-running', exitCode, resume: resumeCommand(context) };
}
