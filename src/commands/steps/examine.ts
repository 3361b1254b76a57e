import type { CheckResult } from '../../core/check.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import { conditionOf } from '../../core/stack.ts';
import type { Values } from '../../core/parameter.ts';
import { checkEvent, checksExitCode, runChecks } from '../../checks/index.ts';
import { ignoredIds, selected } from './judge.ts';
import { introduce, type Opened } from './open.ts';
import { settle } from './prepare.ts';
import { survey, type Survey } from './survey.ts';

export interface Examined {
  readonly results: readonly CheckResult[];
  readonly values: Values;
  /** Values that were given and do not fit; what was not given only leaves checks skipped. */
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

const valuesOf = async (surveyed: Survey): Promise<Pick<Examined, 'values' | 'problems'>> => {
  if (surveyed.inHand === undefined) return { values: new Map(), problems: [] };
  try {
    const { values, problems } = await settle(surveyed, false);
    return { values, problems: problems.filter(({ code }) => code !== 'parameter-missing') };
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

const passed = ({ verdict, ignored }: CheckResult): boolean =>
  ignored || verdict.status === 'pass' || verdict.status === 'skipped';

/** Judges again what has not passed; everything else keeps its verdict. */
export async function again(
  surveyed: Survey,
  values: Values,
  before: readonly CheckResult[],
): Promise<readonly CheckResult[]> {
  surveyed.opened.connection.facts.refresh();
  const kept = before.filter(passed);
  const results = await run(surveyed, values, true, kept);
  return results;
}

/** Between two looks of `--wait`, milliseconds. */
const lookEvery = 10_000;

const waited = async (
  surveyed: Survey,
  values: Values,
  first: readonly CheckResult[],
  waitMs: number,
): Promise<readonly CheckResult[]> => {
  const { connection, session } = surveyed.opened;
  const until = connection.clock.now() + waitMs;
  let results = first;
  const open = (): boolean =>
    checksExitCode(results, { strict: session.options.strict }) !== exitCodes.succeeded;
  while (open() && connection.clock.now() < until && !connection.signal.aborted) {
    const names = results.filter((result) => !passed(result)).map(({ check }) => check.id);
    connection.emit({
      type: 'busy',
      message: `Waiting for ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`,
    });
    await connection.clock.sleep(lookEvery, connection.signal);
    results = await again(surveyed, values, results);
  }
  connection.emit({ type: 'busy' });
  return results;
};

export const tell = (surveyed: Survey, results: readonly CheckResult[]): void => {
  for (const result of results) surveyed.opened.connection.emit(checkEvent(result));
};

/** All checks, once; with `--wait` until they pass. Each is told once: at once, or after the waiting and mending. */
export async function examine(surveyed: Survey): Promise<Examined> {
  const { options } = surveyed.opened.session;
  const { values, problems } = await valuesOf(surveyed);
  const later = options.waitMs !== undefined || options.fix;
  const first = await run(surveyed, values, later);
  const results =
    options.waitMs === undefined || options.fix
      ? first
      : await waited(surveyed, values, first, options.waitMs);
  if (later && !options.fix) tell(surveyed, results);
  return { results, values, problems };
}
