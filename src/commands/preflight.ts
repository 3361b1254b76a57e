import { checksExitCode } from '../checks/index.ts';
import type { CommandResult } from '../core/command.ts';
import { exitCodes, InstallErrors } from '../core/errors.ts';
import type { Session } from '../core/session.ts';
import { fix } from './steps/fix.ts';
import { knownChecks } from './steps/judge.ts';
import { open } from './steps/open.ts';
import { tellPolicy } from './steps/policy.ts';
import { examine, preflightSurvey } from './steps/examine.ts';
import { writeReports } from './steps/report.ts';

/** Only the checks, for people and for CI: nothing is asked, nothing is written unless `--fix` is agreed to. */
export async function preflight(session: Session): Promise<CommandResult> {
  knownChecks(session.options);
  const opened = await open(session);
  const surveyed = await preflightSurvey(opened);
  if (session.options.printPolicy) return tellPolicy(surveyed);
  const examined = await examine(surveyed);
  const { results, problems } = session.options.fix ? await fix(surveyed, examined) : examined;
  await writeReports(surveyed, results);
  const exitCode = checksExitCode(results, { strict: session.options.strict });
  if (problems.length > 0 && exitCode !== exitCodes.noAccess) throw new InstallErrors(problems);
  return { outcome: exitCode === exitCodes.succeeded ? 'succeeded' : 'failed', exitCode };
}
