import { Signal, type Story, type Task } from '../time/story.ts';
import type { Timeline } from '../time/timeline.ts';

export type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** How a walk over a dependency graph is told what to do. */
export interface DependencyWalk {
  readonly timeline: Timeline;
  readonly ids: readonly string[];
  /** What each waits for; ids outside `ids` are taken as there already. */
  readonly needs: Needs;
  /** Waits for the end of this one, not only until it can be used (DependsOn). */
  readonly waitsForEnd?: (id: string, need: string) => boolean;
  /**
   * The story of one node; `usable` lets those begin that only refer to it. False: it failed, and what depends on it
   * never begins.
   */
  readonly visit: (id: string, usable: () => void) => Story<boolean>;
  /** After the first failure nothing more begins; what is under way is given up after this. Absent: the rest goes on. */
  readonly afterFailure?: () => Story;
}

/** Visits the nodes of a dependency graph in parallel branches, each once, after all it needs. */
export function* walkDependencies(walk: DependencyWalk): Story {
  const { timeline, ids, waitsForEnd, visit, afterFailure } = walk;
  const { missing, dependants } = edgesOf(walk);
  const begun = new Map<string, Task>();
  const over = new Signal<'finished' | 'failed'>();
  let stopped = false;
  // The walk itself counts as one, so that it is not over before every first node has begun.
  let open = 1;
  const close = (): void => {
    open -= 1;
    if (open === 0) over.give('finished');
  };
  const tryBegin = (id: string): void => {
    if (stopped || begun.has(id) || (missing.get(id)?.size ?? 0) > 0) return;
    open += 1;
    const task = timeline.prepare(visitOne(id));
    begun.set(id, task);
    task.begin();
  };
  const release = (id: string, which: (dependant: string) => boolean): void => {
    for (const dependant of dependants.get(id) ?? []) {
      if (!which(dependant)) continue;
      missing.get(dependant)?.delete(id);
      tryBegin(dependant);
    }
  };
  function* visitOne(id: string): Story {
    const usable = (): void => release(id, (dependant) => waitsForEnd?.(dependant, id) !== true);
    if (yield* visit(id, usable)) release(id, () => true);
    else if (afterFailure !== undefined) {
      stopped = true;
      over.give('failed');
    }
    close();
  }
  try {
    for (const id of ids) tryBegin(id);
    close();
    const end = yield* over.wait();
    if (end === 'failed' && afterFailure !== undefined) yield* afterFailure();
  } finally {
    stopped = true;
    for (const task of begun.values()) task.cancel();
  }
}

const edgesOf = ({
  ids,
  needs,
}: DependencyWalk): {
  readonly missing: ReadonlyMap<string, Set<string>>;
  readonly dependants: ReadonlyMap<string, readonly string[]>;
} => {
  const known = new Set(ids);
  const missing = new Map<string, Set<string>>();
  const dependants = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const id of ids) {
    const wanted = [...(needs.get(id) ?? [])].filter((need) => need !== id && known.has(need));
    missing.set(id, new Set(wanted));
    for (const need of wanted) dependants.get(need)?.push(id);
  }
  return { missing, dependants };
};

/** Turns "needs" round: who must be gone before each may go. */
export const reversed = (needs: Needs): Needs => {
  const dependants = new Map<string, Set<string>>();
  for (const id of needs.keys()) dependants.set(id, new Set());
  for (const [id, wanted] of needs) for (const need of wanted) dependants.get(need)?.add(id);
  return dependants;
};
