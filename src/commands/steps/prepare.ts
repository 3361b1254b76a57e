import type { CheckResult } from '../../core/check.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallErrors, type InstallError } from '../../core/errors.ts';
import type { Template } from '../../core/template.ts';
import { settleParameters, type Settled } from '../../parameters/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { consentMissing } from './consent.ts';
import { checksOf, judge, verdict, worse } from './judge.ts';
import type { Survey } from './survey.ts';
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

const failed = (results: readonly CheckResult[]): CommandResult => ({
  outcome: 'failed',
  exitCode: verdict(results),
});

/** Everything that is missing, invalid or not agreed to, at once. A template that is not there is a failed check already. */
const report = (
  survey: Survey,
  problems: readonly InstallError[],
  results: readonly CheckResult[],
): Prepared | undefined => {
  const errors = [...problems, ...consentMissing(survey.opened)];
  if (errors.length > 0) throw new InstallErrors(errors, worse(exitCodes.usage, verdict(results)));
  return verdict(results) === exitCodes.succeeded ? undefined : { result: failed(results) };
};

/**
 * Checks and values. At a terminal a failed check ends the run before the first question; a script gets all
 * failed checks and all missing values in one run.
 * @throws InstallErrors with every missing and every invalid value
 */
export async function prepare(survey: Survey): Promise<Prepared> {
  const { opened, inHand, target } = survey;
  const { free, needy } = checksOf(survey);
  const first = await judge(survey, free, new Map());
  const interactive = opened.connection.prompt.interactive;
  const code = verdict(first);
  if (code === exitCodes.noAccess || (interactive && code !== exitCodes.succeeded))
    return { result: failed(first) };
  if (inHand === undefined) {
    if (target.templateError === undefined)
      throw templateMissing(target.kind === 'create' ? 'install' : 'upgrade');
    return report(survey, [], first) ?? { result: failed(first) };
  }
  const settled = await settle(survey);
  for (const warning of settled.warnings)
    opened.connection.emit({ type: 'note', level: 'warn', message: warning });
  const second = await judge(survey, needy, settled.values);
  return report(survey, settled.problems, [...first, ...second]) ?? { settled };
}
