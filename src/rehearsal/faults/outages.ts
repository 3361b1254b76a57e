import { healthyApi, type Faults } from './faults.ts';
import type { KeyRing } from '../account/credentials.ts';
import { StaleReads } from './stale.ts';

/** A small generator, so that a run with faults can be repeated from its seed. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Calls that set a stack operation going; faults with a time count from the first that succeeds. */
const startingCalls = new Set(['CreateStack', 'UpdateStack', 'ExecuteChangeSet', 'DeleteStack']);

/** The API's own troubles, as time and chance bring them. */
export class Outages {
  #faults: Faults;
  readonly #keys: KeyRing;
  readonly #now: () => number;
  readonly #random: () => number;
  /** CloudFormation's reads, which now and then lag behind. */
  readonly reads: StaleReads;
  #operationBegan: number | undefined;
  #hasExpired = false;

  constructor(faults: Faults, keys: KeyRing, now: () => number, seed: number) {
    this.#faults = faults;
    this.#keys = keys;
    this.#now = now;
    this.#random = seeded(seed);
    this.reads = new StaleReads(() => this.#faults.stale, this.#random, now);
  }

  #sinceOperation(): number {
    return this.#operationBegan === undefined ? -1 : this.#now() - this.#operationBegan;
  }

  /** From now on the API is well; a key that has expired stays so. */
  endFaults(): void {
    this.#faults = { ...this.#faults, ...healthyApi };
  }

  /** Notes when the first stack operation began. */
  succeeded(serviceId: string, operation: string): void {
    if (serviceId === 'cloudformation' && startingCalls.has(operation)) this.#operationBegan ??= this.#now();
  }

  /** Ends the session when its time has come; once only, a renewed one is good. */
  tick(): void {
    const { expiryAfter } = this.#faults;
    if (expiryAfter === undefined || this.#hasExpired || this.#sinceOperation() < expiryAfter) return;
    this.#hasExpired = true;
    this.#keys.expire();
  }

  throttles(): boolean {
    return this.#faults.throttling > 0 && this.#random() < this.#faults.throttling;
  }

  /** True while no connection holds. */
  disconnected(): boolean {
    return this.#within(this.#faults.disconnect);
  }

  /** True while requests are taken and not answered. */
  stalled(): boolean {
    return this.#within(this.#faults.stall);
  }

  /** True for an answer that ends on its way. */
  cuts(): boolean {
    return this.#faults.cut > 0 && this.#random() < this.#faults.cut;
  }

  #within(outage: Faults['disconnect']): boolean {
    const since = this.#sinceOperation();
    return outage !== undefined && since >= outage.after && since < outage.after + outage.lasting;
  }
}
