import type { Check, CheckResult, CheckInput, Verdict } from '../../core/check.ts';
import type { Clock } from '../../core/clock.ts';
import { stopped } from '../../core/interrupts.ts';
import { missingValues, waitsForValues } from './needs.ts';
import { verdictForError } from './error-verdict.ts';

/** Long enough for paged readings under throttling, short enough that a hang is noticed. */
const defaultTimeLimitMs = 60_000;

export interface RunRequest {
  readonly checks: readonly Check[];
  readonly input: Omit<CheckInput, 'now'>;
  /** Ids whose verdict is set aside; they are run all the same. */
  readonly ignore?: readonly string[];
  /** Results to keep: these checks are not judged again. */
  readonly prior?: readonly CheckResult[];
  /** Being judged already, from the same target. */
  readonly begun?: Begun;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Per check, in milliseconds of the clock. */
  readonly timeLimitMs?: number;
  /** Called once per check, in list order, as soon as it and all before it are judged. */
  readonly onResult?: (result: CheckResult) => void;
}

/** Checks that are being judged; none of these promises rejects. */
export type Begun = ReadonlyMap<Check, Promise<Verdict>>;

const late = (limitMs: number): Verdict => ({
  status: 'unknown',
  message: `No answer within ${Math.max(1, Math.round(limitMs / 1000))} s.`,
  fix: 'Run the checks again; if it stays silent, look at the network between here and AWS.',
});

/** The check's own verdict, or why there is none: it never rejects and never hangs. */
const verdictWith = async (check: Check, request: RunRequest): Promise<Verdict> => {
  const limitMs = request.timeLimitMs ?? defaultTimeLimitMs;
  const judgedAlready = new AbortController();
  const end = AbortSignal.any([
    judgedAlready.signal,
    ...(request.signal === undefined ? [] : [request.signal]),
  ]);
  try {
    return await Promise.race([
      // A judge that throws before its first await is a rejection too.
      Promise.resolve().then(() => check.judge({ ...request.input, now: request.clock.now() })),
      request.clock.sleep(limitMs, end).then(() => late(limitMs)),
    ]);
  } catch (error) {
    return verdictForError(error);
  } finally {
    judgedAlready.abort();
  }
};

/** What the product says it requires is worth a line, whatever the template shows. */
const asRequired = (check: Check, verdict: Verdict, { input }: RunRequest): Verdict =>
  verdict.unneeded === true && input.target.product.requires.includes(check.id)
    ? { ...verdict, unneeded: undefined }
    : verdict;

const judged = async (check: Check, request: RunRequest): Promise<Verdict> =>
  missingValues(check, request.input) ?? asRequired(check, await verdictWith(check, request), request);

/**
 * While values are found: judges at once what waits for none, for `runChecks` to tell in its place; of the others asks
 * what is sure to be needed.
 */
export function beginChecks(request: RunRequest): Begun {
  const { product, template } = request.input.target;
  const waits = (check: Check): boolean => waitsForValues(check, product, template);
  // What fails here is asked again, and told, by the check itself.
  for (const check of request.checks.filter(waits)) check.early?.(request.input).catch(() => undefined);
  const others = request.checks.filter((check) => !waits(check));
  return new Map(others.map((check) => [check, judged(check, request)]));
}

const afterStop = (stopper: Check): Verdict => ({
  status: 'skipped',
  message: `Not judged, because ${stopper.id} failed.`,
});

const unlessStopped = ({ signal }: RunRequest): void => {
  if (signal?.aborted === true) throw stopped();
};

/**
 * Judges all at once and reports in list order, each id once.
 * @throws InstallError `interrupted` (130): half a judgement would pass for a whole one
 */
export async function runChecks(request: RunRequest): Promise<readonly CheckResult[]> {
  unlessStopped(request);
  const checks = [...new Map(request.checks.map((check) => [check.id, check])).values()];
  const prior = new Map((request.prior ?? []).map((result) => [result.check.id, result]));
  const running = checks.map((check) => {
    const kept = prior.get(check.id);
    return { check, kept, judging: kept?.verdict ?? request.begun?.get(check) ?? judged(check, request) };
  });
  const results: CheckResult[] = [];
  let stopper: Check | undefined;
  for (const { check, kept, judging } of running) {
    const verdict = stopper === undefined ? await judging : afterStop(stopper);
    unlessStopped(request);
    const result = kept ?? { check, ignored: request.ignore?.includes(check.id) ?? false, verdict };
    if (check.stopsRun === true && result.verdict.status === 'fail' && !result.ignored) stopper ??= check;
    results.push(result);
    if (kept === undefined) request.onResult?.(result);
  }
  return results;
}
