import type { CommandResult } from '../../../core/command.ts';
import { awsCodes, isInstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { Session } from '../../../core/session.ts';
import { answersSkeleton, formatSkeleton, schemaLine, settingsAnswered } from '../../../parameters/index.ts';
import { templateAnswer } from '../answers.ts';
import { createContext, reportHeader, type CommandContext } from '../context.ts';
import { resolveDeployment, type DeploymentContext } from '../deployment-context.ts';
import { templateMissing } from '../errors.ts';
import { commandOf } from '../next-command.ts';
import { currentTemplate } from './parameters.ts';
import type { LoadedTemplate } from '../template.ts';

type StackSession = Session & Session<'install' | 'upgrade'>;

/** Ports need a region to be made; a template is read without AWS's region mattering. */
const standIn = { value: 'us-east-1', source: 'default' };

/** True if the account may be asked. No access is no failure here: the file only lacks proposals then. */
const reachable = async (
  context: Pick<CommandContext, 'connection' | 'settings' | 'stackName'>,
): Promise<boolean> => {
  try {
    await reportHeader(context);
    return true;
  } catch (error) {
    if (isInstallError(error) && error.exitCode === exitCodes.noAccess) return false;
    throw error;
  }
};

const templateOf = (
  { loadedTemplate, target }: Pick<DeploymentContext, 'loadedTemplate' | 'target'>,
  kind: 'create' | 'update',
): LoadedTemplate => {
  if (loadedTemplate !== undefined) return loadedTemplate;
  throw target.templateError ?? templateMissing(commandOf(kind));
};

/**
 * An answers file for the template in hand, on stdout; nothing is asked and nothing made.
 * @throws InstallError `template-*`; InstallErrors for flags that are wrong in themselves
 */
export async function printAnswers(session: StackSession, kind: 'create' | 'update'): Promise<CommandResult> {
  let located = true;
  const connect: typeof session.connect = (region) =>
    session.connect(region).catch((error: unknown) => {
      if (!isInstallError(error, awsCodes.regionMissing)) throw error;
      located = false;
      return session.connect(standIn);
    });
  const context = await createContext(session, { by: 'template', connect });
  const { connection, settings, stackName } = context;
  const asked = located && (await reachable(context));
  const stack = asked && kind === 'update' ? await connection.facts.stack(stackName) : undefined;
  const deployment = await resolveDeployment(context, kind, stack);
  const loadedTemplate = templateOf(deployment, kind);
  const { template } = loadedTemplate;
  const parameters = await answersSkeleton(
    {
      template,
      product: deployment.target.product,
      kind,
      stackName,
      flags: session.options.param ?? [],
      answers: context.answers,
      stack,
      previousTemplate: await currentTemplate(deployment),
    },
    { env: connection.env, clock: connection.clock, facts: asked ? connection.facts : undefined },
  );
  const fields = settingsAnswered(settings, {
    account: asked ? (await connection.facts.identity()).account : settings.account.value,
    product: settings.product.value ?? deployment.target.product.id,
    stackName,
    region: located ? connection.region : undefined,
    roleArn: settings.roleArn.value,
    template: templateAnswer(loadedTemplate),
  });
  const above = await schemaLine('.', session.packageFolder, connection);
  connection.emit({ type: 'answers', text: formatSkeleton(fields, template, parameters, above), parameters });
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
