import { isApiFault } from '../../core/rehearsal.ts';
import type { Session } from '../../core/session.ts';
import { referenceTemplate } from '../../products/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { failUnknown } from './errors.ts';
import type { InnerCommand } from './inner-command.ts';

type Rehearsal = Pick<Session<'rehearse'>, 'options' | 'local' | 'packageFolder'>;

const idOf = (fail: string): string => fail.split(/[=@]/, 1)[0] ?? '';

/** Logical ids that are to fail, and that no template at hand has. */
export interface FailuresElsewhere {
  /** No template could be searched for them. */
  readonly unsearched: readonly string[];
  /** A stack of the account that is kept must have them. */
  readonly kept: readonly string[];
}

/**
 * A resource that is told to fail must be in the template, or in a stack of the account that is kept: a misspelt one
 * would make the rehearsal pass. With `--serve` nobody knows yet what templates will come, and one at an address has not
 * been read.
 */
export async function failuresElsewhere(session: Rehearsal, inner: InnerCommand): Promise<FailuresElsewhere> {
  const { options, local, packageFolder } = session;
  const ids = options.fail.map(idOf).filter((id) => !isApiFault(id));
  if (ids.length === 0 || options.serve || (inner.hasTemplate && inner.templateFile === undefined))
    return { unsearched: ids, kept: [] };
  const template = parseTemplate(
    await local.files.read(
      inner.templateFile ?? `${packageFolder}templates/${referenceTemplate(inner.product)}`,
    ),
  );
  const missing = ids.filter((id) => !template.resources.has(id));
  if (options.state !== undefined && !inner.hasTemplate) return { unsearched: [], kept: missing };
  const [unknown] = missing;
  if (unknown !== undefined) throw failUnknown(unknown, template.resources.keys(), 'the template');
  return { unsearched: [], kept: [] };
}
