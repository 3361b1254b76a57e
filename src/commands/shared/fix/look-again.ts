import type { Check, CheckResult } from '../../../core/check.ts';
import { exitCodes } from '../../../core/errors.ts';
import type { DeploymentContext } from '../deployment.ts';
import { exitCodeOf } from '../run-checks.ts';
import { isFailing, ValueChecks } from './value-checks.ts';

/** Their own fix can be offered at the page. */
export async function isFixable(
  { check }: CheckResult,
  { context, target }: Pick<DeploymentContext, 'context' | 'target'>,
): Promise<boolean> {
  if (check.fix === undefined || check.stopsRun === true) return false;
  const { facts, probe, clock } = context.connection;
  const input = { facts, probe, values: new Map(), target, now: clock.now() };
  return (await check.fix(input).catch(() => undefined)) !== undefined;
}

/** Where only the person can help, outside of this run: looked at again as often as they like. @returns the last look */
export async function lookUntilFixable(
  found: DeploymentContext,
  checks: readonly Check[],
): Promise<readonly CheckResult[]> {
  const { prompt, facts } = found.context.connection;
  const looking = new ValueChecks(found, checks);
  for (;;) {
    const results = await looking.conclude(new Map());
    // Without access, or with the stack at work, there is nothing to look at again.
    if (exitCodeOf(results) !== exitCodes.checkFailed || found.context.session.options.yes) return results;
    const fixable = await Promise.all(results.filter(isFailing).map((one) => isFixable(one, found)));
    if (!fixable.includes(false)) return results;
    const choice = await prompt.select({
      message: 'What failed has to be put right before anything else',
      choices: [
        { name: 'Look again', value: 'again', description: 'Once it is put right, in another window.' },
        { name: 'Leave', value: 'leave' },
      ],
      default: 'leave',
    });
    if (choice === 'leave') return results;
    facts.refresh();
  }
}
