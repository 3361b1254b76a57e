/** Quickest and slowest rounds while all is well: a finished stack is noticed within 5 s, milliseconds. */
const quick = 2_500;
const calm = 4_500;
const slowest = 30_000;

/** How long to wait between rounds, so that a minute holds at most 30 calls, 60 with nested stacks. */
export class Pace {
  #wait = quick;

  /**
   * After a round that worked, milliseconds.
   * @param calls made in this round; @param nested true if some were for nested stacks.
   */
  after(round: { readonly news: boolean; readonly calls: number; readonly nested: boolean }): number {
    this.#wait = round.news ? quick : Math.min(Math.max(this.#wait, quick) * 1.3, calm);
    const affordable = round.calls * (round.nested ? 1_000 : 2_000);
    return Math.min(Math.max(this.#wait, affordable), 6_000);
  }

  /** After a round that failed: ever longer, so as not to add to what throttles us. */
  afterFault(): number {
    this.#wait = Math.min(Math.max(this.#wait, quick) * 2, slowest);
    return this.#wait;
  }
}
