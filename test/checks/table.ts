import { describe, expect, it } from 'vitest';
import type { Check, Verdict } from '../../src/core/check.ts';
import { verdictOf, type Situation } from './facts.ts';

export type CheckRow = readonly [
  name: string,
  situation: Situation,
  status: Verdict['status'],
  /** What message and fix together must say. */
  says?: RegExp,
];

/** A check over a table of situations; every failure must carry evidence and a remedy, whole and readable. */
export const judgeTable = (check: Check, rows: readonly CheckRow[]): void => {
  describe(check.id, () => {
    for (const [name, situation, status, says] of rows)
      it(name, async () => {
        const verdict = await verdictOf(check, situation);
        const text = `${verdict.message ?? ''} | ${verdict.fix ?? ''}`;
        expect(verdict.status, text).toBe(status);
        if (says !== undefined) expect(text).toMatch(says);
        expect(text).not.toMatch(/undefined|\[object|NaN|null/);
        expect(verdict.message ?? '').not.toBe('');
        if (['fail', 'warn', 'unknown'].includes(status)) expect(verdict.fix ?? '').not.toBe('');
      });
  });
};
