import { isInstallError } from '../../core/errors.ts';
import type { Event } from '../../core/events.ts';
import { inProgress, succeededStatus, updateCleanup } from '../../core/stack-status.ts';
import type { Stack, StackEvent, StackOutcome } from '../../core/stack.ts';
import { notStartedCode } from '../errors.ts';
import { OperationHistory } from '../events/history.ts';
import { Poller } from '../events/poller.ts';
import type { ProgressView } from '../events/progress.ts';
import { WatchClock } from './clock.ts';
import { conclude } from './conclude.ts';
import { EndDetector, type OperationEnd } from './end-detector.ts';
import { EventSource } from './event-source.ts';
import { abandoned, HeartbeatTimer } from './heartbeat-timer.ts';
import { heartbeat, stackLine } from './lines.ts';
import { Pace } from './pace.ts';
import { ReadTrouble } from './read-trouble.ts';
import type { LeavingReason, WatchPorts, WatchRequest } from './request.ts';

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
  #signal: AbortSignal;
  readonly #timer: HeartbeatTimer;
  readonly #source: EventSource;
  readonly #detector: EndDetector;
  #left = false;
  #cleanupReported = false;

  constructor(request: WatchRequest, ports: WatchPorts) {
    this.#request = request;
    this.#ports = ports;
    this.#history = new OperationHistory(request.stackId, request.expected);
    this.#poller = new Poller(ports.stacks, request.stackId, request.after);
    this.#source = new EventSource(this.#poller);
    this.#detector = new EndDetector(
      { request, history: this.#history, poller: this.#poller, source: this.#source },
      ports,
    );
    this.#time = new WatchClock(ports.clock);
    this.#signal = ports.signal;
    this.#timer = new HeartbeatTimer(
      ports.clock,
      (askedAt) => this.#emitHeartbeat(askedAt),
      request.maxWaitMs,
    );
  }

  async run(): Promise<StackOutcome> {
    for (;;) {
      const left = await this.#leaving();
      if (left !== undefined) return this.#leave(left);
      const wait = await this.#attempt();
      if (typeof wait !== 'number') return wait;
      this.#timer.beatIfDue();
      await this.#timer.sleep(wait, this.#signal);
    }
  }

  async #leaving(): Promise<LeavingReason | undefined> {
    const { onInterrupt } = this.#request;
    if (this.#timer.isPastDeadline) return 'max-wait';
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
      ? this.#conclude({ status })
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
      const outcome = await this.#timer.waitFor(this.#round());
      if (outcome === abandoned) return 0;
      if (this.#trouble.clear()) this.#timer.makeDue();
      return outcome ?? this.#wait();
    } catch (error) {
      if (this.#signal.aborted) return 0;
      if (isInstallError(error, notStartedCode)) throw error;
      return this.#handleFault(error);
    }
  }

  #wait(): number {
    const calls = this.#poller.takeCalls();
    return this.#pace.after({ calls, nested: calls > 1 });
  }

  async #handleFault(error: unknown): Promise<number | StackOutcome> {
    if (this.#trouble.add(error, this.#ports.clock.now())) this.#timer.makeDue();
    this.#timer.beatIfDue();
    const remedy = await this.#trouble.remedy(this.#request, this.#ports.reloadCredentials);
    if ('leave' in remedy) return this.#running(remedy.leave);
    return remedy.again === 'at once' ? 1_000 : this.#pace.afterFault();
  }

  /** Poll, record, and conclude where the operation has ended. */
  async #round(): Promise<StackOutcome | undefined> {
    const events = await this.#source.poll();
    for (const [index, event] of events.entries()) {
      this.#record(event, index === events.length - 1);
      await this.#ports.caughtUp?.(this.#signal);
    }
    const end = await this.#detector.find();
    if (end === 'unclear') return this.#running('unclear');
    return end === undefined ? undefined : this.#conclude(end);
  }

  /** @param newest the estimate is told with the last of a batch only: a replay of thousands need not reckon it each time. */
  #record(event: StackEvent, newest = true): void {
    this.#time.add(event.at);
    if (this.#left || !this.#history.record(event)) return;
    this.#request.onEvent?.(event);
    this.#emit(stackLine(event, { ...this.#view(), estimated: newest }));
    if (this.#cleanupReported || this.#history.status !== updateCleanup) return;
    this.#cleanupReported = true;
    const message = 'The update has succeeded; CloudFormation now removes what it replaced.';
    this.#emit({ type: 'note', level: 'good', message });
  }

  #conclude({ status, stack }: OperationEnd): Promise<StackOutcome> {
    this.#timer.removeDeadline();
    const ending = {
      request: this.#request,
      history: this.#history,
      poller: this.#poller,
      record: (event: StackEvent) => this.#record(event),
      now: () => this.#time.now(),
      freshness: (described: Stack) => this.#detector.freshness(described),
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
