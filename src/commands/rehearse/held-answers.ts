import { isInstallError } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { readAnswers, type Answers } from '../../parameters/index.ts';
import { parseTemplate } from '../../template/index.ts';
import type { InnerCommand } from './inner-command.ts';

/** What of answers and template the account is made to fit. */
export interface HeldAnswers {
  readonly account?: string;
  readonly region?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly buckets: readonly string[];
  /** Of the template's parameters, by key. */
  readonly types: Readonly<Record<string, string>>;
}

const plainParameters = (answers: Answers): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...answers.parameters].filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

/** What the template says of the account it is for. */
interface TemplateClues {
  /** A key pair's or a zone's name has no shape: its parameter's type says what it is. */
  readonly types: Readonly<Record<string, string>>;
  /** Networks and machines that its author wrote into it; none of its parameters can be called so. */
  readonly parameters: Readonly<Record<string, string>>;
}

const idPattern = /\b(?:vpc|subnet|sg|ami|i|vol)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b|\{\{resolve:[^{}$\s]+\}\}/g;

/** A wrong template is told by the command. */
const cluesIn = async (
  { local }: Pick<Session<'rehearse'>, 'local'>,
  { templateFile }: InnerCommand,
): Promise<TemplateClues> => {
  if (templateFile === undefined) return { types: {}, parameters: {} };
  try {
    const text = await local.files.read(templateFile);
    const types = [...parseTemplate(text).parameters.values()].map(({ key, type }) => [key, type] as const);
    const ids = [...new Set(text.match(idPattern) ?? [])].join(' ');
    return { types: Object.fromEntries(types), parameters: ids === '' ? {} : { 'in the template': ids } };
  } catch (error) {
    if (isInstallError(error)) return { types: {}, parameters: {} };
    throw error;
  }
};

/** What the account is made to hold. */
export async function heldFor(
  session: Pick<Session<'rehearse'>, 'local'>,
  inner: InnerCommand,
): Promise<HeldAnswers | undefined> {
  const answers = inner.answers === undefined ? undefined : await readAnswers(inner.answers, session.local);
  const { types, parameters } = await cluesIn(session, inner);
  if (answers === undefined)
    return Object.keys(parameters).length === 0 ? undefined : { types, parameters, buckets: [] };
  return { ...answers, types, parameters: { ...plainParameters(answers), ...parameters } };
}
