import { InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { ResolvedValues } from '../../../parameters/index.ts';
import type { DeploymentContext, DeploymentPart } from '../deployment-context.ts';
import { skeletonCommand } from './skeleton-command.ts';
import { beginBeforeValues, exitCodeOf, judgeChecks, selected } from '../run-checks.ts';
import { noTemplate, resolveParameters, type ResolvableDeployment } from './parameters.ts';
import { failed, reportWarnings, stopOnProblems, type Prepared } from './prepared.ts';

const missingTemplate = (deployment: Pick<DeploymentContext, 'target'>): InstallError | undefined =>
  deployment.target.templateError === undefined ? noTemplate(deployment) : undefined;

interface Unattended {
  readonly resolved?: ResolvedValues;
  /** Why AWS could not be asked about them. */
  readonly failure?: InstallError;
}

/** The values a script gave; without AWS they cannot be looked up, and mostly the checks say why there is no AWS. */
const resolveUnattended = async (deployment: ResolvableDeployment): Promise<Unattended> => {
  if (deployment.loadedTemplate === undefined) return {};
  try {
    return { resolved: await resolveParameters(deployment, { ask: false }) };
  } catch (error) {
    if (error instanceof InstallError && error.exitCode === exitCodes.noAccess) return { failure: error };
    throw error;
  }
};

/** Many missing values are better given by a file than one by one. */
const offerSkeleton = (
  { context, target }: DeploymentPart<'session' | 'connection' | 'settings', 'target'>,
  problems: readonly InstallError[],
): void => {
  const missing = problems.filter(({ code }) => code === 'parameter-missing').length;
  // Inside a rehearsal the template may be one that is not named.
  if (missing < 2 || context.settings.template.value === undefined) return;
  context.connection.emit({
    type: 'note',
    level: 'info',
    message: `${missing} values are missing. This writes a file for all of them, to be filled in and given by --answers:`,
    detail: [skeletonCommand(context.session, target.kind)],
  });
};

/** A script gets all failed checks and all missing values in one run. */
export async function prepareScript(deployment: DeploymentContext): Promise<Prepared> {
  const begun = beginBeforeValues(deployment);
  const { resolved, failure } = await resolveUnattended(deployment);
  reportWarnings(deployment, resolved);
  const results = await judgeChecks(deployment, selected(deployment), resolved?.values ?? new Map(), {
    begun,
  });
  if (exitCodeOf(results) === exitCodes.noAccess) return { result: failed(deployment, results) };
  const missing = deployment.loadedTemplate === undefined ? missingTemplate(deployment) : undefined;
  const problems = [...(missing === undefined ? [] : [missing]), ...(resolved?.problems ?? [])];
  offerSkeleton(deployment, problems);
  const stopped = stopOnProblems(deployment, problems, results);
  // One answer may have been lost, and every check has passed all the same.
  if (stopped === undefined && failure !== undefined) throw failure;
  const { loadedTemplate } = deployment;
  if (stopped !== undefined || resolved === undefined || loadedTemplate === undefined)
    return stopped ?? { result: failed(deployment, results) };
  return { resolved, loadedTemplate, deployment };
}
