import type { CallFault, CallHook, CallName } from '../../../src/rehearsal/faults/call-fault.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { Interrupts } from '../../../src/core/interrupts.ts';

type Moment = Parameters<CallHook>[0];

/** How a call can go wrong: as it arrives, and nothing was done; or after it was done. */
const breaks = {
  'reset before': ['arrived', 'hang up'],
  'reset after': ['done', 'hang up'],
  500: ['arrived', 'fail'],
  throttled: ['arrived', 'throttle'],
  expired: ['arrived', 'expire'],
  truncated: ['done', 'truncate'],
  'half an answer': ['done', 'stall'],
  'no answer': ['arrived', 'stall'],
} as const satisfies Readonly<Record<string, readonly [Moment, CallFault]>>;

type Break = keyof typeof breaks;
export const allBreaks = Object.keys(breaks) as readonly Break[];

/** Nobody would wait longer for a network that is gone, milliseconds; watching itself knows no limit unless it is given one. */
const outage = 900_000;

/** One attempt, which the SDK makes again by itself; one call; every call of its name, or from it on, for a quarter of an hour. */
type Reach = 'attempt' | 'once' | 'all of the name' | 'from then on';

export type Signal = Parameters<Interrupts['interrupt']>[0];

/** What is done to one run, and when: at its n-th call, counted from 1. */
export type Disturbance = { readonly nth: number; readonly name: string } & (
  { readonly how: Break; readonly reach: Reach } | { readonly signal: Signal; readonly moment: Moment }
);

export const described = (one: Disturbance): string =>
  'how' in one
    ? `${one.how}, ${one.reach}, at ${one.name} (call ${one.nth})`
    : `${one.signal} as ${one.name} (call ${one.nth}) ${one.moment === 'arrived' ? 'arrives' : 'is done'}`;

const nameOf = ({ service, operation }: CallName): string => `${service}:${operation}`;

/** The hook that does it, until `stop`. Calls are numbered as they arrive. */
export class Disturber {
  readonly #planned: Disturbance | undefined;
  readonly #interrupts: Interrupts;
  readonly #numbers = new WeakMap<CallName, number>();
  /** Names of the calls, in order. */
  readonly calls: string[] = [];
  #active = false;
  #clock: Pick<Clock, 'now'> | undefined;
  /** When the first fault struck. */
  #since: number | undefined;

  constructor(planned: Disturbance | undefined, interrupts: Interrupts) {
    this.#planned = planned;
    this.#interrupts = interrupts;
  }

  start(clock: Pick<Clock, 'now'>): void {
    this.#clock = clock;
    this.#active = true;
  }

  stop(): void {
    this.#active = false;
  }

  readonly hook: CallHook = (moment, call) => {
    if (!this.#active) return undefined;
    if (moment === 'arrived') this.#numbers.set(call, this.calls.push(nameOf(call)));
    const nth = this.#numbers.get(call) ?? 0;
    const planned = this.#planned;
    if (planned === undefined) return undefined;
    if ('how' in planned) return this.#fault(planned, moment, call, nth);
    if (nth === planned.nth && moment === planned.moment) this.#interrupts.interrupt(planned.signal);
    return undefined;
  };

  #fault(
    { how, reach, nth, name }: Extract<Disturbance, { how: Break }>,
    moment: Moment,
    call: CallName,
    number: number,
  ): CallFault | undefined {
    const [when, fault] = breaks[how];
    if (moment !== when) return undefined;
    const struck =
      reach === 'all of the name'
        ? nameOf(call) === name
        : reach === 'from then on'
          ? number >= nth
          : number === nth;
    return struck && !this.#isOver() ? fault : undefined;
  }

  #isOver(): boolean {
    const now = this.#clock?.now() ?? 0;
    this.#since ??= now;
    return now - this.#since >= outage;
  }
}
