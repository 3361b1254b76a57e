import type { DeploymentTarget } from '../../core/check.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import type { Stack } from '../../core/stack.ts';
import { estimateSeconds } from '../../template/index.ts';
import type { CommandContext } from './context.ts';
import { loadTemplate, type LoadedTemplate } from './template.ts';

/** What is about to be done, and to what: what checks, parameters and plan share. */
export interface DeploymentContext {
  readonly context: CommandContext;
  readonly stack: Stack | undefined;
  readonly loadedTemplate: LoadedTemplate | undefined;
  readonly target: DeploymentTarget;
}

const leftQuestion = (error: unknown): boolean =>
  error instanceof InstallError && error.exitCode === exitCodes.declined;

/** A template that cannot be read is a failed check, not the end: the other checks still have something to say. */
const readTemplateOrError = async (
  context: Pick<CommandContext, 'session' | 'connection' | 'settings' | 'stackName'>,
  mayAsk: boolean,
): Promise<{ loadedTemplate?: LoadedTemplate; error?: Error }> => {
  try {
    return { loadedTemplate: await loadTemplate(context, mayAsk) };
  } catch (error) {
    if (error instanceof Error && !leftQuestion(error) && !context.connection.signal.aborted)
      return { error };
    throw error;
  }
};

const estimate = ({ template }: LoadedTemplate, kind: DeploymentTarget['kind']): number =>
  estimateSeconds(template, [...template.resources.values()], kind);

/**
 * @param kind what the command is for; preflight judges an existing stack as an update.
 * @param mayAsk whether a missing template is asked for at a terminal
 */
export async function resolveDeployment(
  context: CommandContext,
  kind: DeploymentTarget['kind'],
  stack: Stack | undefined,
  mayAsk = true,
): Promise<DeploymentContext> {
  const { session, settings, connection } = context;
  const { loadedTemplate, error } = await readTemplateOrError(context, mayAsk);
  const target: DeploymentTarget = {
    kind,
    region: connection.region,
    stackName: context.stackName,
    buckets: settings.buckets.value,
    product: context.product,
    confirmed: session.options.confirm === context.stackName,
    expectAccount: settings.account.value,
    template: loadedTemplate?.template,
    templateSource: loadedTemplate?.shownSource,
    estimatedSeconds: loadedTemplate === undefined ? undefined : estimate(loadedTemplate, kind),
    templateError: error,
    roleArn: settings.roleArn.value ?? stack?.roleArn,
    templateBucket: settings.templateBucket.value,
  };
  return { context, stack, loadedTemplate, target };
}
