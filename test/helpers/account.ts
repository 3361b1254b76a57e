import path from 'node:path';
import { startAccount, type RehearsalAccount, type RehearsalOptions } from '../../src/rehearsal/index.ts';

/** A rehearsed account as most tests want it: everything in place, no faults, at full speed. Whoever starts it closes it. */
export const rehearsalAccount = (options: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> =>
  startAccount({
    scenario: 'ready',
    fail: [],
    speed: 'max',
    latencyMs: 0,
    serve: false,
    templates: path.resolve('templates'),
    ...options,
  });

/** For tests that are not about time: stacks take a tenth of the usual time, and so a tenth of the polls. */
export const briefStacks: Partial<RehearsalOptions> = { durationScale: 0.1 };

interface TestLife {
  readonly onTestFinished: (end: () => Promise<void>) => void;
}

/** As `rehearsalAccount`, closed with the test. */
export const accountOfTest = async (
  { onTestFinished }: TestLife,
  options: Partial<RehearsalOptions> = {},
): Promise<RehearsalAccount> => {
  const account = await rehearsalAccount(options);
  onTestFinished(account.close);
  return account;
};
