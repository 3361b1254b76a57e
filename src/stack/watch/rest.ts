import { borne, type Reading } from '../events/reading.ts';

/** Counts the readings in a row that show a stack at rest while its events say that it is at work, or nothing. */
export class Rest {
  #fresh = 0;
  #doubtful = 0;

  /** The stack was seen at work. */
  clear(): void {
    this.#fresh = 0;
    this.#doubtful = 0;
  }

  /** True once a single more reading may decide. */
  get nearly(): boolean {
    return this.#fresh > 0;
  }

  /** @returns true while one more reading that contradicts is to be borne; it is counted. */
  bears(): boolean {
    return ++this.#doubtful <= borne;
  }

  /**
   * Whether the operation is to be taken for ended. A fresh reading is looked at twice, so that events which were a
   * moment late are not lost; a doubtful one never outweighs events that can be read.
   */
  decides(reading: Reading, eventsTold: boolean): boolean {
    if (reading === 'fresh') return ++this.#fresh >= 2;
    this.#fresh = 0;
    return !this.bears() && !eventsTold;
  }
}
