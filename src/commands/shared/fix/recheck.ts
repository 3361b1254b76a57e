import type { Check, CheckInput, CheckResult, Fix } from '../../../core/check.ts';
import { InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { DeploymentContext, DeploymentPart } from '../deployment-context.ts';
import { checkInput, exitCodeOf } from '../run-checks.ts';
import { isFailing, ValueChecks } from './value-checks.ts';

/** A fix that AWS does not let us plan is none; what else goes wrong is ours. */
export async function planned(check: Check, input: CheckInput): Promise<Fix | undefined> {
  try {
    return await check.fix?.(input);
  } catch (error) {
    if (error instanceof InstallError) return undefined;
    throw error;
  }
}

/** Its own fix can be offered at the page. */
const isFixable = async (
  { check }: CheckResult,
  deployment: DeploymentPart<'connection', 'target'>,
): Promise<boolean> =>
  check.stopsRun !== true && (await planned(check, checkInput(deployment, new Map()))) !== undefined;

const areFixable = async (
  failing: readonly CheckResult[],
  found: DeploymentPart<'connection', 'target'>,
): Promise<boolean> => !(await Promise.all(failing.map((one) => isFixable(one, found)))).includes(false);

/**
 * Where only the person can help, outside of this run: looked at again as often as they like.
 * @returns the last look, and whether all that failed in it can be put right at the page
 */
export async function recheckUntilFixable(
  found: DeploymentContext,
  checks: readonly Check[],
): Promise<{ readonly results: readonly CheckResult[]; readonly goesOn: boolean }> {
  const { connection, session } = found.context;
  const { yes } = session.options;
  const looking = new ValueChecks(found, checks);
  for (;;) {
    const results = await looking.conclude(new Map());
    const failing = results.filter(isFailing);
    const goesOn = yes ? failing.length === 0 : await areFixable(failing, found);
    // Without access, or with the stack at work, there is nothing to look at again.
    if (goesOn || yes || exitCodeOf(results) !== exitCodes.checkFailed) return { results, goesOn };
    const choice = await connection.prompt.select({
      message: 'What failed has to be put right before anything else',
      choices: [
        { name: 'Look again', value: 'again', description: 'Once it is put right, in another window.' },
        { name: 'Leave', value: 'leave' },
      ],
      default: 'leave',
    });
    if (choice === 'leave') return { results, goesOn: false };
    connection.facts.refresh();
  }
}
