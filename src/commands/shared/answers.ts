import {
  answersFrom,
  settingsAnswered,
  writeAnswers,
  type AnsweredTemplate,
  type ResolvedValues,
} from '../../parameters/index.ts';
import type { DeploymentContext } from './deployment.ts';
import type { LoadedTemplate } from './template.ts';

const wantsSaving = async ({ context }: Pick<DeploymentContext, 'context'>): Promise<string | undefined> => {
  const { session, connection } = context;
  if (session.options.saveAnswers !== undefined) return session.options.saveAnswers;
  if (
    !connection.prompt.interactive ||
    session.options.yes ||
    session.options.answers !== undefined ||
    session.sampleAnswers !== undefined
  )
    return undefined;
  const path = `${context.stackName}-answers.yaml`;
  const save = await connection.prompt.confirm({
    message: `Keep these answers in ${path} for the next time? Secrets go in as references only`,
    default: true,
  });
  return save ? path : undefined;
};

const templateAnswer = ({ url, sha256, file }: LoadedTemplate): AnsweredTemplate =>
  url === undefined ? { file } : { url, sha256, file };

/** Writes the answers file asked for, or accepted at the end of the wizard. */
export async function saveAnswers(
  deployment: Pick<DeploymentContext, 'context' | 'loadedTemplate' | 'target'>,
  resolved: ResolvedValues,
): Promise<void> {
  const path = await wantsSaving(deployment);
  if (path === undefined) return;
  const { context, target, loadedTemplate } = deployment;
  const identity = await context.connection.facts.identity();
  const fields = settingsAnswered(context.settings, {
    account: identity.account,
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
}
