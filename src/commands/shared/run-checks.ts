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
import { resumeCommand } from './resume.ts';
import type { Survey } from './deployment.ts';

export const ignoredIds = ({ opened }: Survey): readonly string[] => [
  ...(opened.session.options.ignore ?? []),
  ...(opened.answers?.ignore ?? []),
];

/** Before anything is asked of anybody: a misspelt id is a usage error. */
export const knownChecks = ({ only, ignore }: Options): void =>
  assertKnownChecks([...(only ?? []), ...(ignore ?? [])]);

/** The checks of this run, in list order. */
export const selected = ({ opened, target }: Survey): readonly Check[] => {
  const { only } = opened.session.options;
  return selectChecks({ product: target.product, ...(only === undefined ? {} : { only }) });
};

/** The checks this command runs, split by whether they must know parameter values first. */
export function checksOf(survey: Survey): {
  readonly free: readonly Check[];
  readonly needy: readonly Check[];
} {
  const all = selected(survey);
  const needs = (check: Check): boolean =>
    waitsForValues(check, survey.target.product, survey.target.template);
  return { free: all.filter((check) => !needs(check)), needy: all.filter(needs) };
}

/** Runs the checks against what AWS says now, each verdict told as soon as those before it are. */
export function judge(
  survey: Survey,
  checks: readonly Check[],
  values: Values,
): Promise<readonly CheckResult[]> {
  const { connection } = survey.opened;
  return runChecks({
    checks,
    judging: { facts: connection.facts, probe: connection.probe, values, target: survey.target },
    ignore: ignoredIds(survey),
    clock: connection.clock,
    signal: connection.signal,
    onResult: (result) => connection.emit(checkEvent(result)),
  });
}

export const verdict = (results: readonly CheckResult[]): ExitCode =>
  checksExitCode(results, { strict: false });

/** No credentials or no region beats bad usage, bad usage beats a failed check. */
export const worse = (a: ExitCode, b: ExitCode): ExitCode => {
  const order: readonly ExitCode[] = [
    exitCodes.noAccess,
    exitCodes.usage,
    exitCodes.stillRunning,
    exitCodes.needsPerson,
    exitCodes.checkFailed,
  ];
  return order.find((code) => code === a || code === b) ?? exitCodes.succeeded;
};

/** How a run ends on its checks; where the stack has turned busy, with the command that follows what it is at. */
export const endedOn = ({ opened }: Survey, exitCode: ExitCode): CommandResult => {
  if (exitCode === exitCodes.succeeded) return { outcome: 'succeeded', exitCode };
  if (exitCode !== exitCodes.stillRunning) return { outcome: 'failed', exitCode };
  return { outcome: 'still-running', exitCode, resume: resumeCommand(opened) };
};
