import { isApiFault } from '../../core/rehearsal.ts';
import type { Session } from '../../core/session.ts';
import { referenceTemplate } from '../../products/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { failUnknown } from './errors.ts';
import type { InnerCommand } from './inner-command.ts';

const idOf = (fail: string): string => fail.split(/[=@]/, 1)[0] ?? '';

/**
 * A resource that is told to fail must be in the template: a misspelt one would make the rehearsal pass. With `--serve`
 * nobody knows yet what templates will come.
 */
export async function knownFailures(
  { options, local, packageFolder }: Pick<Session<'rehearse'>, 'options' | 'local' | 'packageFolder'>,
  inner: InnerCommand,
): Promise<void> {
  const ids = options.fail.map(idOf).filter((id) => !isApiFault(id));
  if (options.serve || ids.length === 0 || (inner.hasTemplate && inner.templateFile === undefined)) return;
  const template = parseTemplate(
    await local.files.read(
      inner.templateFile ?? `${packageFolder}templates/${referenceTemplate(inner.product)}`,
    ),
  );
  const unknown = ids.find((id) => !template.resources.has(id));
  if (unknown !== undefined) throw failUnknown(unknown, template.resources.keys());
}
