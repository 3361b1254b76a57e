import type { OperationHistory } from './history.ts';

/** The resources an operation works on, with what each waits for and how long its type usually takes. */
export interface OperationGraph {
  /** Logical ids of the root stack → ids that must be done before. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Usual seconds of the forward direction. */
  readonly usual: ReadonlyMap<string, number>;
  /** Usual seconds to undo or delete. */
  readonly usualBack: ReadonlyMap<string, number>;
  /** How long alarms are watched once all is in place; none by default. */
  readonly monitoringSeconds?: number;
}

/** Observations weigh against this many seconds of prior belief, so that the first small resources do not sway it. */
const priorSeconds = 60;
/** What is over its usual time is taken to need at least this share of it again. */
const overdueShare = 0.1;

/** How this account's pace compares with the usual one: above 1 is slower. */
const observedPace = (history: OperationHistory, usual: ReadonlyMap<string, number>): number => {
  let seen = priorSeconds;
  let expected = priorSeconds;
  for (const { path, logicalId, since, at } of history.finished) {
    const seconds = path.length === 0 ? usual.get(logicalId) : undefined;
    if (seconds === undefined) continue;
    seen += (at - since) / 1_000;
    expected += seconds;
  }
  return Math.min(Math.max(seen / expected, 0.3), 3);
};

/** Longest way through what is left: each resource's own remaining seconds behind its slowest dependency. */
export function longestRemaining(
  ids: Iterable<string>,
  needs: ReadonlyMap<string, ReadonlySet<string>>,
  remaining: (id: string) => number,
): number {
  const finish = new Map<string, number>();
  const visit = (id: string): number => {
    const known = finish.get(id);
    if (known !== undefined) return known;
    // A cycle cannot come from a parsed template; the zero keeps a hostile graph from recursing for ever.
    finish.set(id, 0);
    let start = 0;
    for (const need of needs.get(id) ?? []) start = Math.max(start, visit(need));
    const end = start + remaining(id);
    finish.set(id, end);
    return end;
  };
  let longest = 0;
  for (const id of ids) longest = Math.max(longest, visit(id));
  return longest;
}

/** Seconds left until the operation ends, whole; undefined where the template is not known. @param now AWS's clock. */
export function etaSeconds(
  history: OperationHistory,
  graph: OperationGraph | undefined,
  now: number,
): number | undefined {
  if (graph === undefined || history.operation === undefined) return undefined;
  const usual = history.goingBack ? graph.usualBack : graph.usual;
  const pace = observedPace(history, graph.usual);
  const since = new Map(
    history.active.filter(({ path }) => path.length === 0).map((one) => [one.logicalId, one.since]),
  );
  const remaining = (id: string): number => {
    if (history.isDone([], id) !== history.goingBack && !since.has(id)) return 0;
    const whole = (usual.get(id) ?? 0) * pace;
    const begun = since.get(id);
    return begun === undefined ? whole : Math.max(whole - (now - begun) / 1_000, whole * overdueShare);
  };
  // Going back deletes in reverse order: the longest way has the same length from either end.
  const left = longestRemaining(usual.keys(), graph.needs, remaining);
  const { monitoringSeconds = 0 } = graph;
  if (history.goingBack || monitoringSeconds === 0) return Math.round(left);
  const monitored = monitoredFor(history, now);
  return Math.round(
    monitored === undefined ? left + monitoringSeconds : Math.max(0, monitoringSeconds - monitored),
  );
}

/** Between two resources there is never such a silence. Seconds. */
const silence = 30;

/** Seconds since all was in place, told by the silence: an update may leave alone what its plan had in it. */
const monitoredFor = ({ active, finished }: OperationHistory, now: number): number | undefined => {
  const [first] = finished;
  if (active.length > 0 || first === undefined) return undefined;
  const quiet = (now - finished.reduce((latest, { at }) => Math.max(latest, at), first.at)) / 1_000;
  return quiet < silence ? undefined : quiet;
};
