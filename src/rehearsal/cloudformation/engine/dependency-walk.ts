/** How a walk over a dependency graph is told what to do. */
export interface FlowRequest {
  readonly ids: readonly string[];
  /** What each waits for; ids outside `ids` are taken as there already. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Waits for the end of this one, not only for its configuration (DependsOn). */
  readonly waitsForEnd?: (id: string, need: string) => boolean;
  readonly start: (id: string) => void;
  /** Nothing runs and nothing more can start. */
  readonly finished: () => void;
}

/**
 * Walks a dependency graph in parallel branches. What depends on a failed node never starts;
 * everything else goes on until `halt`.
 */
export class Flow {
  private readonly missing = new Map<string, Set<string>>();
  private readonly dependants = new Map<string, string[]>();
  private readonly started = new Set<string>();
  private readonly settled = new Set<string>();
  private halted = false;
  private over = false;

  constructor(private readonly request: FlowRequest) {
    const known = new Set(request.ids);
    for (const id of request.ids) {
      const needs = new Set(
        [...(request.needs.get(id) ?? [])].filter((need) => need !== id && known.has(need)),
      );
      this.missing.set(id, needs);
      for (const need of needs) this.dependants.set(need, [...(this.dependants.get(need) ?? []), id]);
    }
  }

  begin(): void {
    for (const id of this.request.ids) this.tryStart(id);
    this.check();
  }

  /** Usable by those that refer to it, though it is not complete. */
  configured(id: string): void {
    this.release(id, (dependant) => this.request.waitsForEnd?.(dependant, id) !== true);
  }

  completed(id: string): void {
    this.settled.add(id);
    this.release(id, () => true);
    this.check();
  }

  failed(id: string): void {
    this.settled.add(id);
    this.check();
  }

  /** Starts nothing more. `finished` is called when what runs has ended. */
  halt(): void {
    this.halted = true;
    this.check();
  }

  /** Ends it without `finished`. */
  abandon(): void {
    this.halted = true;
    this.over = true;
  }

  private release(id: string, which: (dependant: string) => boolean): void {
    for (const dependant of this.dependants.get(id) ?? []) {
      if (!which(dependant)) continue;
      this.missing.get(dependant)?.delete(id);
      this.tryStart(dependant);
    }
  }

  private tryStart(id: string): void {
    if (this.halted || this.started.has(id) || (this.missing.get(id)?.size ?? 0) > 0) return;
    this.started.add(id);
    this.request.start(id);
  }

  private check(): void {
    if (this.over || this.settled.size < this.started.size) return;
    const idle = this.halted || this.request.ids.every((id) => this.started.has(id) || this.blocked(id));
    if (!idle) return;
    this.over = true;
    this.request.finished();
  }

  private blocked(id: string): boolean {
    return (this.missing.get(id)?.size ?? 0) > 0;
  }
}

/** Turns "needs" round: who must be gone before each may go. */
export const reversed = (
  needs: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const dependants = new Map<string, Set<string>>();
  for (const id of needs.keys()) dependants.set(id, new Set());
  for (const [id, wanted] of needs) for (const need of wanted) dependants.get(need)?.add(id);
  return dependants;
};
