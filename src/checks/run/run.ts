import type { Check, CheckResult, CheckInput, Verdict } from '../../core/check.ts';
import type { Clock } from '../../core/clock.ts';
import { stopped } from '../../core/interrupts.ts';
import type { Facts, FactName } from '../../core/ports.ts';
import { missingValues } from './needs.ts';
import { verdictForError } from './error-verdict.ts';

/** Long enough for paged readings under throttling, short enough that a hang is noticed. */
export const defaultTimeLimitMs = 60_000;

export interface RunRequest {
  readonly checks: readonly Check[];
  readonly input: Omit<CheckInput, 'now'>;
  /** Ids whose verdict is set aside; they are run all the same. */
  readonly ignore?: readonly string[];
  /** Results to keep: these checks are not judged again. */
  readonly prior?: readonly CheckResult[];
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Per check, in milliseconds of the clock. */
  readonly timeLimitMs?: number;
  /** Called once per check, in list order, as soon as it and all before it are judged. */
  readonly onResult?: (result: CheckResult) => void;
}

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

/** The facts as they are, noting which of them are asked for. */
const recordingFacts = (facts: Facts, asked: Set<FactName>): Facts =>
  new Proxy(facts, {
    get: (target, name) => {
      if (name !== 'region' && name !== 'refresh') asked.add(name as FactName);
      return Reflect.get(target, name) as unknown;
    },
  });

type Judged = Pick<CheckResult, 'verdict' | 'factsRead'>;

const judged = async (check: Check, request: RunRequest): Promise<Judged> => {
  const missing = missingValues(check, request.input);
  if (missing !== undefined) return { verdict: missing };
  const asked = new Set<FactName>();
  const facts = recordingFacts(request.input.facts, asked);
  const verdict = await verdictWith(check, { ...request, input: { ...request.input, facts } });
  return { verdict, factsRead: [...asked] };
};

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
export const runChecks = async (request: RunRequest): Promise<readonly CheckResult[]> => {
  unlessStopped(request);
  const checks = [...new Map(request.checks.map((check) => [check.id, check])).values()];
  const prior = new Map((request.prior ?? []).map((result) => [result.check.id, result]));
  const running = checks.map((check) => {
    const kept = prior.get(check.id);
    return { check, kept, judging: kept === undefined ? judged(check, request) : Promise.resolve(kept) };
  });
  const results: CheckResult[] = [];
  let stopper: Check | undefined;
  for (const { check, kept, judging: input } of running) {
    const ignored = request.ignore?.includes(check.id) ?? false;
    const found: Judged = stopper === undefined ? await input : { verdict: afterStop(stopper) };
    unlessStopped(request);
    const result = kept ?? { check, ignored, ...found };
    if (check.stopsRun === true && result.verdict.status === 'fail' && !result.ignored) stopper ??= check;
    results.push(result);
    if (kept === undefined) request.onResult?.(result);
  }
  return results;
};
