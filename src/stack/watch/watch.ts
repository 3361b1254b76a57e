import { isInstallError } from '../../core/errors.ts';
import type { Event } from '../../core/events.ts';
import { conditionOf, inProgress, succeededStatus, type StackStatus } from '../../core/stack-status.ts';
import type { Stack, StackEvent, StackOutcome } from '../../core/stack.ts';
import { saysGone } from '../aws-texts.ts';
import { abandoned } from '../beside.ts';
import { OperationHistory } from '../events/history.ts';
import { heartbeat, stackLine } from './lines.ts';
import type { ProgressView } from '../events/progress.ts';
import { notStarted, notStartedCode } from '../not-started.ts';
import { Pace } from './pace.ts';
import { Poller } from '../events/poller.ts';
import { Pulse } from '../pulse.ts';
import { readingOf, type Reading } from '../events/reading.ts';
import { Rest } from './rest.ts';
import { conclude } from './conclude.ts';
import { ReadTrouble, troubleOf } from './read-trouble.ts';
import { WatchClock } from './clock.ts';
import type { LeavingReason, WatchPorts, WatchRequest } from './request.ts';

/** How often DescribeStacks checks what the events say, milliseconds. */
const describeEvery = 30_000;
/** How long an operation that was begun may show no sign of it, milliseconds. */
const signFor = 300_000;

/**
 * Follows one operation to its true end and emits `stack`, `heartbeat` and `settled`. Monitoring may fail; that never
 * says anything about the stack, so it ends as `running`.
 * @throws InstallError `operation-not-started` for an empty stack on which nothing was begun.
 */
export const watchOperation = (request: WatchRequest, ports: WatchPorts): Promise<StackOutcome> =>
  new Watch(request, ports).run();

class Watch {
  readonly #request: WatchRequest;
  readonly #ports: WatchPorts;
  readonly #history: OperationHistory;
  readonly #poller: Poller;
  readonly #pace = new Pace();
  readonly #trouble = new ReadTrouble();
  readonly #time: WatchClock;
  readonly #startedAt: number;
  #signal: AbortSignal;
  readonly #pulse: Pulse;
  #describedAt = -Infinity;
  readonly #rest = new Rest();
  #hasNews = false;
  #left = false;
  #events: 'told' | 'gone' | 'denied' = 'told';
  /** Rounds that brought events: what came in the first may be the end of an older operation. */
  #tellings = 0;
  #cleanupReported = false;

  constructor(request: WatchRequest, ports: WatchPorts) {
    this.#request = request;
    this.#ports = ports;
    this.#history = new OperationHistory(request.stackId, request.expected);
    this.#poller = new Poller(ports.stacks, request.stackId, request.after);
    this.#time = new WatchClock(ports.clock);
    this.#startedAt = ports.clock.now();
    this.#signal = ports.signal;
    this.#pulse = new Pulse(ports.clock, (askedAt) => this.#emitHeartbeat(askedAt), request.maxWaitMs);
  }

  async run(): Promise<StackOutcome> {
    for (;;) {
      const left = await this.#leaving();
      if (left !== undefined) return this.#leave(left);
      const wait = await this.#attempt();
      if (typeof wait !== 'number') return wait;
      this.#pulse.beat();
      await this.#pulse.pause(wait, this.#signal);
    }
  }

  async #leaving(): Promise<LeavingReason | undefined> {
    const { onInterrupt } = this.#request;
    if (this.#pulse.late) return 'max-wait';
    if (!this.#signal.aborted) return undefined;
    if (this.#signal.reason !== 'SIGINT') return 'detached';
    const answer = (await onInterrupt?.(this.#history.status)) ?? 'leave';
    if (answer === 'leave') return 'interrupted';
    this.#signal = answer;
    return undefined;
  }

  /** Where only the removal of replaced resources is left, time that is up finds the update done. */
  #leave(reason: LeavingReason): StackOutcome | Promise<StackOutcome> {
    const status = this.#history.status;
    return reason === 'max-wait' && status !== undefined && inProgress(status) && succeededStatus(status)
      ? this.#conclude(status)
      : this.#running(reason);
  }

  #running(reason: LeavingReason): StackOutcome {
    this.#left = true;
    return { kind: 'running', reason, resume: this.#request.resume };
  }

  /** What an abandoned round still finds is nobody's any more. */
  #emit(event: Event): void {
    if (!this.#left) this.#ports.emit(event);
  }

  /** One round: how long to wait after it, or the outcome. */
  async #attempt(): Promise<number | StackOutcome> {
    try {
      const outcome = await this.#pulse.during(this.#round());
      if (outcome === abandoned) return 0;
      if (this.#trouble.clear()) this.#pulse.quicken();
      return outcome ?? this.#wait();
    } catch (error) {
      if (this.#signal.aborted) return 0;
      if (isInstallError(error, notStartedCode)) throw error;
      return this.#handleFault(error);
    }
  }

  #wait(): number {
    const calls = this.#poller.takeCalls();
    return this.#pace.after({ news: this.#hasNews, calls, nested: calls > 1 });
  }

  async #handleFault(error: unknown): Promise<number | StackOutcome> {
    if (this.#trouble.add(error, this.#ports.clock.now())) this.#pulse.quicken();
    this.#pulse.beat();
    const remedy = await this.#trouble.remedy(this.#request, this.#ports.reloadCredentials);
    if ('leave' in remedy) return this.#running(remedy.leave);
    return remedy.again === 'at once' ? 1_000 : this.#pace.afterFault();
  }

  async #round(): Promise<StackOutcome | undefined> {
    const events = await this.#poll();
    this.#hasNews = events.length > 0;
    if (this.#hasNews) this.#tellings++;
    for (const [index, event] of events.entries()) this.#record(event, index === events.length - 1);
    const status = this.#history.status;
    const ended = this.#history.operation !== undefined && status !== undefined && !inProgress(status);
    if (!ended) return this.#describeIfDue();
    return this.#isFinal() ? this.#conclude(status) : this.#confirmed(status);
  }

  /** The end of an operation that was begun here, or seen at work, is final whatever else is read. */
  #isFinal(): boolean {
    return this.#request.begun === true || this.#tellings > 1;
  }

  /** An end that was met at once may be that of the operation before: then the stack is busy with a newer one. */
  async #confirmed(status: StackStatus): Promise<StackOutcome | undefined> {
    const stack = await this.#ports.stacks.describe(this.#request.stackId);
    const busy = stack !== undefined && inProgress(stack.status);
    if (busy && this.#rest.bears()) return undefined;
    return this.#conclude(status, stack?.status === status ? stack : undefined);
  }

  async #poll(): Promise<readonly StackEvent[]> {
    if (this.#events === 'denied') return [];
    try {
      const events = await this.#poller.poll();
      this.#events = 'told';
      return events;
    } catch (error) {
      // Without leave to read events the stack's status alone still tells the end.
      if (troubleOf(error) === 'denied') this.#events = 'denied';
      else if (saysGone(error)) this.#events = 'gone';
      else throw error;
      this.#describedAt = -Infinity;
      return [];
    }
  }

  /** @param newest the estimate is told with the last of a batch only: a replay of thousands need not reckon it each time. */
  #record(event: StackEvent, newest = true): void {
    this.#time.add(event.at);
    if (this.#left || !this.#history.record(event)) return;
    this.#request.onEvent?.(event);
    this.#emit(stackLine(event, { ...this.#view(), estimated: newest }));
    if (this.#cleanupReported || this.#history.status !== 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') return;
    this.#cleanupReported = true;
    const message = 'The update has succeeded; CloudFormation now removes what it replaced.';
    this.#emit({ type: 'note', level: 'good', message });
  }

  async #describeIfDue(): Promise<StackOutcome | undefined> {
    const now = this.#ports.clock.now();
    const blind = this.#events !== 'told' || this.#history.operation === undefined;
    if (!blind && now - this.#describedAt < describeEvery) return undefined;
    this.#describedAt = now;
    const stack = await this.#ports.stacks.describe(this.#request.stackId);
    const condition = conditionOf(stack?.status);
    if (condition === 'empty') return this.#inReview();
    if (condition !== 'busy') return this.#atRest(stack);
    this.#rest.clear();
    return undefined;
  }

  #unheard(): boolean {
    return this.#history.operation === undefined;
  }

  #reading(stack: Stack | undefined): Reading {
    const { operation } = this.#history;
    const kind = operation?.kind ?? this.#request.intent;
    const { before } = this.#poller;
    return readingOf(stack, {
      kind,
      before,
      startedAt: operation === undefined ? undefined : operation.startedAt,
    });
  }

  /** The stack is at rest although its events did not say so: a stale reading, or events that were never told. */
  #atRest(stack: Stack | undefined): Promise<StackOutcome> | StackOutcome | undefined {
    const eventsTold = this.#events === 'told' && (this.#request.begun === true || !this.#unheard());
    if (this.#rest.decides(this.#reading(stack), eventsTold))
      return this.#conclude(stack?.status ?? 'DELETE_COMPLETE', stack);
    // Once more, so that events which were a moment late are not lost.
    if (!this.#rest.nearly) return this.#tooLong();
    this.#describedAt = -Infinity;
    return undefined;
  }

  /** Begun, and no sign of it in five minutes: nothing is known that could be told as its end. */
  #tooLong(): StackOutcome | undefined {
    const waited = this.#ports.clock.now() - this.#startedAt;
    return this.#request.begun === true && this.#unheard() && this.#events !== 'denied' && waited >= signFor
      ? this.#running('unclear')
      : undefined;
  }

  #inReview(): undefined {
    if (!this.#unheard()) return;
    if (this.#request.begun === true && this.#ports.clock.now() - this.#startedAt < signFor) return;
    throw notStarted(this.#request.stackName);
  }

  #conclude(status: StackStatus, stack?: Stack): Promise<StackOutcome> {
    this.#pulse.lift();
    const ending = {
      request: this.#request,
      history: this.#history,
      poller: this.#poller,
      record: (event: StackEvent) => this.#record(event),
      now: () => this.#time.now(),
      reading: (described: Stack) => this.#reading(described),
      status,
      stack,
    };
    const { stacks, clock } = this.#ports;
    return conclude(ending, { stacks, clock, signal: this.#signal, emit: (event) => this.#emit(event) });
  }

  #view(): ProgressView {
    return { history: this.#history, graph: this.#request.graph, now: this.#time.now() };
  }

  /** @param askedAt since when a round has been under way. */
  #emitHeartbeat(askedAt?: number): void {
    this.#emit(heartbeat(this.#view(), this.#trouble.line(this.#ports.clock.now(), askedAt)));
  }
}
