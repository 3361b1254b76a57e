import type { TemplateValue } from '../../../../core/template.ts';
import {
  activeResources,
  dependencyGraph,
  evaluateConditions,
  inOrder,
  referencesOf,
  type Scope,
} from '../../../../template/index.ts';
import { activeOutputs } from '../outputs.ts';
import { unlessInvalid } from '../scope.ts';

/**
 * The words for what refers to a resource that its condition leaves out, and for a circle; in a branch that does not
 * count there may be both.
 */
export function unfitReferences(scope: Scope): string | undefined {
  return unlessInvalid(() => {
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
      ) ??
      circularReferences(
        scope.template,
        new Set(active.map(({ logicalId }) => logicalId)),
        evaluateConditions(scope),
      )
    );
  });
}

/** The words for resources that need each other. */
export function circularReferences(...of: Parameters<typeof dependencyGraph>): string | undefined {
  const graph = dependencyGraph(...of);
  const ordered = new Set(inOrder(graph));
  const left = [...graph.keys()].filter((id) => !ordered.has(id));
  return left.length === 0 ? undefined : `Circular dependency between resources: [${left.join(', ')}]`;
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
