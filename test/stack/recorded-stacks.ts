import type { Stacks } from '../../src/core/ports.ts';
import type { StackStatus } from '../../src/core/stack-status.ts';
import type { Stack, StackEvent } from '../../src/core/stack.ts';
import { isOwnEvent, newestStart } from '../../src/stack/events/operation.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A stack with nothing set but what is given. */
export const stackWith = (fields: Partial<Stack> & Pick<Stack, 'id' | 'status'>): Stack => ({
  name: fields.id.split('/')[1] ?? '',
  parameters: new Map(),
  outputs: new Map(),
  exports: [],
  tags: new Map(),
  notificationArns: [],
  capabilities: [],
  terminationProtection: false,
  createdAt: 0,
  lastOperations: [],
  ...fields,
});

/** Any method that a test did not give is an error: nothing is answered by accident. */
export const onlyThese = (methods: Partial<Stacks>): Stacks =>
  new Proxy(methods, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as unknown;
      if (method === undefined && typeof name === 'string')
        throw new Error(`unexpected call of stacks.${name}`);
      return method;
    },
  }) as Stacks;

/**
 * Recorded streams told by the clock, newest first and paged, as DescribeStackEvents tells them; DescribeStacks
 * answers with the newest status of the stack's own.
 */
export class RecordedStacks {
  calls = 0;
  readonly #streams: ReadonlyMap<string, readonly StackEvent[]>;
  readonly #clock: VirtualClock;
  readonly pageSize: number;
  outputs: ReadonlyMap<string, string> = new Map([['QuiltWebHost', 'quilt.example.com']]);

  constructor(streams: readonly (readonly StackEvent[])[], clock: VirtualClock, pageSize = 100) {
    this.#streams = new Map(streams.map((events) => [events[0]?.stackId ?? '', events]));
    this.#clock = clock;
    this.pageSize = pageSize;
  }

  #told(stackId: string): readonly StackEvent[] {
    const events = this.#streams.get(stackId);
    if (events === undefined) throw new Error(`Stack [${stackId}] does not exist`);
    return events.filter(({ at }) => at <= this.#clock.now());
  }

  /** As DescribeStacks shows it. @param told how many of the stack's own events have come; all that are due, by default. */
  described(id: string, told = Infinity): Stack | undefined {
    const own = this.#told(id).filter(isOwnEvent).slice(0, told);
    const last = own.at(-1);
    if (last === undefined) return undefined;
    const begun = own[newestStart(own)]?.at;
    const status = last.status as StackStatus;
    return stackWith({
      id,
      status,
      outputs: this.outputs,
      createdAt: own[0]?.at ?? 0,
      ...(begun === undefined
        ? {}
        : status.startsWith('DELETE_')
          ? { deletedAt: begun }
          : { updatedAt: begun }),
    });
  }

  /** What the port answers; tests replace single methods. */
  port(over: Partial<Stacks> = {}): Stacks {
    return onlyThese({
      events: (stackId, token) => {
        this.calls++;
        const newest = [...this.#told(stackId)].reverse();
        const from = token === undefined ? 0 : Number(token);
        const events = newest.slice(from, from + this.pageSize).map((event) => ({ ...event, path: [] }));
        const more = from + this.pageSize < newest.length;
        return Promise.resolve({ events, ...(more ? { nextToken: String(from + this.pageSize) } : {}) });
      },
      describe: (id) => {
        this.calls++;
        return Promise.resolve(this.described(id));
      },
      findings: () => Promise.resolve([]),
      ...over,
    });
  }
}
