import type { CheckResult } from '../../core/check.ts';
import { InstallError } from '../../core/errors.ts';
import { annotations, codeQuality, junit, markdown, type ReportMeta } from '../../reports/index.ts';
import type { Survey } from '../shared/deployment.ts';

const metaOf = async ({ opened, target }: Survey): Promise<ReportMeta> => {
  const { connection, session } = opened;
  const identity = await connection.facts.identity().catch(() => undefined);
  return {
    product: target.product.title,
    stackName: opened.stackName,
    region: connection.region,
    at: connection.clock.now(),
    strict: session.options.strict,
    ...(identity === undefined ? {} : { account: identity.account }),
  };
};

/** Under GitHub Actions the findings also become annotations (they are read from any stream) and a step summary. */
const forGithub = async (
  { opened }: Survey,
  results: readonly CheckResult[],
  meta: ReportMeta,
): Promise<void> => {
  const { env, files, emit } = opened.connection;
  if (env['GITHUB_ACTIONS'] !== 'true' || opened.session.options.output === 'json') return;
  for (const line of annotations(results)) emit({ type: 'text', text: `${line}\n`, to: 'stderr' });
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary === undefined || summary === '') return;
  // Nobody asked for it by a flag, so it does not decide how the checks ended.
  await files.append(summary, markdown(results, meta)).catch((error: unknown) => {
    if (!(error instanceof InstallError)) throw error;
    emit({ type: 'note', level: 'warn', message: `No step summary: ${error.message}` });
  });
};

/** Writes the reports that were asked for. @throws InstallError `file-unwritable` */
export async function writeReports(survey: Survey, results: readonly CheckResult[]): Promise<void> {
  const { options } = survey.opened.session;
  const { files } = survey.opened.connection;
  const meta = await metaOf(survey);
  if (options.junit !== undefined) await files.write(options.junit, junit(results, meta), { mode: 0o644 });
  if (options.markdown !== undefined)
    await files.write(options.markdown, markdown(results, meta), { mode: 0o644 });
  if (options.codeQuality !== undefined)
    await files.write(options.codeQuality, codeQuality(results, { about: survey.opened.stackName }), {
      mode: 0o644,
    });
  await forGithub(survey, results, meta);
}
