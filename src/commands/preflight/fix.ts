import type { CheckResult, Fix } from '../../core/check.ts';
import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { confirmOrDecline } from '../shared/consent.ts';
import { applyFix, personAgrees, type AgreeToFix } from '../shared/fix/apply.ts';
import { MadeByFixes } from '../shared/fix/made.ts';
import { checkInput } from '../shared/run-checks.ts';
import { declinedCode } from '../shared/errors.ts';
import { fixNeedsPerson, fixUnnamed } from './errors.ts';
import { recheck, type PreflightResult } from './run-preflight.ts';
import { useFixOutputs, type FixState } from './fix-outputs.ts';
import type { CommandContext } from '../shared/context.ts';
import type { DeploymentContext, DeploymentPart } from '../shared/deployment-context.ts';

/** A script must name what may be fixed: `--yes` alone is not enough. */
const assertFixesAllowed = ({ context }: DeploymentPart<'session' | 'connection'>): void => {
  const { options } = context.session;
  if (context.connection.prompt.interactive || (options.yes && options.only !== undefined)) return;
  throw fixUnnamed();
};

/** What did not pass; and what was skipped, where it was asked for by name: no role given may mean that one is wanted. */
const isFixable = (
  { verdict, ignored, check }: CheckResult,
  { context }: DeploymentPart<'session'>,
): boolean => {
  if (ignored) return false;
  if (verdict.status === 'skipped') return context.session.options.only?.includes(check.id) ?? false;
  return verdict.status === 'fail' || verdict.status === 'warn';
};

const planFix = async (
  { check }: CheckResult,
  { deployment, checked }: FixState,
): Promise<Fix | undefined> => {
  const fix = await check.fix?.(checkInput(deployment, checked.values));
  const costs = fix !== undefined && 'template' in fix && fix.needsPerson === true;
  if (costs && !deployment.context.connection.prompt.interactive) throw fixNeedsPerson(check.id);
  return fix;
};

const emitNote = (
  { context }: DeploymentPart<'connection'>,
  level: 'info' | 'good' | 'warn',
  message: string,
  detail?: string[],
) => context.connection.emit({ type: 'note', level, message, detail });

/** `--yes` agrees to what `--only` names, but not to standing costs, nor to whatever there is: somebody says yes to that. */
const agreeing = (context: Pick<CommandContext, 'session' | 'connection'>, fix: Fix): AgreeToFix =>
  context.session.options.only === undefined || ('template' in fix && fix.needsPerson === true)
    ? personAgrees(context)
    : (question, what) => confirmOrDecline(context, question, what);

/** These end the run: nothing may be done at all, or the person has left. */
const endingCodes: readonly number[] = [exitCodes.interrupted, exitCodes.stillRunning];

/** Told at the end, with the exit code of what was asked for and not done. */
const withProblem = ({ deployment, checked }: FixState, problem: InstallError): FixState => ({
  deployment,
  checked: { ...checked, problems: [...checked.problems, problem] },
});

/** One fix that is refused by AWS, or declined, leaves the others their turn. */
const tryFix = async (state: FixState, result: CheckResult, made: MadeByFixes): Promise<FixState> => {
  try {
    const fix = await planFix(result, state);
    if (fix === undefined) return state;
    const found = result.verdict.message ?? 'not as it must be';
    const level = result.verdict.status === 'skipped' ? 'info' : 'warn';
    emitNote(state.deployment, level, `${result.check.id}: ${found}`);
    const { context } = state.deployment;
    return useFixOutputs(state, await applyFix(context, fix, agreeing(context, fix), made.add));
  } catch (error) {
    if (!(error instanceof InstallError) || endingCodes.includes(error.exitCode)) throw error;
    if (error.code !== declinedCode) return withProblem(state, error);
    emitNote(state.deployment, 'info', error.message, [error.hint]);
    return state;
  }
};

/** Refused before anything else is fixed, so that a script's mistake changes nothing. */
const refuseUnattended = async (state: FixState, results: readonly CheckResult[]): Promise<void> => {
  if (state.deployment.context.connection.prompt.interactive) return;
  for (const result of results)
    await planFix(result, state).catch((error: unknown) => {
      if (error instanceof InstallError && error.exitCode !== exitCodes.usage) return;
      throw error;
    });
};

/**
 * Offers each fix as the exact change it is; does what is agreed to; judges again.
 * @throws InstallError `fix-unnamed`, `fix-needs-person` (2).
 */
export async function offerFixes(deployment: DeploymentContext, checked: PreflightResult): Promise<FixState> {
  assertFixesAllowed(deployment);
  const fixable = checked.results.filter((result) => isFixable(result, deployment));
  let state: FixState = { deployment, checked };
  await refuseUnattended(state, fixable);
  const made = new MadeByFixes();
  try {
    for (const result of fixable) state = await tryFix(state, result, made);
  } finally {
    made.report(deployment.context);
  }
  // What was skipped for want of a value may be judged now.
  const results = await recheck(state.deployment, state.checked.values, checked.results, 'all');
  return { deployment: state.deployment, checked: { ...state.checked, results } };
}
