import { worstExitCode } from '../../../checks/index.ts';
import type { CheckResult } from '../../../core/check.ts';
import type { CommandResult } from '../../../core/command.ts';
import { InstallErrors, type InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { ResolvedValues } from '../../../parameters/index.ts';
import { missingConsent } from '../consent.ts';
import type { DeploymentContext, DeploymentPart } from '../deployment-context.ts';
import { endedOn, exitCodeOf } from '../run-checks.ts';
import type { LoadedTemplate } from '../template.ts';

/** Values for a template, or how the run ends because something is not as it must be. */
export type Prepared =
  | {
      readonly resolved: ResolvedValues;
      readonly loadedTemplate: LoadedTemplate;
      /** With the buckets that were agreed to. */
      readonly deployment: DeploymentContext;
    }
  | { readonly result: CommandResult };

export const failed = (
  deployment: DeploymentPart<'session' | 'connection' | 'stackName'>,
  results: readonly CheckResult[],
): CommandResult => endedOn(deployment, exitCodeOf(results));

/** Everything that is missing, invalid or not agreed to, at once. A template that is not there is a failed check already. */
export function stopOnProblems(
  deployment: DeploymentPart<'session' | 'connection' | 'stackName'>,
  problems: readonly InstallError[],
  results: readonly CheckResult[],
): Prepared | undefined {
  const errors = [...problems, ...missingConsent(deployment.context)];
  if (errors.length > 0)
    throw new InstallErrors(
      errors,
      worstExitCode([...errors.map(({ exitCode }) => exitCode), exitCodeOf(results)]),
    );
  return exitCodeOf(results) === exitCodes.succeeded ? undefined : { result: failed(deployment, results) };
}

export function reportWarnings(
  { context }: DeploymentPart<'connection'>,
  resolved: ResolvedValues | undefined,
): void {
  for (const message of resolved?.warnings ?? [])
    context.connection.emit({ type: 'note', level: 'warn', message });
}
