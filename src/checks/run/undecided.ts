import type { Verdict } from '../../core/check.ts';

/** A judge that finds out on its way that it cannot tell. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
  readonly verdict: Verdict;

  constructor(verdict: Verdict) {
    super(verdict.message);
    this.verdict = verdict;
  }
}
