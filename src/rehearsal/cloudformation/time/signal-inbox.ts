import { Signal, type Story } from './story.ts';

export interface ResourceSignal {
  readonly uniqueId: string;
  readonly status: 'SUCCESS' | 'FAILURE';
  /** Of a wait condition's signal. */
  readonly reason?: string;
  readonly data?: string;
}

/** Signals that have come for one resource; the same id counts once. */
export class SignalInbox {
  readonly #come: ResourceSignal[] = [];
  readonly #seen = new Set<string>();
  #next = new Signal();

  put(signal: ResourceSignal): void {
    if (this.#seen.has(signal.uniqueId)) return;
    this.#seen.add(signal.uniqueId);
    this.#come.push(signal);
    this.#next.give();
  }

  *take(): Story<ResourceSignal> {
    for (;;) {
      const first = this.#come.shift();
      if (first !== undefined) return first;
      this.#next = new Signal();
      yield* this.#next.wait();
    }
  }
}

/** Where the signals of one resource are kept. */
export const inboxKey = (stackId: string, logicalId: string): string => `${stackId} ${logicalId}`;
