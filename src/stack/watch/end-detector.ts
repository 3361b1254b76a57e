import type { Ports } from '../../core/ports.ts';
import { conditionOf, inProgress, type StackStatus } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { notStarted } from '../errors.ts';
import { freshnessOf, type Freshness } from '../events/freshness.ts';
import type { OperationHistory } from '../events/history.ts';
import type { Poller } from '../events/poller.ts';
import { EndReadings } from './end-readings.ts';
import type { EventSource } from './event-source.ts';
import type { WatchRequest } from './request.ts';

/** How often DescribeStacks checks what the events say, milliseconds. */
const describeEveryMs = 30_000;
/** How long an operation that was begun may show no sign of it, milliseconds. */
const signWithinMs = 300_000;

/** The operation has ended. */
export interface OperationEnd {
  readonly status: StackStatus;
  /** As described a moment ago, in that status, if it was. */
  readonly stack?: Stack;
}

export interface EndDetectorParts {
  readonly request: Pick<WatchRequest, 'stackId' | 'stackName' | 'begun' | 'intent'>;
  readonly history: OperationHistory;
  readonly poller: Pick<Poller, 'before'>;
  readonly source: EventSource;
}

/** Tells whether an operation has ended: by its events, and by DescribeStacks where they do not say. */
export class EndDetector {
  readonly #parts: EndDetectorParts;
  readonly #ports: Pick<Ports, 'stacks' | 'clock'>;
  readonly #readings = new EndReadings();
  readonly #startedAt: number;
  #describedAt = -Infinity;

  constructor(parts: EndDetectorParts, ports: Pick<Ports, 'stacks' | 'clock'>) {
    this.#parts = parts;
    this.#ports = ports;
    this.#startedAt = ports.clock.now();
  }

  /**
   * @returns undefined while it goes on, `unclear` where nothing is known that could be told as its end.
   * @throws InstallError `operation-not-started` for an empty stack on which nothing was begun
   */
  async find(): Promise<OperationEnd | 'unclear' | undefined> {
    const { status } = this.#parts.history;
    const ended = this.#unseen || status === undefined || inProgress(status) ? undefined : status;
    if (ended === undefined) return this.#describeIfDue();
    return this.#isFinal() ? { status: ended } : this.#confirm(ended);
  }

  /** Whether a description in a terminal status is of this operation or of the time before it. */
  freshness(stack: Stack | undefined): Freshness {
    const { history, request, poller } = this.#parts;
    const { operation } = history;
    return freshnessOf(stack, {
      kind: operation?.kind ?? request.intent,
      before: poller.before,
      startedAt: operation?.startedAt,
    });
  }

  /** No event of the operation has been met. */
  get #unseen(): boolean {
    return this.#parts.history.operation === undefined;
  }

  get #begun(): boolean {
    return this.#parts.request.begun === true;
  }

  /** The end of an operation that was begun here, or seen at work, is final whatever else is read. */
  #isFinal(): boolean {
    return this.#begun || this.#parts.source.roundsWithEvents > 1;
  }

  /** An end that was met at once may be that of the operation before: then the stack is busy with a newer one. */
  async #confirm(status: StackStatus): Promise<OperationEnd | undefined> {
    const stack = await this.#ports.stacks.describe(this.#parts.request.stackId);
    const busy = stack !== undefined && inProgress(stack.status);
    if (busy && this.#readings.tolerate()) return undefined;
    return { status, stack: stack?.status === status ? stack : undefined };
  }

  async #describeIfDue(): Promise<OperationEnd | 'unclear' | undefined> {
    const now = this.#ports.clock.now();
    const needed = !this.#parts.source.readable || this.#unseen;
    if (!needed && now - this.#describedAt < describeEveryMs) return undefined;
    this.#describedAt = now;
    const stack = await this.#ports.stacks.describe(this.#parts.request.stackId);
    const condition = conditionOf(stack?.status);
    if (condition === 'empty') return this.#inReview();
    if (condition !== 'busy') return this.#inTerminalStatus(stack);
    this.#readings.reset();
    return undefined;
  }

  /** A terminal status that the events did not tell: a stale reading, or events that never came. */
  #inTerminalStatus(stack: Stack | undefined): OperationEnd | 'unclear' | undefined {
    const eventsReadable = this.#parts.source.readable && (this.#begun || !this.#unseen);
    if (this.#readings.decide(this.freshness(stack), eventsReadable))
      return { status: stack?.status ?? 'DELETE_COMPLETE', stack };
    // Once more at once, so that events which were a moment late are not lost.
    if (this.#readings.oneLeft) this.#describedAt = -Infinity;
    const silent = this.#begun && this.#unseen && !this.#parts.source.denied;
    return silent && !this.#withinSignTime() ? 'unclear' : undefined;
  }

  #withinSignTime(): boolean {
    return this.#ports.clock.now() - this.#startedAt < signWithinMs;
  }

  #inReview(): undefined {
    if (!this.#unseen || (this.#begun && this.#withinSignTime())) return;
    throw notStarted(this.#parts.request.stackName);
  }
}
