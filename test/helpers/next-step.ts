import type { NextStep } from '../../src/core/next-step.ts';

/** All that a step says, its command included. */
export const wordsOf = (step: string | NextStep): string =>
  typeof step === 'string' ? step : `${step.say} ${step.run ?? ''}`;
