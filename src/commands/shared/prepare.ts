import { worstExitCode } from '../../checks/index.ts';
import type { Check, CheckResult } from '../../core/check.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallError, InstallErrors } from '../../core/errors.ts';
import type { Template } from '../../core/template.ts';
import {
  resolveValues,
  type Finding,
  type ResolvedValues,
  type ResolveRequest,
  type Settings,
} from '../../parameters/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { keepBrokenOff, keepUnfinishedAnswers, saveAnswers } from './answers.ts';
import { missingConsent } from './consent.ts';
import { checksOf, endedOn, judgeChecks, selected, exitCodeOf } from './run-checks.ts';
import type { DeploymentContext } from './deployment.ts';
import { templateMissing } from './errors.ts';
import { resumeCommand, skeletonCommand } from './next-command.ts';
import type { LoadedTemplate } from './template.ts';
import { isFixable, lookUntilFixable } from './fix/look-again.ts';
import { isFailing, ValueChecks, withBuckets } from './fix/value-checks.ts';
import type { MadeByFixes } from './fix/made.ts';
import { Offers } from './fix/offers.ts';

/** Values for a template, or how the run ends because something is not as it must be. */
export type Prepared =
  | {
      readonly resolved: ResolvedValues;
      readonly loadedTemplate: LoadedTemplate;
      /** With the buckets that were agreed to. */
      readonly deployment: DeploymentContext;
    }
  | { readonly result: CommandResult };

/** The running stack's own template: what was NoEcho there stays a secret. Unreadable, it only costs that. */
export async function currentTemplate({
  context,
  stack,
  target,
}: Pick<DeploymentContext, 'context' | 'stack' | 'target'>): Promise<Template | undefined> {
  if (stack === undefined || target.kind === 'create') return undefined;
  return context.connection.stacks
    .template(stack.id)
    .then(parseTemplate)
    .catch(() => undefined);
}

const noTemplate = ({ target }: Pick<DeploymentContext, 'target'>): InstallError =>
  templateMissing(target.kind === 'create' ? 'install' : 'upgrade');

const requireTemplate = (
  deployment: Pick<DeploymentContext, 'loadedTemplate' | 'target'>,
): LoadedTemplate => {
  if (deployment.loadedTemplate === undefined) throw noTemplate(deployment);
  return deployment.loadedTemplate;
};

/** What came by reference may be a host name, which is in every address shown; only what the template keeps secret is masked there. */
const hideSecrets = (
  { context }: Pick<DeploymentContext, 'context'>,
  { template }: LoadedTemplate,
  { values }: ResolvedValues,
): void => {
  for (const { key, value, usePrevious } of values.values())
    if (usePrevious !== true && template.parameters.get(key)?.noEcho === true) context.connection.hide(value);
};

const bucketsGiven = ({ value, source }: Settings['buckets']): NonNullable<ResolveRequest['buckets']> => ({
  names: value,
  source: source === 'answers' ? 'file' : 'flag',
});

/** @throws InstallError `template-missing` (2) */
export async function resolveParameters(
  deployment: DeploymentContext,
  { ask = true, ...attended }: Pick<ResolveRequest, 'ask' | 'judge' | 'making' | 'onBrokenOff'> = {},
): Promise<ResolvedValues> {
  const { context, stack, target } = deployment;
  const { options, sampleAnswers } = context.session;
  const loadedTemplate = requireTemplate(deployment);
  const previousTemplate = await currentTemplate(deployment);
  const resolved = await resolveValues(
    {
      template: loadedTemplate.template,
      product: target.product,
      kind: target.kind,
      ask,
      ...attended,
      flags: options.param ?? [],
      stackName: context.stackName,
      offer: !options.yes,
      answers: context.answers,
      sampleAnswers: options.answers === undefined && sampleAnswers !== undefined,
      buckets: target.kind === 'create' ? bucketsGiven(context.settings.buckets) : undefined,
      stack,
      previousTemplate,
    },
    context.connection,
  );
  hideSecrets(deployment, loadedTemplate, resolved);
  return resolved;
}

const failed = (
  deployment: Pick<DeploymentContext, 'context'>,
  results: readonly CheckResult[],
): CommandResult => endedOn(deployment, exitCodeOf(results));

/** Everything that is missing, invalid or not agreed to, at once. A template that is not there is a failed check already. */
const stopOnProblems = (
  deployment: Pick<DeploymentContext, 'context'>,
  problems: readonly InstallError[],
  results: readonly CheckResult[],
): Prepared | undefined => {
  const errors = [...problems, ...missingConsent(deployment.context)];
  if (errors.length > 0)
    throw new InstallErrors(errors, worstExitCode([exitCodes.usage, exitCodeOf(results)]));
  return exitCodeOf(results) === exitCodes.succeeded ? undefined : { result: failed(deployment, results) };
};

const missingTemplate = (deployment: Pick<DeploymentContext, 'target'>): InstallError | undefined =>
  deployment.target.templateError === undefined ? noTemplate(deployment) : undefined;

/** The values a script gave; without AWS they cannot be looked up, and the checks say why there is no AWS. */
const resolveUnattended = async (deployment: DeploymentContext): Promise<ResolvedValues | undefined> => {
  try {
    return deployment.loadedTemplate === undefined
      ? undefined
      : await resolveParameters(deployment, { ask: false });
  } catch (error) {
    if (error instanceof InstallError && error.exitCode === exitCodes.noAccess) return undefined;
    throw error;
  }
};

/** Many missing values are better given by a file than one by one. */
const offerSkeleton = (
  { context, target }: Pick<DeploymentContext, 'context' | 'target'>,
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
const prepareScript = async (deployment: DeploymentContext): Promise<Prepared> => {
  const resolved = await resolveUnattended(deployment);
  reportWarnings(deployment, resolved);
  const results = await judgeChecks(deployment, selected(deployment), resolved?.values ?? new Map());
  if (exitCodeOf(results) === exitCodes.noAccess) return { result: failed(deployment, results) };
  const missing = deployment.loadedTemplate === undefined ? missingTemplate(deployment) : undefined;
  const problems = [...(missing === undefined ? [] : [missing]), ...(resolved?.problems ?? [])];
  offerSkeleton(deployment, problems);
  const stopped = stopOnProblems(deployment, problems, results);
  const { loadedTemplate } = deployment;
  if (stopped !== undefined || resolved === undefined || loadedTemplate === undefined)
    return stopped ?? { result: failed(deployment, results) };
  return { resolved, loadedTemplate, deployment };
};

/** Nobody has said which bucket is meant: a person will, or leaves it for later. */
const waitsForBucket = ({ id }: Check, { target }: Pick<DeploymentContext, 'target'>): boolean =>
  id.startsWith('s3.') && target.buckets.length === 0 && target.product.teamBucket !== undefined;

const findingOf = (
  { check, verdict, ignored }: CheckResult,
  { target }: Pick<DeploymentContext, 'target'>,
): readonly Finding[] => {
  if (ignored || verdict.status !== 'fail') return [];
  const { product, template } = target;
  const keys = [...(check.needs?.(product, template) ?? []), ...(check.uses?.(product, template) ?? [])];
  return [{ status: 'fail', parameters: keys, message: verdict.message ?? check.title, fix: verdict.fix }];
};

/** Keeps what was answered, and says how to go on with it. */
const leave = async (deployment: DeploymentContext, resolved: ResolvedValues): Promise<Prepared> => {
  const { context, target } = deployment;
  const path = await keepUnfinishedAnswers(deployment, resolved);
  context.connection.emit({
    type: 'next',
    steps: [resumeCommand(context, target.kind === 'create' ? 'install' : 'upgrade', '--answers', path)],
  });
  return { result: { outcome: 'declined', exitCode: exitCodes.declined } };
};

/** Failed checks that no value can mend come first; those about values, and those with a fix, belong to the page. */
const prepareWithPerson = async (found: DeploymentContext, made: MadeByFixes): Promise<Prepared> => {
  const { withoutValues, withValues } = checksOf(found);
  const now = withoutValues.filter((check) => !waitsForBucket(check, found));
  const first = await lookUntilFixable(found, now);
  const failing = first.filter(isFailing);
  const fixable = await Promise.all(failing.map((one) => isFixable(one, found)));
  if (fixable.includes(false) || (failing.length > 0 && found.context.session.options.yes))
    return { result: failed(found, first) };
  const loadedTemplate = requireTemplate(found);
  const open = failing.map(({ check }) => check);
  const later = withoutValues.filter((check) => !now.includes(check) || open.includes(check));
  const about = new ValueChecks(found, [...later, ...withValues], failing);
  const resolved = await resolveParameters(found, {
    judge: async (values, buckets) =>
      (await about.judge(values, buckets)).flatMap((one) => findingOf(one, found)),
    making: new Offers(about, made),
    onBrokenOff: (unfinished) => keepBrokenOff(about.deployment, unfinished),
  });
  const deployment = withBuckets(about.deployment, resolved.buckets ?? found.target.buckets);
  if (resolved.left) return leave(deployment, resolved);
  reportWarnings(deployment, resolved);
  const judged = await about.conclude(resolved.values, resolved.buckets);
  const results = [...first.filter((one) => !failing.includes(one)), ...judged];
  // What was answered is not lost with the run.
  if (resolved.problems.length > 0 || exitCodeOf(results) !== exitCodes.succeeded)
    await saveAnswers(deployment, resolved);
  const stopped = stopOnProblems(deployment, resolved.problems, results);
  return stopped ?? { resolved, loadedTemplate, deployment };
};

const reportWarnings = (
  { context }: Pick<DeploymentContext, 'context'>,
  resolved: ResolvedValues | undefined,
): void => {
  for (const message of resolved?.warnings ?? [])
    context.connection.emit({ type: 'note', level: 'warn', message });
};

/**
 * Checks and values, in the order that suits who is there.
 * @param made told of what fixes make on the way
 * @throws InstallErrors with every missing and every invalid value
 */
export const prepare = (deployment: DeploymentContext, made: MadeByFixes): Promise<Prepared> =>
  deployment.context.connection.prompt.interactive
    ? prepareWithPerson(deployment, made)
    : prepareScript(deployment);
