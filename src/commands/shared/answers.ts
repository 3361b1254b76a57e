import { InstallError } from '../../core/errors.ts';
import type { Connection } from '../../core/session.ts';
import {
  answersFrom,
  changedAnswers,
  settingsAnswered,
  withParameters,
  writeAnswers,
  type AnsweredTemplate,
  type ResolvedValues,
} from '../../parameters/index.ts';
import type { DeploymentPart } from './deployment-context.ts';
import type { LoadedTemplate } from './template.ts';

type AnsweredDeployment = DeploymentPart<
  'session' | 'connection' | 'settings' | 'stackName',
  'loadedTemplate' | 'target'
>;

const wantsSaving = async ({
  context,
  target,
}: DeploymentPart<'session' | 'connection' | 'stackName', 'target'>): Promise<string | undefined> => {
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
  const path = await freePath(context.stackName, connection);
  const save = await connection.prompt.confirm({
    message: `Keep these answers, without the secrets, in ${path}?`,
    explain: 'The next run takes them from there with --answers. Secrets that were typed are not in it.',
    default: true,
  });
  return save ? path : undefined;
};

/** The stack's own template has neither address nor path to be found by again. */
export const templateAnswer = ({ url, sha256, file }: LoadedTemplate): AnsweredTemplate =>
  url === undefined && file === undefined ? {} : { url, file, sha256 };

/** Nobody is to think that they changed what the file only lacks. */
const changedAndNew = (changed: number, added: number): string => {
  if (changed === 0) return added === 1 ? 'the new value' : `the ${added} new values`;
  const values = changed === 1 ? 'the changed value' : `the ${changed} changed values`;
  if (added === 0) return values;
  return `${values} and ${added === 1 ? 'a new one' : `${added} new ones`}`;
};

/** Into the file they came from, unless somebody else has changed it meanwhile. */
const writeBack = async (
  deployment: AnsweredDeployment & DeploymentPart<'answers'>,
  resolved: ResolvedValues,
  path: string,
): Promise<string | undefined> => {
  const { answers, connection } = deployment.context;
  if (answers?.text === undefined) return undefined;
  const changes = changedAnswers(answers, resolved);
  const text = withParameters(answers.text, changes);
  if (changes.size === 0 || text === undefined) return undefined;
  const inFile = [...changes.keys()].filter((key) => answers.parameters.get(key) !== undefined).length;
  const what = changedAndNew(inFile, changes.size - inFile);
  const message = `Write ${what} to ${path}? All else in it stays as it is`;
  if (!(await connection.prompt.confirm({ message, default: true }))) return undefined;
  if ((await connection.files.read(path).catch(() => undefined)) === answers.text) {
    await connection.files.write(path, text, { mode: 0o600 });
    return undefined;
  }
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `${path} was changed meanwhile by somebody else, so it is left as it is.`,
  });
  return keepUnfinishedAnswers(deployment, resolved);
};

/** Writes the answers file asked for, or accepted after the page. @returns where a new one was written */
export async function saveAnswers(
  deployment: AnsweredDeployment & DeploymentPart<'answers'>,
  resolved: ResolvedValues,
): Promise<string | undefined> {
  const { session, connection } = deployment.context;
  const { answers, saveAnswers: named, yes } = session.options;
  if (answers !== undefined && named === undefined && connection.prompt.interactive && !yes)
    return writeBack(deployment, resolved, answers);
  const path = await wantsSaving(deployment);
  if (path !== undefined) await keepAnswers(deployment, resolved, path);
  return path;
}

const freePath = async (stackName: string, { files }: Pick<Connection, 'files'>): Promise<string> => {
  for (let number = 1; ; number++) {
    const path = `${stackName}-answers${number === 1 ? '' : `-${number}`}.yaml`;
    if (!(await files.exists(path))) return path;
  }
};

/** Keeps what was answered so far, over no file that is there unless it was named. @returns where */
export async function keepUnfinishedAnswers(
  deployment: AnsweredDeployment,
  resolved: ResolvedValues,
): Promise<string> {
  const { session, connection, stackName } = deployment.context;
  const path = session.options.saveAnswers ?? (await freePath(stackName, connection));
  await keepAnswers(deployment, resolved, path);
  return path;
}

/** A conversation that was broken off: what a person typed, and what was made for them, is not to be found out again. @returns where it is kept */
export async function keepBrokenOff(
  deployment: AnsweredDeployment,
  resolved: ResolvedValues,
): Promise<string | undefined> {
  const answered = [...resolved.values.values()].some(({ source }) => source === 'asked');
  if (!answered) return undefined;
  const { connection } = deployment.context;
  return keepUnfinishedAnswers(deployment, resolved).catch((error: unknown) => {
    // What broke the conversation off is what the run ends with.
    if (!(error instanceof InstallError)) throw error;
    connection.emit({ type: 'note', level: 'warn', message: `The answers are not kept: ${error.message}` });
    return undefined;
  });
}

/**
 * An upgrade asks for no file: once it is through, the stack has the values. Where it is not, what was typed is kept.
 * @returns where, if nothing else has it
 */
export async function keepUnusedAnswers(
  deployment: AnsweredDeployment & DeploymentPart<'keptAnswers' | 'answers'>,
  resolved: ResolvedValues,
): Promise<string | undefined> {
  const { session, connection, keptAnswers, answers } = deployment.context;
  const { interactive } = connection.prompt;
  if (deployment.target.kind === 'create' || !interactive || keptAnswers !== undefined) return keptAnswers;
  // With --yes they were offered to no file, and a pipe takes none.
  const offered = answers?.text !== undefined && !session.options.yes;
  if (offered || session.sampleAnswers !== undefined) return undefined;
  return keepBrokenOff(deployment, resolved);
}

const keepAnswers = async (
  deployment: AnsweredDeployment,
  resolved: ResolvedValues,
  path: string,
): Promise<void> => {
  const { context, target, loadedTemplate } = deployment;
  // Broken off, the run may not be able to ask any more.
  const identity = await context.connection.facts.identity().catch(() => undefined);
  const fields = settingsAnswered(context.settings, {
    account: identity?.account,
    product: context.settings.product.value ?? target.product.id,
    stackName: context.stackName,
    region: context.connection.region,
    roleArn: target.roleArn,
    template: loadedTemplate === undefined ? undefined : templateAnswer(loadedTemplate),
  });
  const answers = answersFrom(fields, resolved);
  await writeAnswers(path, answers, {
    files: context.connection.files,
    packageFolder: context.session.packageFolder,
  });
  context.connection.emit({
    type: 'note',
    level: 'good',
    message: `Answers kept in ${path}; next time: --answers ${path}`,
  });
};
