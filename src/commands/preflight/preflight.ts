import { checksExitCode, worstExitCode } from '../../checks/index.ts';
import type { CommandResult } from '../../core/command.ts';
import { InstallErrors } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import { saveAnswers } from '../shared/answers.ts';
import { offerFixes } from './fix.ts';
import { endedOn, assertKnownIds } from '../shared/run-checks.ts';
import { createContext } from '../shared/context.ts';
import { reportPolicy } from './policy.ts';
import { runPreflight, preflightDeployment, reportResults, type PreflightResult } from './run-preflight.ts';
import { writeReports } from './report.ts';
import type { DeploymentContext } from '../shared/deployment-context.ts';
import { waitForChecks } from './wait.ts';

/** With `--fix` fixed as agreed, then with `--wait` looked at until it holds; each check is told once, at the end. */
const fixAndWait = async (
  deployment: DeploymentContext,
  checked: PreflightResult,
): Promise<PreflightResult> => {
  const { options } = deployment.context.session;
  if (!options.fix && options.waitMs === undefined) return checked;
  if (checked.problems.length > 0) {
    // A value that cannot be is to be corrected first: what would be fixed, or waited for, might be the wrong thing.
    reportResults(deployment, checked.results);
    return checked;
  }
  const fixed = options.fix ? await offerFixes(deployment, checked) : { deployment, checked };
  const results = await waitForChecks(fixed.deployment, fixed.checked, options.waitMs ?? 0);
  reportResults(fixed.deployment, results);
  return { ...fixed.checked, results };
};

/** Only the checks, for people and for CI: nothing is asked, nothing is written unless `--fix` is agreed to. */
export async function preflight(session: Session<'preflight'>): Promise<CommandResult> {
  assertKnownIds(session.options);
  session.interrupts.atStake = session.options.fix;
  const context = await createContext(session, { by: 'template' });
  const deployment = await preflightDeployment(context);
  if (session.options.printPolicy) return reportPolicy(deployment);
  const { results, problems, resolved } = await fixAndWait(deployment, await runPreflight(deployment));
  await writeReports(deployment, results);
  if (resolved !== undefined && session.options.saveAnswers !== undefined)
    await saveAnswers(deployment, resolved);
  const exitCode = checksExitCode(results, { strict: session.options.strict });
  if (problems.length > 0 && exitCode !== exitCodes.noAccess)
    throw new InstallErrors(problems, worstExitCode([...problems.map((one) => one.exitCode), exitCode]));
  return endedOn(deployment, exitCode);
}
