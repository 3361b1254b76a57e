import { recordingLimit } from '../../core/file-limits.ts';
import { isApiFault } from '../../core/rehearsal.ts';
import type { Session } from '../../core/session.ts';
import { referenceTemplate } from '../../products/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { failUnknown } from './errors.ts';
import type { InnerCommand } from './inner-command.ts';

type Rehearsal = Pick<Session<'rehearse'>, 'options' | 'local' | 'packageFolder'>;

const idOf = (fail: string): string => fail.split(/[=@]/, 1)[0] ?? '';

/** Whether a kept account has met a resource of that name: it keeps the templates it was given as texts. */
const keptNames = async ({
  options,
  local,
}: Pick<Session<'rehearse'>, 'options' | 'local'>): Promise<(id: string) => boolean> => {
  if (options.state === undefined || !(await local.files.exists(options.state))) return () => false;
  const words = new Set((await local.files.read(options.state, recordingLimit)).match(/[A-Za-z0-9]+/g));
  return (id) => words.has(id);
};

/**
 * A resource that is told to fail must be in the template, or in a stack of the account that is kept: a misspelt one
 * would make the rehearsal pass. With `--serve` nobody knows yet what templates will come, and one at an address has not
 * been read.
 * @returns logical ids that no template could be searched for
 */
export async function unsearchedFailures(
  session: Rehearsal,
  inner: InnerCommand,
): Promise<readonly string[]> {
  const { options, local, packageFolder } = session;
  const ids = options.fail.map(idOf).filter((id) => !isApiFault(id));
  if (ids.length === 0 || options.serve || (inner.hasTemplate && inner.templateFile === undefined))
    return ids;
  const template = parseTemplate(
    await local.files.read(
      inner.templateFile ?? `${packageFolder}templates/${referenceTemplate(inner.product)}`,
    ),
  );
  const missing = ids.filter((id) => !template.resources.has(id));
  const isKept = missing.length === 0 || inner.hasTemplate ? () => false : await keptNames(session);
  const unknown = missing.find((id) => !isKept(id));
  if (unknown !== undefined) throw failUnknown(unknown, template.resources.keys());
  return [];
}
