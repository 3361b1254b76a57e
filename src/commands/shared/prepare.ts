import type { CheckResult } from '../../core/check.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallError, InstallErrors } from '../../core/errors.ts';
import type { Template } from '../../core/template.ts';
import { settleParameters, type Settled } from '../../parameters/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { consentMissing } from './consent.ts';
import { checksOf, endedOn, judge, selected, verdict, worse } from './run-checks.ts';
import type { Survey } from './deployment.ts';
import { templateMissing } from './template.ts';

/** Values for a template, or how the run ends because something is not as it must be. */
export type Prepared = { readonly settled: Settled } | { readonly result: CommandResult };

/** The running stack's own template: what was NoEcho there stays a secret. Unreadable, it only costs that. */
const templateNow = async ({ opened, stack, target }: Survey): Promise<Template | undefined> => {
  if (stack === undefined || target.kind === 'create') return undefined;
  return opened.connection.stacks
    .template(stack.id)
    .then(parseTemplate)
    .catch(() => undefined);
};

export const settle = async (survey: Survey, ask = true): Promise<Settled> => {
  const { opened, inHand, stack, target } = survey;
  const previousTemplate = await templateNow(survey);
  if (inHand === undefined) throw templateMissing(target.kind === 'create' ? 'install' : 'upgrade');
  return settleParameters(
    {
      template: inHand.template,
      product: target.product,
      kind: target.kind,
      ask,
      flags: opened.session.options.param,
      stackName: opened.stackName,
      offer: !opened.session.options.yes,
      ...(opened.answers === undefined ? {} : { answers: opened.answers }),
      ...(stack === undefined ? {} : { stack }),
      ...(previousTemplate === undefined ? {} : { previousTemplate }),
    },
    opened.connection,
  );
};

const failed = (survey: Survey, results: readonly CheckResult[]): CommandResult =>
  endedOn(survey, verdict(results));

/** Everything that is missing, invalid or not agreed to, at once. A template that is not there is a failed check already. */
const report = (
  survey: Survey,
  problems: readonly InstallError[],
  results: readonly CheckResult[],
): Prepared | undefined => {
  const errors = [...problems, ...consentMissing(survey.opened)];
  if (errors.length > 0) throw new InstallErrors(errors, worse(exitCodes.usage, verdict(results)));
  return verdict(results) === exitCodes.succeeded ? undefined : { result: failed(survey, results) };
};

const missingTemplate = (survey: Survey): InstallError | undefined =>
  survey.target.templateError === undefined
    ? templateMissing(survey.target.kind === 'create' ? 'install' : 'upgrade')
    : undefined;

/** The values a script gave; without AWS they cannot be looked up, and the checks say why there is no AWS. */
const settleUnasked = async (survey: Survey): Promise<Settled | undefined> => {
  try {
    return survey.inHand === undefined ? undefined : await settle(survey, false);
  } catch (error) {
    if (error instanceof InstallError && error.exitCode === exitCodes.noAccess) return undefined;
    throw error;
  }
};

/** A script gets all failed checks and all missing values in one run. */
const prepareScript = async (survey: Survey): Promise<Prepared> => {
  const settled = await settleUnasked(survey);
  tellWarnings(survey, settled);
  const results = await judge(survey, selected(survey), settled?.values ?? new Map());
  if (verdict(results) === exitCodes.noAccess) return { result: failed(survey, results) };
  const missing = survey.inHand === undefined ? missingTemplate(survey) : undefined;
  const problems = [...(missing === undefined ? [] : [missing]), ...(settled?.problems ?? [])];
  const stopped = report(survey, problems, results);
  if (stopped !== undefined || settled === undefined) return stopped ?? { result: failed(survey, results) };
  return { settled };
};

/** A failed check ends the run before the first question. */
const prepareWithPerson = async (survey: Survey): Promise<Prepared> => {
  const { free, needy } = checksOf(survey);
  const first = await judge(survey, free, new Map());
  if (verdict(first) !== exitCodes.succeeded) return { result: failed(survey, first) };
  const settled = await settle(survey);
  tellWarnings(survey, settled);
  const second = await judge(survey, needy, settled.values);
  return report(survey, settled.problems, [...first, ...second]) ?? { settled };
};

const tellWarnings = ({ opened }: Survey, settled: Settled | undefined): void => {
  for (const message of settled?.warnings ?? [])
    opened.connection.emit({ type: 'note', level: 'warn', message });
};

/**
 * Checks and values, in the order that suits who is there.
 * @throws InstallErrors with every missing and every invalid value
 */
export const prepare = (survey: Survey): Promise<Prepared> =>
  survey.opened.connection.prompt.interactive ? prepareWithPerson(survey) : prepareScript(survey);
