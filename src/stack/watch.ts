import { exitCodes, InstallError } from '../core/errors.ts';
import {
  conditionOf,
  inProgress,
  succeededStatus,
  type Stack,
  type StackEvent,
  type StackOutcome,
  type StackStatus,
} from '../core/stack.ts';
import { saysGone } from './aws-words.ts';
import { History } from './history.ts';
import { heartbeat, stackLine, type View } from './lines.ts';
import { Pace } from './pace.ts';
import { Poller } from './poller.ts';
import { settle } from './settle.ts';
import { Trouble, troubleOf } from './trouble.ts';
import { WatchClock } from './watch-clock.ts';
import type { LeavingReason, WatchPorts, WatchRequest } from './watch-request.ts';

/** A heartbeat is due at least this often, milliseconds; the contract promises 30 s. */
const heartbeatEvery = 20_000;
/** How often DescribeStacks checks what the events say, milliseconds. */
const describeEvery = 30_000;
/** How long a status from before our own operation may still be read, milliseconds. */
const staleFor = 30_000;
/** How long a stack may stay in REVIEW_IN_PROGRESS after its change set was executed, milliseconds. */
const reviewFor = 300_000;

/**
 * Follows one operation to its true end and emits `stack`, `heartbeat` and `settled`. Monitoring may fail; that never
 * says anything about the stack, so it ends as `running`.
 * @throws InstallError `operation-not-started` for an empty shell on which nothing was begun.
 */
export const watchOperation = (request: WatchRequest, ports: WatchPorts): Promise<StackOutcome> =>
  new Watch(request, ports).run();

class Watch {
  readonly #request: WatchRequest;
  readonly #ports: WatchPorts;
  readonly #history: History;
  readonly #poller: Poller;
  readonly #pace = new Pace();
  readonly #trouble = new Trouble();
  readonly #time: WatchClock;
  readonly #startedAt: number;
  #signal: AbortSignal;
  #beatAt = -Infinity;
  #describedAt = -Infinity;
  #restReads = 0;
  #news = false;
  #eventsDenied = false;
  #cleanupTold = false;

  constructor(request: WatchRequest, ports: WatchPorts) {
    this.#request = request;
    this.#ports = ports;
    this.#history = new History(request.stackId, request.expected);
    this.#poller = new Poller(ports.stacks, request.stackId, request.after);
    this.#time = new WatchClock(ports.clock);
    this.#startedAt = ports.clock.now();
    this.#signal = ports.signal;
  }

  async run(): Promise<StackOutcome> {
    for (;;) {
      const left = await this.#leaving();
      if (left !== undefined) return this.#leave(left);
      const wait = await this.#attempt();
      if (typeof wait !== 'number') return wait;
      this.#beat();
      await this.#ports.clock.sleep(wait, this.#signal);
    }
  }

  async #leaving(): Promise<LeavingReason | undefined> {
    const { maxWaitMs, onInterrupt } = this.#request;
    if (maxWaitMs !== undefined && this.#ports.clock.now() - this.#startedAt >= maxWaitMs) return 'max-wait';
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
      ? this.#settle(status)
      : this.#running(reason);
  }

  #running(reason: LeavingReason): StackOutcome {
    return { kind: 'running', reason, resume: this.#request.resume };
  }

  /** One round: how long to wait after it, or the outcome. */
  async #attempt(): Promise<number | StackOutcome> {
    try {
      const outcome = await this.#round();
      if (this.#trouble.clear()) this.#beatAt = -Infinity;
      return outcome ?? this.#wait();
    } catch (error) {
      if (this.#signal.aborted) return 0;
      if (error instanceof InstallError && error.code === notStartedCode) throw error;
      return this.#stumble(error);
    }
  }

  #wait(): number {
    const calls = this.#poller.takeCalls();
    return this.#pace.after({ news: this.#news, calls, nested: calls > 1 });
  }

  async #stumble(error: unknown): Promise<number | StackOutcome> {
    if (this.#trouble.met(error, this.#ports.clock.now())) this.#beatAt = -Infinity;
    this.#beat();
    const remedy = await this.#trouble.remedy(this.#request, this.#ports.reloadCredentials);
    if ('leave' in remedy) return this.#running(remedy.leave);
    return remedy.again === 'at once' ? 1_000 : this.#pace.afterFault();
  }

  async #round(): Promise<StackOutcome | undefined> {
    const events = await this.#events();
    this.#news = events.length > 0;
    for (const [index, event] of events.entries()) this.#tell(event, index === events.length - 1);
    const status = this.#history.status;
    const ended = this.#history.operation !== undefined && status !== undefined && !inProgress(status);
    return ended ? this.#settle(status) : this.#describeIfDue();
  }

  async #events(): Promise<readonly StackEvent[]> {
    if (this.#eventsDenied) return [];
    try {
      return await this.#poller.poll();
    } catch (error) {
      // Without leave to read events the stack's status alone still tells the end.
      if (troubleOf(error) === 'denied') this.#eventsDenied = true;
      else if (!saysGone(error)) throw error;
      this.#describedAt = -Infinity;
      return [];
    }
  }

  /** @param newest the estimate is told with the last of a batch only: a replay of thousands need not reckon it each time. */
  #tell(event: StackEvent, newest = true): void {
    this.#time.saw(event.at);
    if (!this.#history.record(event)) return;
    this.#request.onEvent?.(event);
    this.#ports.emit(stackLine(event, newest ? this.#view() : { ...this.#view(), graph: undefined }));
    if (this.#cleanupTold || this.#history.status !== 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') return;
    this.#cleanupTold = true;
    const message = 'The update has succeeded; CloudFormation now removes what it replaced.';
    this.#ports.emit({ type: 'note', level: 'good', message });
  }

  async #describeIfDue(): Promise<StackOutcome | undefined> {
    const now = this.#ports.clock.now();
    const blind = this.#eventsDenied || this.#history.operation === undefined;
    if (!blind && now - this.#describedAt < describeEvery) return undefined;
    this.#describedAt = now;
    const stack = await this.#ports.stacks.describe(this.#request.stackId);
    const status = stack?.status ?? 'DELETE_COMPLETE';
    const condition = conditionOf(status);
    if (condition === 'shell') return this.#inReview(now);
    if (condition !== 'busy') return this.#atRest(status, stack, now);
    this.#restReads = 0;
    return undefined;
  }

  /** The stack is at rest although its events did not say so: a stale reading, or events that were never told. */
  #atRest(status: StackStatus, stack: Stack | undefined, now: number): Promise<StackOutcome> | undefined {
    const heard = this.#history.status;
    const unheard = heard === undefined || conditionOf(heard) === 'shell';
    const stale = this.#request.begun === true && unheard && !this.#eventsDenied;
    if (stale && now - this.#startedAt < staleFor) return undefined;
    this.#restReads++;
    if (this.#restReads >= 2) return this.#settle(status, stack);
    // Once more, so that events which were a moment late are not lost.
    this.#describedAt = -Infinity;
    return undefined;
  }

  #inReview(now: number): undefined {
    if (this.#request.begun === true && now - this.#startedAt < reviewFor) return;
    throw notStarted(this.#request.stackName);
  }

  #settle(status: StackStatus, stack?: Stack): Promise<StackOutcome> {
    const settling = {
      request: this.#request,
      history: this.#history,
      poller: this.#poller,
      tell: (event: StackEvent) => this.#tell(event),
      now: () => this.#time.now(),
      status,
      ...(stack === undefined ? {} : { stack }),
    };
    return settle(settling, this.#ports);
  }

  #view(): View {
    return { history: this.#history, graph: this.#request.graph, now: this.#time.now() };
  }

  #beat(): void {
    const now = this.#ports.clock.now();
    if (now - this.#beatAt < heartbeatEvery) return;
    this.#beatAt = now;
    this.#ports.emit(heartbeat(this.#view(), this.#trouble.line(now)));
  }
}

const notStartedCode = 'operation-not-started';

const notStarted = (stackName: string): InstallError =>
  new InstallError({
    code: notStartedCode,
    message: `Stack ${stackName} is an empty shell (REVIEW_IN_PROGRESS): no operation has begun on it.`,
    hint: 'Run quilt-install install again to make a plan and execute it, or quilt-install recover to remove the shell.',
    exitCode: exitCodes.needsPerson,
  });
