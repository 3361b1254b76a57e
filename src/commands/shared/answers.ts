import {
  answersFrom,
  settingsAnswered,
  writeAnswers,
  type AnsweredTemplate,
  type ResolvedValues,
} from '../../parameters/index.ts';
import type { DeploymentContext } from './deployment.ts';
import type { LoadedTemplate } from './template.ts';

const wantsSaving = async ({
  context,
  target,
}: Pick<DeploymentContext, 'context' | 'target'>): Promise<string | undefined> => {
  const { session, connection } = context;
  if (session.options.saveAnswers !== undefined) return session.options.saveAnswers;
  if (
    !connection.prompt.interactive ||
    session.options.yes ||
    // The stack keeps them for the next time.
    target.kind === 'update' ||
    session.options.answers !== undefined ||
    session.sampleAnswers !== undefined
  )
    return undefined;
  const path = `${context.stackName}-answers.yaml`;
  const save = await connection.prompt.confirm({
    message: `Keep these answers in ${path}? Secrets only as references`,
    default: true,
  });
  return save ? path : undefined;
};

/** The stack's own template has neither address nor path to be found by again. */
export const templateAnswer = ({ url, sha256, file }: LoadedTemplate): AnsweredTemplate =>
  url === undefined && file === undefined ? {} : { url, file, sha256 };

/** Writes the answers file asked for, or accepted after the page. */
export async function saveAnswers(
  deployment: Pick<DeploymentContext, 'context' | 'loadedTemplate' | 'target'>,
  resolved: ResolvedValues,
): Promise<void> {
  const path = await wantsSaving(deployment);
  if (path !== undefined) await keepAnswers(deployment, resolved, path);
}

const freePath = async (
  stackName: string,
  { files }: Pick<DeploymentContext['context']['connection'], 'files'>,
): Promise<string> => {
  for (let number = 1; ; number++) {
    const path = `${stackName}-answers${number === 1 ? '' : `-${number}`}.yaml`;
    if (!(await files.exists(path))) return path;
  }
};

/** Keeps what was answered so far, over no file that is there unless it was named. @returns where */
export async function keepUnfinishedAnswers(
  deployment: Pick<DeploymentContext, 'context' | 'loadedTemplate' | 'target'>,
  resolved: ResolvedValues,
): Promise<string> {
  const { session, connection, stackName } = deployment.context;
  const path = session.options.saveAnswers ?? (await freePath(stackName, connection));
  await keepAnswers(deployment, resolved, path);
  return path;
}

const keepAnswers = async (
  deployment: Pick<DeploymentContext, 'context' | 'loadedTemplate' | 'target'>,
  resolved: ResolvedValues,
  path: string,
): Promise<void> => {
  const { context, target, loadedTemplate } = deployment;
  const identity = await context.connection.facts.identity();
  const fields = settingsAnswered(context.settings, {
    account: identity.account,
    product: context.settings.product.value ?? target.product.id,
    stackName: context.stackName,
    region: context.connection.region,
    roleArn: target.roleArn,
    template: loadedTemplate === undefined ? undefined : templateAnswer(loadedTemplate),
  });
  const answers = answersFrom(fields, resolved);
  await writeAnswers(path, answers, context.connection);
  context.connection.emit({
    type: 'note',
    level: 'good',
    message: `Answers kept in ${path}; next time: --answers ${path}`,
  });
};
