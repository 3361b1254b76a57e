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
export function* walkDependencies(request: DependencyWalk): Story {
  const walk = new WalkUnderWay(request);
  try {
    walk.begin();
    const end = yield* walk.over.wait();
    if (end === 'failed' && request.afterFailure !== undefined) yield* request.afterFailure();
  } finally {
    walk.stop();
  }
}

class WalkUnderWay {
  /** Nothing runs and nothing more can begin; or something failed and stops the others. */
  readonly over = new Signal<'finished' | 'failed'>();
  readonly #request: DependencyWalk;
  /** What each still waits for. */
  readonly #missing = new Map<string, Set<string>>();
  readonly #dependants = new Map<string, string[]>();
  readonly #begun = new Map<string, Task>();
  /** Nodes whose visit, and the beginning of those it releases, is not over. */
  #open = 0;
  #stopped = false;

  constructor(request: DependencyWalk) {
    this.#request = request;
    const known = new Set(request.ids);
    for (const id of request.ids) {
      const wanted = [...(request.needs.get(id) ?? [])].filter((need) => need !== id && known.has(need));
      this.#missing.set(id, new Set(wanted));
      for (const need of wanted) this.#dependants.set(need, [...(this.#dependants.get(need) ?? []), id]);
    }
  }

  /** The beginning itself counts as open, so that the walk is not over before every first node has begun. */
  begin(): void {
    this.#open += 1;
    for (const id of this.#request.ids) this.#tryBegin(id);
    this.#close();
  }

  /** Begins nothing more and gives up what runs. */
  stop(): void {
    this.#stopped = true;
    for (const task of this.#begun.values()) task.cancel();
  }

  *#visit(id: string): Story {
    const { visit, waitsForEnd, afterFailure } = this.#request;
    const usable = (): void => this.#release(id, (dependant) => waitsForEnd?.(dependant, id) !== true);
    if (yield* visit(id, usable)) this.#release(id, () => true);
    else if (afterFailure !== undefined) {
      this.#stopped = true;
      this.over.give('failed');
    }
    this.#close();
  }

  #tryBegin(id: string): void {
    if (this.#stopped || this.#begun.has(id) || (this.#missing.get(id)?.size ?? 0) > 0) return;
    this.#open += 1;
    const task = this.#request.timeline.prepare(this.#visit(id));
    this.#begun.set(id, task);
    task.begin();
  }

  #release(id: string, which: (dependant: string) => boolean): void {
    for (const dependant of this.#dependants.get(id) ?? []) {
      if (!which(dependant)) continue;
      this.#missing.get(dependant)?.delete(id);
      this.#tryBegin(dependant);
    }
  }

  #close(): void {
    this.#open -= 1;
    if (this.#open === 0) this.over.give('finished');
  }
}

/** Turns "needs" round: who must be gone before each may go. */
export function reversed(needs: Needs): Needs {
  const dependants = new Map<string, Set<string>>();
  for (const id of needs.keys()) dependants.set(id, new Set());
  for (const [id, wanted] of needs) for (const need of wanted) dependants.get(need)?.add(id);
  return dependants;
}
