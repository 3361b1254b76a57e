import type { CheckResult, Mend } from '../../core/check.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import type { Values } from '../../core/parameter.ts';
import { agreed, declined } from './consent.ts';
import { again, tell, type Examined } from './examine.ts';
import { mendByStack } from './mend-stack.ts';
import type { Survey } from './survey.ts';

const mendOf = ({ check }: CheckResult, survey: Survey, values: Values): Promise<Mend | undefined> => {
  const { facts, probe, clock } = survey.opened.connection;
  return (
    check.mend?.({ facts, probe, values, target: survey.target, now: clock.now() }) ??
    Promise.resolve(undefined)
  );
};

/** A script must name what may be mended: `--yes` alone is not enough. */
const mayMend = ({ opened }: Survey): void => {
  const { options } = opened.session;
  if (opened.connection.prompt.interactive || (options.yes && options.only !== undefined)) return;
  throw new InstallError({
    code: 'fix-unnamed',
    message: 'Nobody is here to agree to each mend, so what may be mended has to be named.',
    hint: 'Write --fix --yes --only followed by the check ids, for example --only iam.es-service-linked-role.',
    exitCode: exitCodes.usage,
  });
};

const doMend = async (survey: Survey, result: CheckResult, mend: Mend): Promise<void> => {
  const { connection } = survey.opened;
  if ('template' in mend) return mendByStack(survey.opened, mend);
  connection.emit({ type: 'note', level: 'info', message: mend.title, detail: mend.changes });
  await agreed(survey.opened, `Do this to mend ${result.check.id}?`, mend.title);
  connection.emit({ type: 'busy', message: mend.title });
  await mend.call(connection.mends).finally(() => connection.emit({ type: 'busy' }));
  connection.emit({ type: 'note', level: 'good', message: `Done: ${mend.title}` });
};

const isDeclined = (error: unknown): boolean =>
  error instanceof InstallError && error.code === declined('').code;

/** One mend that is refused by AWS, or declined, leaves the others their turn. */
const tried = async (survey: Survey, result: CheckResult, mend: Mend): Promise<void> => {
  try {
    await doMend(survey, result, mend);
  } catch (error) {
    if (!(error instanceof InstallError) || error.exitCode === exitCodes.interrupted) throw error;
    const level = isDeclined(error) ? 'info' : 'warn';
    survey.opened.connection.emit({ type: 'note', level, message: error.message, detail: [error.hint] });
  }
};

/** Offers each mend as the exact change it is; does what is agreed to; judges again. */
export async function fix(survey: Survey, examined: Examined): Promise<Examined> {
  mayMend(survey);
  const { connection } = survey.opened;
  for (const result of examined.results) {
    if (result.ignored || !['fail', 'warn'].includes(result.verdict.status)) continue;
    const mend = await mendOf(result, survey, examined.values);
    if (mend === undefined) continue;
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `${result.check.id}: ${result.verdict.message ?? 'not as it must be'}`,
    });
    await tried(survey, result, mend);
  }
  const results = await again(survey, examined.values, examined.results);
  tell(survey, results);
  return { ...examined, results };
}
