import {
  assertKnownChecks,
  beginChecks,
  checkEvent,
  checksExitCode,
  runChecks,
  selectChecks,
  waitsForValues,
  withExpandedTemplate,
  type Begun,
} from '../../checks/index.ts';
import type { Check, CheckInput, CheckResult } from '../../core/check.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes, type ExitCode } from '../../core/exit-codes.ts';
import type { Values } from '../../core/parameter.ts';
import type { Options } from '../../core/options.ts';
import { whileBusy } from './busy.ts';
import { commandsAsTyped, resumeCommand } from './next-command.ts';
import type { DeploymentPart } from './deployment-context.ts';

/** Before anything is asked of anybody: a misspelt id is a usage error. */
export const assertKnownIds = ({ only, ignore }: Options): void =>
  assertKnownChecks([...(only ?? []), ...(ignore ?? [])]);

/** The checks of this run, in list order. */
export function selected({ context }: DeploymentPart<'session'>): readonly Check[] {
  const { only } = context.session.options;
  return selectChecks({ only });
}

/** The checks this command runs, split by whether they must know parameter values first. */
export function checksOf(deployment: DeploymentPart<'session', 'target'>): {
  readonly withoutValues: readonly Check[];
  readonly withValues: readonly Check[];
} {
  const all = selected(deployment);
  const needs = (check: Check): boolean =>
    waitsForValues(check, deployment.target.product, deployment.target.template);
  return { withoutValues: all.filter((check) => !needs(check)), withValues: all.filter(needs) };
}

/** What a check came to; what it says to run meets the same stack, template and values as this run. */
export function asTyped(
  { context, target }: DeploymentPart<'session' | 'keptAnswers', 'target'>,
  result: CheckResult,
): CheckResult {
  const { verdict } = result;
  if (verdict.fix === undefined) return result;
  const isSecret = (key: string): boolean => target.template?.parameters.get(key)?.noEcho !== false;
  return { ...result, verdict: { ...verdict, fix: commandsAsTyped(context, verdict.fix, isSecret) } };
}

/** What a check came to, as it is told. */
export function tellCheck(
  deployment: DeploymentPart<'session' | 'connection' | 'keptAnswers', 'target'>,
  result: CheckResult,
): void {
  const { connection, session } = deployment.context;
  connection.emit(checkEvent(asTyped(deployment, result), session.options.only));
}

/** What a check judges by, and plans its fix with. */
export function checkInput(
  { context, target }: DeploymentPart<'connection', 'target'>,
  values: Values,
): CheckInput {
  const { facts, probe, clock } = context.connection;
  return { facts, probe, values, target: withExpandedTemplate(target, values), now: clock.now() };
}

interface Judging {
  /** By default each verdict is told as soon as those before it are. */
  readonly tell?: (result: CheckResult) => void;
  /** Results to keep: these checks are not judged again. */
  readonly prior?: readonly CheckResult[];
  /** What `beginBeforeValues` has begun. */
  readonly begun?: Begun;
}

const request = (
  deployment: DeploymentPart<'connection' | 'settings', 'target'>,
  checks: readonly Check[],
  values: Values,
) => {
  const { connection, settings } = deployment.context;
  const { clock, signal } = connection;
  return {
    checks,
    input: checkInput(deployment, values),
    ignore: settings.ignore.value,
    clock,
    signal,
  };
};

/** AWS is asked about everything else while the values are looked up. */
export const beginBeforeValues = (
  deployment: DeploymentPart<'session' | 'connection' | 'settings', 'target'>,
): Begun => beginChecks(request(deployment, selected(deployment), new Map()));

/** Runs the checks against what AWS says now; that it is under way is for the caller to tell. */
export function runQuietly(
  deployment: DeploymentPart<'session' | 'connection' | 'settings', 'target'>,
  checks: readonly Check[],
  values: Values,
  { tell = (result) => tellCheck(deployment, result), prior, begun }: Judging = {},
): Promise<readonly CheckResult[]> {
  return runChecks({ ...request(deployment, checks, values), prior, begun, onResult: tell });
}

/** The same, shown as something that takes its time. */
export const judgeChecks = (...judged: Parameters<typeof runQuietly>): ReturnType<typeof runQuietly> =>
  whileBusy(judged[0].context.connection, 'Looking at the account', runQuietly(...judged));

export const exitCodeOf = (results: readonly CheckResult[]): ExitCode =>
  checksExitCode(results, { strict: false });

/** How a run ends on its checks; where the stack has turned busy, with the command that follows what it is at. */
export function endedOn(
  { context }: DeploymentPart<'session' | 'connection' | 'stackName'>,
  exitCode: ExitCode,
): CommandResult {
  if (exitCode === exitCodes.succeeded) return { outcome: 'succeeded', exitCode };
  if (exitCode !== exitCodes.stillRunning) return { outcome: 'failed', exitCode };
  return { outcome: 'still-running', exitCode, resume: resumeCommand(context) };
}
