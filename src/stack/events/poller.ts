import { awsCodes, isInstallError } from '../../core/errors.ts';
import type { Ports } from '../../core/ports.ts';
import { resourceInProgress } from '../../core/stack-status.ts';
import type { StackEvent } from '../../core/stack.ts';
import { saysGone } from '../aws-texts.ts';
import { isNestedStack } from '../../template/index.ts';
import { isOwnEvent, newestStart } from './operation.ts';
import { toleratedReadings } from './freshness.ts';

/** A nested stack found in its parent's events. */
interface Nested {
  readonly id: string;
  readonly path: readonly string[];
}

/** Polls of nested stacks in one round, so that a minute of rounds stays within 30 calls for all of them. */
const nestedPerRound = 2;
/** Pages read in search of an operation's beginning: 100 events each, a stack of 500 resources emits fewer. */
const pageLimit = 200;

/**
 * Reads new events of one stack and all nested below it, oldest first within each stack. CloudFormation offers no
 * filter and answers newest first, so pages are turned until an event that was seen before.
 */
export class Poller {
  readonly #stacks: Ports['stacks'];
  readonly #rootId: string;
  readonly #seen = new Set<string>();
  readonly #nested = new Map<string, Nested>();
  /** Nested stacks to be read, next one first; `false` = ended by its parent's word, one reading left. */
  readonly #due = new Map<string, boolean>();
  /** Read, but not handed out because a later call of the round failed. */
  #unread: StackEvent[] = [];
  #since: number | undefined;
  /** Of the event before the operation, for as long as it has not been met. */
  #after: string | undefined;
  #before: number | undefined;
  #staleReadings = 0;
  #calls = 0;

  /** @param after id of the newest event before the operation, if this very run began it. */
  constructor(stacks: Ports['stacks'], rootId: string, after?: string) {
    this.#stacks = stacks;
    this.#rootId = rootId;
    this.#after = after;
    if (after !== undefined) this.#seen.add(after);
  }

  /** AWS's time of the newest event before the operation, once it has been met. */
  get before(): number | undefined {
    return this.#before;
  }

  /** Calls made since this was last asked. */
  takeCalls(): number {
    const calls = this.#calls;
    this.#calls = 0;
    return calls;
  }

  /** @param all also every nested stack, whether its turn has come or not: for the last round. */
  async poll(all = false): Promise<readonly StackEvent[]> {
    const root = await this.#rootEvents();
    this.#unread.push(...root);
    this.#follow(root, []);
    for (let left = all ? Infinity : nestedPerRound; left > 0; left--) {
      const nested = this.#next();
      if (nested === undefined) break;
      await this.#readNested(nested, all);
    }
    const events = this.#unread;
    this.#unread = [];
    return events;
  }

  async #rootEvents(): Promise<readonly StackEvent[]> {
    const first = (): boolean => this.#since === undefined && this.#seen.size === 0;
    const fresh = await this.#pages(this.#rootId, [], (events) => first() && beginningFound(events));
    if (this.#olderThanOperation(fresh)) return [];
    const start = first() ? newestStart(fresh) : 0;
    this.#mark(fresh);
    // A stale reading ends before what was seen, so that nothing marks where the older operations begin in it.
    const from = this.#before ?? this.#since ?? -Infinity;
    const events = fresh.slice(Math.max(start, 0)).filter(({ at }) => at >= from);
    if (this.#since === undefined && events[0] !== undefined) this.#since = events[0].at;
    return events;
  }

  /**
   * A reading that lacks the very event before the operation is a stale one: all it tells is of operations before.
   * Given up when it never comes, so that a watch does not stay blind.
   */
  #olderThanOperation(fresh: readonly StackEvent[]): boolean {
    if (this.#after === undefined || fresh.length === 0) return false;
    this.#staleReadings++;
    if (this.#staleReadings <= toleratedReadings) return true;
    this.#seen.delete(this.#after);
    this.#after = undefined;
    return false;
  }

  #mark(events: readonly StackEvent[]): void {
    for (const { id } of events) this.#seen.add(id);
  }

  /** A nested stack that may not be read, or is gone, hides its own events only. */
  async #readNested(nested: Nested, last: boolean): Promise<void> {
    const since = this.#since ?? 0;
    const busy = this.#due.get(nested.id) === true && !last;
    this.#due.delete(nested.id);
    try {
      const fresh = await this.#pages(nested.id, nested.path, (events) => (events[0]?.at ?? since) < since);
      this.#mark(fresh);
      const events = fresh.filter((event) => event.at >= since);
      this.#unread.push(...events);
      if (busy) this.#due.set(nested.id, true);
      this.#follow(events, nested.path);
    } catch (error) {
      if (isInstallError(error, awsCodes.denied) || saysGone(error)) return;
      this.#due.set(nested.id, busy);
      throw error;
    }
  }

  /** Everything unseen, oldest first; marked as seen by the caller, when all pages were read: a failed one costs nothing. */
  async #pages(
    stackId: string,
    path: readonly string[],
    enough: (events: readonly StackEvent[]) => boolean,
  ): Promise<readonly StackEvent[]> {
    let events: StackEvent[] = [];
    let token: string | undefined;
    for (let page = 0; page < pageLimit; page++) {
      this.#calls++;
      const answer = await this.#stacks.events(stackId, token);
      // Newest first: behind an event seen before, everything is older still.
      const known = answer.events.findIndex((event) => this.#seen.has(event.id));
      this.#meet(answer.events[known]);
      const fresh = known < 0 ? answer.events : answer.events.slice(0, known);
      events = [...fresh.map((event) => ({ ...event, path })).reverse(), ...events];
      token = answer.nextToken;
      if (token === undefined || known >= 0 || enough(events)) break;
    }
    return [...new Map(events.map((event) => [event.id, event])).values()];
  }

  #meet(event: StackEvent | undefined): void {
    if (event === undefined || event.id !== this.#after) return;
    this.#before = event.at;
    this.#after = undefined;
  }

  /** A nested stack is read once it has an ARN, and as long as its parent says it is at work. */
  #follow(events: readonly StackEvent[], path: readonly string[]): void {
    for (const event of events) {
      const id = event.physicalId;
      if (!isNestedStack(event.resourceType) || isOwnEvent(event) || !id.startsWith('arn:')) continue;
      this.#nested.set(id, { id, path: [...path, event.logicalId] });
      this.#due.set(id, resourceInProgress(event.status));
    }
  }

  #next(): Nested | undefined {
    const [id] = this.#due.keys();
    return id === undefined ? undefined : this.#nested.get(id);
  }
}

/** A beginning with an ended operation, or the stack's own creation, before it: nothing older can matter. */
const beginningFound = (events: readonly StackEvent[]): boolean => {
  const start = newestStart(events);
  return start >= 0 && events.slice(0, start).some((event) => isOwnEvent(event));
};
