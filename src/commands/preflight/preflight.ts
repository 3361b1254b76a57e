import { checksExitCode } from '../../checks/index.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallErrors } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { saveAnswers } from '../shared/answers.ts';
import { fix } from './fix.ts';
import { endedOn, knownChecks, worse } from '../shared/run-checks.ts';
import { open } from '../shared/context.ts';
import { tellPolicy } from './policy.ts';
import { examine, preflightSurvey, tell, type Examined } from './run-preflight.ts';
import { writeReports } from './report.ts';
import type { Survey } from '../shared/deployment.ts';
import { waited } from './wait.ts';

/** With `--fix` mended as agreed, then with `--wait` looked at until it holds; each check is told once, at the end. */
const worked = async (surveyed: Survey, examined: Examined): Promise<Examined> => {
  const { options } = surveyed.opened.session;
  if (!options.fix && options.waitMs === undefined) return examined;
  if (examined.problems.length > 0) {
    // A value that cannot be is to be corrected first: what would be mended, or waited for, might be the wrong thing.
    tell(surveyed, examined.results);
    return examined;
  }
  const mended = options.fix ? await fix(surveyed, examined) : { surveyed, examined };
  const results = await waited(mended.surveyed, mended.examined, options.waitMs ?? 0);
  tell(mended.surveyed, results);
  return { ...mended.examined, results };
};

/** Only the checks, for people and for CI: nothing is asked, nothing is written unless `--fix` is agreed to. */
export async function preflight(session: Session): Promise<CommandResult> {
  knownChecks(session.options);
  session.interrupts.atStake = session.options.fix;
  const opened = await open(session);
  const surveyed = await preflightSurvey(opened);
  if (session.options.printPolicy) return tellPolicy(surveyed);
  const { results, problems, settled } = await worked(surveyed, await examine(surveyed));
  await writeReports(surveyed, results);
  if (settled !== undefined && session.options.saveAnswers !== undefined)
    await saveAnswers(surveyed, settled);
  const exitCode = checksExitCode(results, { strict: session.options.strict });
  const [problem] = problems;
  if (problem !== undefined && exitCode !== exitCodes.noAccess)
    throw new InstallErrors(
      problems,
      exitCode === exitCodes.succeeded ? problem.exitCode : worse(problem.exitCode, exitCode),
    );
  return endedOn(surveyed, exitCode);
}
