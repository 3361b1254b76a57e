/** Between rounds while all is well, milliseconds: a finished stack is noticed within 3 s, at 26 calls a minute. */
const usual = 2_500;
const slowest = 30_000;

/** How long to wait between rounds, so that a minute holds at most 30 calls, 60 with nested stacks. */
export class Pace {
  #wait = usual;

  /**
   * After a round that worked, milliseconds.
   * @param calls made in this round; @param nested true if some were for nested stacks.
   */
  after(round: { readonly calls: number; readonly nested: boolean }): number {
    this.#wait = usual;
    // The stack itself is described twice a minute beside that.
    const affordable = round.calls * (round.nested ? 1_100 : 2_200);
    return Math.min(Math.max(usual, affordable), 6_600);
  }

  /** After a round that failed: ever longer, so as not to add to what throttles us. */
  afterFault(): number {
    this.#wait = Math.min(this.#wait * 2, slowest);
    return this.#wait;
  }
}
