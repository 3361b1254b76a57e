import { isApiFault } from '../../core/rehearsal.ts';
import type { Session } from '../../core/session.ts';
import { referenceTemplate } from '../../products/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { failUnknown } from './errors.ts';
import type { InnerCommand } from './inner-command.ts';

type Rehearsal = Pick<Session<'rehearse'>, 'options' | 'local' | 'packageFolder'>;

const idOf = (fail: string): string => fail.split(/[=@]/, 1)[0] ?? '';

/**
 * A resource that is told to fail must be in the template: a misspelt one would make the rehearsal pass. With `--serve`
 * nobody knows yet what templates will come, and one at an address has not been read.
 * @returns logical ids that no template could be searched for
 */
export async function unsearchedFailures(
  { options, local, packageFolder }: Rehearsal,
  inner: InnerCommand,
): Promise<readonly string[]> {
  const ids = options.fail.map(idOf).filter((id) => !isApiFault(id));
  if (ids.length === 0 || options.serve || (inner.hasTemplate && inner.templateFile === undefined))
    return ids;
  const template = parseTemplate(
    await local.files.read(
      inner.templateFile ?? `${packageFolder}templates/${referenceTemplate(inner.product)}`,
    ),
  );
  const unknown = ids.find((id) => !template.resources.has(id));
  if (unknown !== undefined) throw failUnknown(unknown, template.resources.keys());
  return [];
}
