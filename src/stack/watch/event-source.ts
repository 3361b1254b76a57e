import type { StackEvent } from '../../core/stack.ts';
import { saysGone } from '../aws-texts.ts';
import type { Poller } from '../events/poller.ts';
import { troubleOf } from './read-trouble.ts';

/** Reads new events as long as AWS gives any, and knows why it gives none. */
export class EventSource {
  readonly #poller: Poller;
  #access: 'readable' | 'gone' | 'denied' = 'readable';
  #roundsWithEvents = 0;

  constructor(poller: Poller) {
    this.#poller = poller;
  }

  get readable(): boolean {
    return this.#access === 'readable';
  }
  get denied(): boolean {
    return this.#access === 'denied';
  }
  /** What came in the first round may be the end of an older operation. */
  get roundsWithEvents(): number {
    return this.#roundsWithEvents;
  }

  /** New events; none where they may not be read (then the stack's status alone tells the end) or the stack is gone. */
  async poll(): Promise<readonly StackEvent[]> {
    if (this.denied) return [];
    try {
      const events = await this.#poller.poll();
      this.#access = 'readable';
      if (events.length > 0) this.#roundsWithEvents++;
      return events;
    } catch (error) {
      if (troubleOf(error) === 'denied') this.#access = 'denied';
      else if (saysGone(error)) this.#access = 'gone';
      else throw error;
      return [];
    }
  }
}
