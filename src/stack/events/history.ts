import {
  goesBack,
  resourceFailed,
  resourceInProgress,
  updateCleanup,
  type OperationKind,
  type StackStatus,
} from '../../core/stack-status.ts';
import type { StackEvent } from '../../core/stack.ts';
import { isOwnEvent, operationBegunBy } from './operation.ts';

export interface WatchedOperation {
  readonly kind: OperationKind;
  /** Milliseconds since 1970, AWS's clock. */
  readonly startedAt: number;
}

/** A resource that the operation is expected to touch. */
export interface ExpectedResource {
  /** Logical ids of the nested stacks it is in, from the root. */
  readonly path: readonly string[];
  readonly logicalId: string;
  readonly type: string;
}

export interface Activity {
  readonly path: readonly string[];
  /** Name of the stack it is in. */
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** When its present work began, milliseconds since 1970, AWS's clock. */
  readonly since: number;
}

export interface Finished extends Activity {
  readonly at: number;
}

type OperationPhase = 'forward' | 'back' | 'cleanup';

const keyOf = (path: readonly string[], logicalId: string): string => [...path, logicalId].join('/');

const phaseOf = (status: string, before: OperationPhase): OperationPhase => {
  if (goesBack(status)) return 'back';
  return status === updateCleanup ? 'cleanup' : before;
};

/**
 * What the events of one operation add up to. Fed in each stack's own order; the order between stacks, repeated
 * events and the size of pages make no difference. Statuses are keyed by resource, never counted: types differ in
 * how many events they emit, and a healthy replaced resource's last event is its predecessor's DELETE_COMPLETE.
 */
export class OperationHistory {
  readonly #rootId: string;
  readonly #expected = new Set<string>();
  readonly #events: StackEvent[] = [];
  readonly #seen = new Set<string>();
  #operation: WatchedOperation | undefined;
  #status: StackStatus | undefined;
  #reason: string | undefined;
  #phases = new Map<string, OperationPhase>();
  /** Expected or touched: what `done` is counted against. */
  #known = new Set<string>();
  #done = new Set<string>();
  #active = new Map<string, Activity>();
  #finished = new Map<string, Finished>();
  #failures: StackEvent[] = [];

  constructor(rootId: string, expected: readonly ExpectedResource[] = []) {
    this.#rootId = rootId;
    for (const { path, logicalId } of expected) this.#expected.add(keyOf(path, logicalId));
    this.#known = new Set(this.#expected);
  }

  /** @returns false for an event that was there already. */
  record(event: StackEvent): boolean {
    if (this.#seen.has(event.id)) return false;
    this.#seen.add(event.id);
    this.#events.push(event);
    if (event.stackId === this.#rootId && isOwnEvent(event)) this.#recordRoot(event);
    else this.#recordInside(event);
    return true;
  }

  get operation(): WatchedOperation | undefined {
    return this.#operation;
  }
  /** The root stack's status by its newest event. */
  get status(): StackStatus | undefined {
    return this.#status;
  }
  get reason(): string | undefined {
    return this.#reason;
  }
  /** Counts down while the operation is rolled back; never more than `total`. */
  get done(): number {
    return this.#done.size;
  }
  get total(): number {
    return this.#known.size;
  }
  get active(): readonly Activity[] {
    return [...this.#active.values()];
  }
  /** Resources that reached their aim, with when they began and ended. */
  get finished(): readonly Finished[] {
    return [...this.#finished.values()];
  }
  get failures(): readonly StackEvent[] {
    return this.#failures;
  }
  get goingBack(): boolean {
    return this.#phases.get(this.#rootId) === 'back';
  }
  /** This operation's events, in the order in which they came. */
  get events(): readonly StackEvent[] {
    const from = this.#operation?.startedAt ?? 0;
    return this.#events.filter((event) => event.at >= from);
  }
  isDone(path: readonly string[], logicalId: string): boolean {
    return this.#done.has(keyOf(path, logicalId));
  }

  #recordRoot(event: StackEvent): void {
    const kind = operationBegunBy(event, this.#status);
    this.#status = event.status as StackStatus;
    this.#reason = event.reason;
    if (kind === undefined) this.#enter(event);
    else this.#begin({ kind, startedAt: event.at });
  }

  #begin(operation: WatchedOperation): void {
    this.#operation = operation;
    this.#phases = new Map();
    this.#known = new Set(this.#expected);
    this.#done = new Set();
    this.#active = new Map();
    this.#finished = new Map();
    this.#failures = [];
    // A nested stack's events may have been read before the root's: those of this operation count.
    for (const event of this.#events)
      if (event.stackId !== this.#rootId && event.at >= operation.startedAt) this.#recordInside(event);
  }

  #enter(event: StackEvent): void {
    const before = this.#phases.get(event.stackId) ?? 'forward';
    const automaticDelete = event.status === 'DELETE_IN_PROGRESS' && this.#operation?.kind !== 'delete';
    this.#phases.set(event.stackId, automaticDelete ? 'back' : phaseOf(event.status, before));
  }

  #recordInside(event: StackEvent): void {
    if (this.#operation !== undefined && event.at < this.#operation.startedAt) return;
    if (isOwnEvent(event)) return this.#enterNested(event);
    const key = keyOf(event.path, event.logicalId);
    this.#known.add(key);
    if (resourceInProgress(event.status)) this.#start(key, event);
    else this.#end(key, event);
  }

  #enterNested(event: StackEvent): void {
    if (event.status === 'DELETE_IN_PROGRESS') return;
    this.#phases.set(event.stackId, phaseOf(event.status, this.#phases.get(event.stackId) ?? 'forward'));
  }

  #start(key: string, event: StackEvent): void {
    if (this.#active.has(key)) return;
    this.#active.set(key, {
      path: event.path,
      stack: event.stackName,
      logicalId: event.logicalId,
      type: event.resourceType,
      since: event.at,
    });
  }

  #end(key: string, event: StackEvent): void {
    const begun = this.#active.get(key);
    this.#active.delete(key);
    if (resourceFailed(event.status)) {
      this.#failures.push(event);
      return;
    }
    const phase = this.#phases.get(event.stackId) ?? 'forward';
    // Where going back is what was asked for, each step back is a step done.
    if (phase === 'back' && this.#operation?.kind !== 'rollback') this.#done.delete(key);
    else {
      this.#done.add(key);
      if (phase === 'forward' && begun !== undefined) this.#finished.set(key, { ...begun, at: event.at });
    }
  }
}
