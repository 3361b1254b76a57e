import { toleratedReadings, type Freshness } from '../events/freshness.ts';

/** Counts the readings in a row that show a terminal status while the events say that the stack is at work, or nothing. */
export class EndReadings {
  #fresh = 0;
  #doubtful = 0;

  /** The stack was seen at work. */
  reset(): void {
    this.#fresh = 0;
    this.#doubtful = 0;
  }

  /** True where the next fresh reading decides. */
  get oneLeft(): boolean {
    return this.#fresh > 0;
  }

  /** Counts a reading that contradicts the events. @returns true while that decides nothing */
  tolerate(): boolean {
    return ++this.#doubtful <= toleratedReadings;
  }

  /**
   * Counts a reading, and tells whether the operation is to be taken for ended. A fresh one has to come twice, so that
   * events which were a moment late are not lost; a doubtful one never outweighs events that can be read.
   */
  decide(freshness: Freshness, eventsReadable: boolean): boolean {
    if (freshness === 'fresh') return ++this.#fresh >= 2;
    this.#fresh = 0;
    return !this.tolerate() && !eventsReadable;
  }
}
