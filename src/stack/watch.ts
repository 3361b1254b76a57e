import type { Ports } from '../core/ports.ts';
import {
  conditionOf,
  inProgress,
  type RootCause,
  type Stack,
  type StackEvent,
  type StackOutcome,
  type StackStatus,
} from '../core/stack.ts';
import { exitCodes, InstallError } from '../core/errors.ts';
import { saysGone } from './aws-words.ts';
import type { OperationGraph } from './eta.ts';
import { History, type Expected } from './history.ts';
import { heartbeat, stackLine, type View } from './lines.ts';
import type { OperationKind } from './operation.ts';
import { Pace } from './pace.ts';
import { Poller } from './poller.ts';
import { settle } from './settle.ts';
import { troubleLine, troubleOf, type Trouble } from './trouble.ts';
import { WatchClock } from './watch-clock.ts';

export interface WatchRequest {
  readonly stackId: string;
  readonly stackName: string;
  /** The command that picks the watching up again. */
  readonly resume: string;
  /** Id of the newest event before the operation, where this run began it (`Started.after`). */
  readonly after?: string;
  /** True where this run began the operation: a status at rest read too soon is then a stale one. */
  readonly begun?: boolean;
  /** What a success is; the operation that is found, unless told. */
  readonly intent?: OperationKind;
  readonly expected?: readonly Expected[];
  readonly graph?: OperationGraph;
  readonly maxWaitMs?: number;
  /** The cause in words for this product; the bare reason otherwise. */
  readonly explain?: (cause: RootCause) => RootCause;
  /** Asked on Ctrl-C; the answer is the signal to watch on with. Absent: watching ends. */
  readonly onInterrupt?: () => Promise<AbortSignal | 'leave'>;
  /** Asked when re-reading the credentials did not help. Absent: watching ends. */
  readonly onExpired?: () => Promise<'retry' | 'leave'>;
}

export type WatchPorts = Pick<Ports, 'stacks' | 'clock' | 'emit' | 'signal'> & {
  readonly reloadCredentials?: () => Promise<void>;
};

/** Why watching ended before the operation did. */
export type LeavingReason = 'interrupted' | 'detached' | 'max-wait' | 'credentials' | 'denied' | 'unclear';

/** A heartbeat is due at least this often, milliseconds; the contract promises 30 s. */
const heartbeatEvery = 20_000;
/** How often DescribeStacks checks what the events say, milliseconds. */
const describeEvery = 30_000;
/** How long a status from before our own operation may still be read, milliseconds. */
const staleFor = 30_000;
/** How long a stack may stay in REVIEW_IN_PROGRESS after its change set was executed, milliseconds. */
const reviewFor = 300_000;
/** Rounds that failed for no known reason before watching is given up. */
const unclearRounds = 20;

/** Follows one operation to its true end; its monitoring may fail, which never says anything about the stack. */
export async function watchOperation(request: WatchRequest, ports: WatchPorts): Promise<StackOutcome> {
  return new Watch(request, ports).run();
}

class Watch {
  readonly #request: WatchRequest;
  readonly #ports: WatchPorts;
  readonly #history: History;
  readonly #poller: Poller;
  readonly #pace = new Pace();
  readonly #time: WatchClock;
  readonly #startedAt: number;
  #signal: AbortSignal;
  #beatAt = -Infinity;
  #describedAt = -Infinity;
  #restReads = 0;
  #trouble: { readonly kind: Trouble; readonly since: number; readonly rounds: number } | undefined;
  #eventsDenied = false;
  #reloaded = false;
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
      if (left !== undefined) return this.#running(left);
      const wait = await this.#attempt();
      if (typeof wait !== 'number') return wait;
      this.#beat();
      await this.#ports.clock.sleep(wait, this.#signal);
    }
  }

  /** One round: how long to wait after it, or the outcome. */
  async #attempt(): Promise<number | StackOutcome> {
    try {
      const outcome = await this.#round();
      this.#clear();
      return outcome ?? this.#wait();
    } catch (error) {
      if (this.#signal.aborted) return 0;
      if (error instanceof InstallError && ownCodes.includes(error.code)) throw error;
      return this.#stumble(error);
    }
  }

  #news = false;
  async #round(): Promise<StackOutcome | undefined> {
    const events = await this.#events();
    this.#news = events.length > 0;
    for (const event of events) this.#tell(event);
    const status = this.#history.status;
    const ended = this.#history.operation !== undefined && status !== undefined && !inProgress(status);
    if (ended && conditionOf(status) !== 'shell') return this.#settle(status);
    return this.#describeIfDue();
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

  #tell(event: StackEvent): void {
    this.#time.saw(event.at);
    if (!this.#history.record(event)) return;
    this.#ports.emit(stackLine(event, this.#view()));
    if (this.#history.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' && !this.#cleanupTold) {
      this.#cleanupTold = true;
      this.#ports.emit({
        type: 'note',
        level: 'good',
        message: 'The update has succeeded; CloudFormation now removes what it replaced.',
      });
    }
  }

  async #describeIfDue(): Promise<StackOutcome | undefined> {
    const now = this.#ports.clock.now();
    const blind = this.#eventsDenied || this.#history.operation === undefined;
    if (!blind && now - this.#describedAt < describeEvery) return undefined;
    this.#describedAt = now;
    const stack = await this.#ports.stacks.describe(this.#request.stackId);
    const status = stack?.status ?? 'DELETE_COMPLETE';
    if (conditionOf(status) === 'shell') return this.#inReview(now);
    return inProgress(status) ? this.#stillBusy() : this.#atRest(status, stack, now);
  }

  #stillBusy(): undefined {
    this.#restReads = 0;
  }

  /** The stack is at rest although its events did not say so: a stale reading, or events that were never told. */
  #atRest(status: StackStatus, stack: Stack | undefined, now: number): Promise<StackOutcome> | undefined {
    const stale =
      this.#request.begun === true && this.#history.operation === undefined && !this.#eventsDenied;
    if (stale && now - this.#startedAt < staleFor) return undefined;
    this.#restReads++;
    // Once more, so that events which were a moment late are not lost.
    if (this.#restReads < 2) this.#describedAt = -Infinity;
    return this.#restReads < 2 ? undefined : this.#settle(status, stack);
  }

  #inReview(now: number): undefined {
    if (this.#request.begun === true && now - this.#startedAt < reviewFor) return;
    throw new InstallError({
      code: 'operation-not-started',
      message: `Stack ${this.#request.stackName} is an empty shell (REVIEW_IN_PROGRESS): no operation has begun on it.`,
      hint: 'Run quilt-install install again to make a plan and execute it, or quilt-install recover to remove the shell.',
      exitCode: exitCodes.needsPerson,
    });
  }

  #settle(status: StackStatus, stack?: Stack): Promise<StackOutcome> {
    return settle(
      {
        request: this.#request,
        history: this.#history,
        poller: this.#poller,
        tell: (e) => this.#tell(e),
        now: () => this.#time.now(),
        status,
        ...(stack === undefined ? {} : { stack }),
      },
      this.#ports,
    );
  }

  #wait(): number {
    const calls = this.#poller.takeCalls();
    return this.#pace.after({ news: this.#news, calls, nested: calls > 1 });
  }

  #clear(): void {
    if (this.#trouble === undefined) return;
    this.#trouble = undefined;
    this.#reloaded = false;
    this.#beatAt = -Infinity;
  }

  async #stumble(error: unknown): Promise<number | StackOutcome> {
    const kind = troubleOf(error);
    const now = this.#ports.clock.now();
    const same = this.#trouble?.kind === kind ? this.#trouble : undefined;
    if (same === undefined) this.#beatAt = -Infinity;
    this.#trouble = { kind, since: same?.since ?? now, rounds: (same?.rounds ?? 0) + 1 };
    this.#beat();
    if (kind === 'credentials') return this.#renew();
    if (kind === 'denied') return this.#running('denied');
    if (kind === 'unclear' && this.#trouble.rounds >= unclearRounds) return this.#running('unclear');
    return this.#pace.afterFault();
  }

  /** The chain is read anew, cached files included: a login in another window heals it. */
  async #renew(): Promise<number | StackOutcome> {
    await this.#ports.reloadCredentials?.().catch(() => undefined);
    if (!this.#reloaded) {
      this.#reloaded = true;
      return 0;
    }
    const answer = await this.#request.onExpired?.();
    return answer === 'retry' ? 1_000 : this.#running('credentials');
  }

  async #leaving(): Promise<LeavingReason | undefined> {
    const { maxWaitMs, onInterrupt } = this.#request;
    if (maxWaitMs !== undefined && this.#ports.clock.now() - this.#startedAt >= maxWaitMs) return 'max-wait';
    if (!this.#signal.aborted) return undefined;
    if (this.#signal.reason !== 'SIGINT') return 'detached';
    const answer = (await onInterrupt?.()) ?? 'leave';
    if (answer === 'leave') return 'interrupted';
    this.#signal = answer;
    return undefined;
  }

  #running(reason: LeavingReason): StackOutcome {
    return { kind: 'running', reason, resume: this.#request.resume };
  }

  #view(): View {
    return { history: this.#history, graph: this.#request.graph, now: this.#time.now() };
  }

  #beat(): void {
    const now = this.#ports.clock.now();
    if (now - this.#beatAt < heartbeatEvery) return;
    this.#beatAt = now;
    const trouble = this.#trouble;
    this.#ports.emit(
      heartbeat(
        this.#view(),
        trouble === undefined ? undefined : troubleLine(trouble.kind, (now - trouble.since) / 1_000),
      ),
    );
  }
}

/** Faults of ours that end the watching; everything else is a stumble. */
const ownCodes: readonly string[] = ['operation-not-started'];
