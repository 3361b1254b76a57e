import type { CheckResult } from '../../core/check.ts';
import { InstallError } from '../../core/errors.ts';
import { annotations, codeQuality, junit, markdown, type ReportMeta } from '../../reports/index.ts';
import type { DeploymentPart } from '../shared/deployment-context.ts';
import { asTyped } from '../shared/run-checks.ts';

const metaOf = async ({
  context,
  target,
}: DeploymentPart<'session' | 'connection' | 'stackName', 'target'>): Promise<ReportMeta> => {
  const { connection, session } = context;
  const identity = await connection.facts.identity().catch(() => undefined);
  return {
    product: target.product.title,
    stackName: context.stackName,
    region: connection.region,
    at: connection.clock.now(),
    strict: session.options.strict ?? false,
    account: identity === undefined ? undefined : identity.account,
  };
};

/** Under GitHub Actions the findings also become annotations (they are read from any stream) and a step summary. */
const forGithub = async (
  { context }: DeploymentPart<'session' | 'connection'>,
  results: readonly CheckResult[],
  meta: ReportMeta,
): Promise<void> => {
  const { env, files, emit } = context.connection;
  if (env['GITHUB_ACTIONS'] !== 'true' || context.session.options.output === 'json') return;
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
export async function writeReports(
  deployment: DeploymentPart<'session' | 'connection' | 'stackName' | 'keptAnswers', 'target'>,
  found: readonly CheckResult[],
): Promise<void> {
  const results = found.map((result) => asTyped(deployment, result));
  const { options } = deployment.context.session;
  const { files } = deployment.context.connection;
  const meta = await metaOf(deployment);
  if (options.junit !== undefined) await files.write(options.junit, junit(results, meta), { mode: 0o644 });
  if (options.markdown !== undefined)
    await files.write(options.markdown, markdown(results, meta), { mode: 0o644 });
  if (options.codeQuality !== undefined)
    await files.write(options.codeQuality, codeQuality(results, { about: deployment.context.stackName }), {
      mode: 0o644,
    });
  await forGithub(deployment, results, meta);
}
