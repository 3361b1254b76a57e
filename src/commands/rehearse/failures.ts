import { isApiFault } from '../../core/rehearsal.ts';
import type { Session } from '../../core/session.ts';
import { referenceTemplate } from '../../products/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { failUnknown } from './errors.ts';
import type { InnerCommand } from './inner-command.ts';

const idOf = (fail: string): string => fail.split(/[=@]/, 1)[0] ?? '';

/** Whether a kept account has met a resource of that name: it keeps the templates it was given as texts. */
const keptNames = async ({
  options,
  local,
}: Pick<Session<'rehearse'>, 'options' | 'local'>): Promise<(id: string) => boolean> => {
  if (options.state === undefined || !(await local.files.exists(options.state))) return () => false;
  const words = new Set((await local.files.read(options.state)).match(/[A-Za-z0-9]+/g));
  return (id) => words.has(id);
};

/**
 * A resource that is told to fail must be in the template, or in a stack of the account that is kept: a misspelt one
 * would make the rehearsal pass. With `--serve` nobody knows yet what templates will come.
 */
export async function knownFailures(
  session: Pick<Session<'rehearse'>, 'options' | 'local' | 'packageFolder'>,
  inner: InnerCommand,
): Promise<void> {
  const { options, local, packageFolder } = session;
  const ids = options.fail.map(idOf).filter((id) => !isApiFault(id));
  if (options.serve || ids.length === 0 || (inner.hasTemplate && inner.templateFile === undefined)) return;
  const template = parseTemplate(
    await local.files.read(
      inner.templateFile ?? `${packageFolder}templates/${referenceTemplate(inner.product)}`,
    ),
  );
  const missing = ids.filter((id) => !template.resources.has(id));
  const isKept = missing.length === 0 || inner.hasTemplate ? () => false : await keptNames(session);
  const unknown = missing.find((id) => !isKept(id));
  if (unknown !== undefined) throw failUnknown(unknown, template.resources.keys());
}
