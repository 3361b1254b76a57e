import type { CheckResult, Mend } from '../../core/check.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import { agreed, declined } from '../shared/consent.ts';
import { again, type Examined } from './run-preflight.ts';
import { learnt } from './fix-outputs.ts';
import { mendByStack } from './fix-stack.ts';
import type { Survey } from '../shared/deployment.ts';

/** What the run knows so far; a mend may add to it. */
interface Ground {
  readonly surveyed: Survey;
  readonly examined: Examined;
}

/** A script must name what may be fixed: `--yes` alone is not enough. */
const mayMend = ({ opened }: Survey): void => {
  const { options } = opened.session;
  if (opened.connection.prompt.interactive || (options.yes && options.only !== undefined)) return;
  throw new InstallError({
    code: 'fix-unnamed',
    message: 'Nobody is here to agree to each fix, so what may be fixed has to be named.',
    hint: 'Write --fix --yes --only followed by the check ids, for example --only iam.es-service-linked-role.',
    exitCode: exitCodes.usage,
  });
};

const needsPerson = (id: string): InstallError =>
  new InstallError({
    code: 'fix-needs-person',
    message: `The fix of ${id} costs money for as long as it is there, so a person has to agree to its plan; --yes does not.`,
    hint: `Run the same command at a terminal, without --non-interactive and with CI unset, or leave ${id} out of --only.`,
    exitCode: exitCodes.usage,
  });

/** What did not pass; and what was skipped, where it was asked for by name: no role given may mean that one is wanted. */
const isMendable = ({ verdict, ignored, check }: CheckResult, { opened }: Survey): boolean => {
  if (ignored) return false;
  if (verdict.status === 'skipped') return opened.session.options.only?.includes(check.id) ?? false;
  return verdict.status === 'fail' || verdict.status === 'warn';
};

const mendOf = async ({ check }: CheckResult, { surveyed, examined }: Ground): Promise<Mend | undefined> => {
  const { facts, probe, clock } = surveyed.opened.connection;
  const { values } = examined;
  const mend = await check.mend?.({ facts, probe, values, target: surveyed.target, now: clock.now() });
  const costs = mend !== undefined && 'template' in mend && mend.needsPerson === true;
  if (costs && !surveyed.opened.connection.prompt.interactive) throw needsPerson(check.id);
  return mend;
};

const tellNote = ({ opened }: Survey, level: 'info' | 'good' | 'warn', message: string, detail?: string[]) =>
  opened.connection.emit({ type: 'note', level, message, ...(detail === undefined ? {} : { detail }) });

const doMend = async (ground: Ground, result: CheckResult, mend: Mend): Promise<Ground> => {
  const { surveyed, examined } = ground;
  const { connection } = surveyed.opened;
  if ('template' in mend) return learnt(ground, mend, await mendByStack(surveyed.opened, mend));
  tellNote(surveyed, 'info', mend.title, [...mend.changes]);
  await agreed(surveyed.opened, `Do this to fix ${result.check.id}?`, mend.title);
  connection.emit({ type: 'busy', message: mend.title });
  await mend.call(connection.mends).finally(() => connection.emit({ type: 'busy' }));
  tellNote(surveyed, 'good', `Done: ${mend.title}`);
  return { surveyed, examined };
};

/** These end the run: nothing may be done at all, or the person has left. */
const ending: readonly number[] = [exitCodes.interrupted, exitCodes.stillRunning];

/** Told at the end, with the exit code of what was asked for and not done. */
const withProblem = ({ surveyed, examined }: Ground, problem: InstallError): Ground => ({
  surveyed,
  examined: { ...examined, problems: [...examined.problems, problem] },
});

/** One mend that is refused by AWS, or declined, leaves the others their turn. */
const tried = async (ground: Ground, result: CheckResult): Promise<Ground> => {
  try {
    const mend = await mendOf(result, ground);
    if (mend === undefined) return ground;
    const found = result.verdict.message ?? 'not as it must be';
    const level = result.verdict.status === 'skipped' ? 'info' : 'warn';
    tellNote(ground.surveyed, level, `${result.check.id}: ${found}`);
    return await doMend(ground, result, mend);
  } catch (error) {
    if (!(error instanceof InstallError) || ending.includes(error.exitCode)) throw error;
    if (error.code !== declined('').code) return withProblem(ground, error);
    tellNote(ground.surveyed, 'info', error.message, [error.hint]);
    return ground;
  }
};

/** Refused before anything else is mended, so that a script's mistake changes nothing. */
const refuseUnattended = async (ground: Ground, results: readonly CheckResult[]): Promise<void> => {
  if (ground.surveyed.opened.connection.prompt.interactive) return;
  for (const result of results)
    await mendOf(result, ground).catch((error: unknown) => {
      if (error instanceof InstallError && error.exitCode !== exitCodes.usage) return;
      throw error;
    });
};

/**
 * Offers each mend as the exact change it is; does what is agreed to; judges again.
 * @throws InstallError `fix-unnamed`, `fix-needs-person` (2).
 */
export async function fix(surveyed: Survey, examined: Examined): Promise<Ground> {
  mayMend(surveyed);
  const mendable = examined.results.filter((result) => isMendable(result, surveyed));
  let ground: Ground = { surveyed, examined };
  await refuseUnattended(ground, mendable);
  for (const result of mendable) ground = await tried(ground, result);
  // What was skipped for want of a value may be judged now.
  const results = await again(ground.surveyed, ground.examined.values, examined.results, 'all');
  return { surveyed: ground.surveyed, examined: { ...ground.examined, results } };
}
