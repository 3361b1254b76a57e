import type { CheckResult } from '../../core/check.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import { conditionOf } from '../../core/stack.ts';
import type { Values } from '../../core/parameter.ts';
import type { Reading } from '../../core/ports.ts';
import type { Settled } from '../../parameters/index.ts';
import { checkEvent, runChecks } from '../../checks/index.ts';
import { ignoredIds, selected } from '../shared/run-checks.ts';
import { introduce, type Opened } from '../shared/context.ts';
import { settle } from '../shared/prepare.ts';
import { survey, type Survey } from '../shared/deployment.ts';

export interface Examined {
  readonly results: readonly CheckResult[];
  readonly values: Values;
  /** What an answers file would keep; undefined without a template, or without access to look values up. */
  readonly settled?: Settled;
  /** Values that were given and do not fit (what was not given only leaves checks skipped), and mends that failed. */
  readonly problems: readonly InstallError[];
}

/** Who and where is told if AWS answers; if not, the checks tell why. */
const introduceIfKnown = async (opened: Opened): Promise<void> => {
  await introduce(opened).catch((error: unknown) => {
    if (!(error instanceof InstallError)) throw error;
  });
};

/** The ground of a preflight: an existing healthy stack is judged as an upgrade of it. */
export async function preflightSurvey(opened: Opened): Promise<Survey> {
  const [stack] = await Promise.all([
    opened.connection.facts.stack(opened.stackName).catch(() => undefined),
    introduceIfKnown(opened),
  ]);
  return survey(opened, conditionOf(stack?.status) === 'healthy' ? 'update' : 'create', stack);
}

const valuesOf = async (surveyed: Survey): Promise<Pick<Examined, 'values' | 'settled' | 'problems'>> => {
  if (surveyed.inHand === undefined) return { values: new Map(), problems: [] };
  try {
    const settled = await settle(surveyed, false);
    const { values, problems } = settled;
    return { values, settled, problems: problems.filter(({ code }) => code !== 'parameter-missing') };
  } catch (error) {
    if (error instanceof InstallError && error.exitCode === exitCodes.noAccess)
      return { values: new Map(), problems: [] };
    throw error;
  }
};

const run = (
  surveyed: Survey,
  values: Values,
  quiet: boolean,
  prior: readonly CheckResult[] = [],
): Promise<readonly CheckResult[]> => {
  const { connection } = surveyed.opened;
  return runChecks({
    checks: selected(surveyed),
    judging: { facts: connection.facts, probe: connection.probe, values, target: surveyed.target },
    ignore: ignoredIds(surveyed),
    prior,
    clock: connection.clock,
    signal: connection.signal,
    ...(quiet ? {} : { onResult: (result: CheckResult) => connection.emit(checkEvent(result)) }),
  });
};

export const passed = ({ verdict, ignored }: CheckResult): boolean =>
  ignored || verdict.status === 'pass' || verdict.status === 'skipped';

/** Readings that are made of others, which the check did not ask for itself. */
const composed: readonly Reading[] = ['usage', 'exists'];

/** What the open checks were judged by; undefined where that cannot be told. */
const readingsOf = (open: readonly CheckResult[]): readonly Reading[] | undefined => {
  const asked = new Set(open.flatMap((result) => result.asked ?? composed));
  return composed.some((reading) => asked.has(reading)) ? undefined : [...asked];
};

/**
 * Judges again what has not passed; everything else keeps its verdict.
 * @param which `all`: skipped ones too, from facts that are all read anew; `open`: from what they were judged by
 */
export async function again(
  surveyed: Survey,
  values: Values,
  before: readonly CheckResult[],
  which: 'all' | 'open',
): Promise<readonly CheckResult[]> {
  const open = before.filter((result) => !passed(result));
  const readings = which === 'all' ? [] : (readingsOf(open) ?? []);
  surveyed.opened.connection.facts.refresh(...readings);
  // Behind a check that stops the run everything else was skipped.
  const skippedToo = which === 'all' || open.some(({ check }) => check.stopsRun === true);
  const kept = before.filter(
    (result) => passed(result) && !(skippedToo && result.verdict.status === 'skipped'),
  );
  return run(surveyed, values, true, kept);
}

export const tell = (surveyed: Survey, results: readonly CheckResult[]): void => {
  for (const result of results) surveyed.opened.connection.emit(checkEvent(result));
};

/** All checks, once. With `--wait` and `--fix` they are told by the caller, when it is done with them. */
export async function examine(surveyed: Survey): Promise<Examined> {
  const { options } = surveyed.opened.session;
  const found = await valuesOf(surveyed);
  const results = await run(surveyed, found.values, options.waitMs !== undefined || options.fix);
  return { results, ...found };
}
