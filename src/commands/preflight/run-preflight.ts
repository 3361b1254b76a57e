import type { CheckResult } from '../../core/check.ts';
import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { stopped } from '../../core/interrupts.ts';
import { conditionOf } from '../../core/stack-status.ts';
import type { Values } from '../../core/parameter.ts';
import type { ResolvedValues } from '../../parameters/index.ts';
import { beginBeforeValues, judgeChecks, runQuietly, selected, tellCheck } from '../shared/run-checks.ts';
import { reportHeader, type CommandContext } from '../shared/context.ts';
import { resolveParameters, type ResolvableDeployment } from '../shared/prepare/parameters.ts';
import { reportWarnings } from '../shared/prepare/prepared.ts';
import {
  resolveDeployment,
  type DeploymentContext,
  type DeploymentPart,
} from '../shared/deployment-context.ts';

export interface PreflightResult {
  readonly results: readonly CheckResult[];
  readonly values: Values;
  /** What an answers file would keep; undefined without a template, or without access to look values up. */
  readonly resolved?: ResolvedValues;
  /** Values that were given and do not fit (what was not given only leaves checks skipped), and fixes that failed. */
  readonly problems: readonly InstallError[];
}

/** Who and where is told if AWS answers; if not, the checks tell why. */
const reportHeaderIfKnown = async (
  context: Pick<CommandContext, 'connection' | 'settings' | 'stackName'>,
): Promise<void> => {
  await reportHeader(context).catch((error: unknown) => {
    if (!(error instanceof InstallError)) throw error;
  });
};

/** What a preflight is about: an existing healthy stack is judged as an upgrade of it. */
export async function preflightDeployment(context: CommandContext): Promise<DeploymentContext> {
  const [stack] = await Promise.all([
    context.connection.facts.stack(context.stackName).catch(() => undefined),
    reportHeaderIfKnown(context),
  ]);
  // What was not read because of Ctrl-C is not to be taken for what AWS does not tell.
  if (context.connection.signal.aborted) throw stopped();
  const kind = conditionOf(stack?.status) === 'healthy' ? 'update' : 'create';
  return resolveDeployment(context, kind, stack, false);
}

const valuesOf = async (
  deployment: ResolvableDeployment,
): Promise<Pick<PreflightResult, 'values' | 'resolved' | 'problems'>> => {
  if (deployment.loadedTemplate === undefined) return { values: new Map(), problems: [] };
  try {
    const resolved = await resolveParameters(deployment, { ask: false });
    const { values, problems } = resolved;
    return { values, resolved, problems: problems.filter(({ code }) => code !== 'parameter-missing') };
  } catch (error) {
    // What was given could not be looked at: the checks that need it are skipped, and must not look passed.
    if (error instanceof InstallError && error.exitCode === exitCodes.noAccess)
      return { values: new Map(), problems: [error] };
    throw error;
  }
};

export const passed = ({ verdict, ignored }: CheckResult): boolean =>
  ignored || verdict.status === 'pass' || verdict.status === 'skipped';

/**
 * Judges again what has not passed; everything else keeps its verdict.
 * @param which `all`: skipped ones too; `open`: only what stands in the way
 */
export async function recheck(
  deployment: DeploymentPart<'session' | 'connection' | 'settings', 'target'>,
  values: Values,
  before: readonly CheckResult[],
  which: 'all' | 'open',
): Promise<readonly CheckResult[]> {
  const open = before.filter((result) => !passed(result));
  // All are forgotten, and only those that a check to be judged asks for are read again.
  deployment.context.connection.facts.refresh();
  // Behind a check that stops the run everything else was skipped.
  const skippedToo = which === 'all' || open.some(({ check }) => check.stopsRun === true);
  const kept = before.filter(
    (result) => passed(result) && !(skippedToo && result.verdict.status === 'skipped'),
  );
  return runQuietly(deployment, selected(deployment), values, { tell: () => undefined, prior: kept });
}

export function reportResults(
  deployment: DeploymentPart<'session' | 'connection' | 'keptAnswers', 'target'>,
  results: readonly CheckResult[],
): void {
  for (const result of results) tellCheck(deployment, result);
}

/** All checks, once. With `--wait` and `--fix` they are told by the caller, when it is done with them. */
export async function runPreflight(deployment: ResolvableDeployment): Promise<PreflightResult> {
  const { options } = deployment.context.session;
  const begun = beginBeforeValues(deployment);
  const found = await valuesOf(deployment);
  reportWarnings(deployment, found.resolved);
  const reportedLater = options.waitMs !== undefined || options.fix === true;
  const checks = selected(deployment);
  const results = reportedLater
    ? await runQuietly(deployment, checks, found.values, { tell: () => undefined, begun })
    : await judgeChecks(deployment, checks, found.values, { begun });
  return { results, ...found };
}
