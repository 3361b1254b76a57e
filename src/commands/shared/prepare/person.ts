import type { Check, CheckResult } from '../../../core/check.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { Finding, ResolvedValues } from '../../../parameters/index.ts';
import { keepBrokenOff, keepUnfinishedAnswers, saveAnswers } from '../answers.ts';
import type { DeploymentContext, DeploymentPart } from '../deployment-context.ts';
import { recheckUntilFixable } from '../fix/recheck.ts';
import type { MadeByFixes } from '../fix/made.ts';
import { Offers } from '../fix/offers.ts';
import { isFailing, ValueChecks, withBuckets } from '../fix/value-checks.ts';
import { commandOf, resumeCommand } from '../next-command.ts';
import { checksOf, exitCodeOf } from '../run-checks.ts';
import { requireTemplate, resolveParameters } from './parameters.ts';
import { failed, reportWarnings, stopOnProblems, type Prepared } from './prepared.ts';

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
const leave = async (
  deployment: DeploymentPart<
    'session' | 'connection' | 'settings' | 'stackName',
    'loadedTemplate' | 'target'
  >,
  resolved: ResolvedValues,
): Promise<Prepared> => {
  const { context, target } = deployment;
  const path = await keepUnfinishedAnswers(deployment, resolved);
  context.connection.emit({
    type: 'next',
    steps: [resumeCommand({ ...context, keptAnswers: path }, commandOf(target.kind))],
  });
  return { result: { outcome: 'declined', exitCode: exitCodes.declined } };
};

/** Failed checks that no value can fix come first; those about values, and those with a fix, belong to the page. */
export async function prepareWithPerson(found: DeploymentContext, made: MadeByFixes): Promise<Prepared> {
  const { withoutValues, withValues } = checksOf(found);
  const now = withoutValues.filter((check) => !waitsForBucket(check, found));
  const { results: first, goesOn } = await recheckUntilFixable(found, now);
  if (!goesOn) return { result: failed(found, first) };
  const failing = first.filter(isFailing);
  const loadedTemplate = requireTemplate(found);
  const open = failing.map(({ check }) => check);
  const later = withoutValues.filter((check) => !now.includes(check) || open.includes(check));
  const about = new ValueChecks(found, [...later, ...withValues], failing);
  const resolved = await resolveParameters(found, {
    judge: async (values, buckets) =>
      (await about.judge(values, buckets)).flatMap((one) => findingOf(one, found)),
    creator: new Offers(about, made),
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
}
