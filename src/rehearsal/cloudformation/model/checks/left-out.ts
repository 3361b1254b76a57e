import { isInstallError } from '../../../../core/errors.ts';
import type { TemplateValue } from '../../../../core/template.ts';
import { activeResources, evaluateConditions, referencesOf, type Scope } from '../../../../template/index.ts';
import { activeOutputs } from '../outputs.ts';

/** The words for what refers to a resource that its condition leaves out; in a branch that does not count it may. */
export function unresolvedReferences(scope: Scope): string | undefined {
  try {
    const active = activeResources(scope);
    return (
      unresolved(
        scope,
        'Resources',
        active.map(({ properties }): TemplateValue => properties),
      ) ??
      unresolved(
        scope,
        'Outputs',
        activeOutputs(scope).map(({ value }) => value),
      )
    );
  } catch (error) {
    // What else is wrong is told in its turn.
    if (isInstallError(error)) return undefined;
    throw error;
  }
}

const unresolved = (scope: Scope, block: string, values: readonly TemplateValue[]): string | undefined => {
  const active = new Set(activeResources(scope).map(({ logicalId }) => logicalId));
  const conditions = evaluateConditions(scope);
  const isLeftOut = (name: string): boolean => scope.template.resources.has(name) && !active.has(name);
  const names = values.flatMap((value) =>
    [...referencesOf(value, conditions)].flatMap(({ kind, name }) =>
      kind !== 'condition' && isLeftOut(name) ? [name] : [],
    ),
  );
  return names.length === 0
    ? undefined
    : `Template format error: Unresolved resource dependencies [${[...new Set(names)].join(', ')}] in the ${block} block of the template`;
};
