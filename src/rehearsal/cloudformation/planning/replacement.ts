import type { Replacement } from '../../../core/stack.ts';
import { isCustomResource } from '../../../template/index.ts';
import { traitsOf, type Recreation } from './resource-types.ts';

/** RequiresRecreation of one top-level property, CloudFormation's word; an unknown type is Conditionally. */
export function recreationOf(type: string, property: string): Recreation {
  const known = traitsOf(type);
  if (known === undefined) return isCustomResource(type) ? 'Never' : 'Conditionally';
  return known.properties.get(property)?.recreation ?? 'Never';
}

const rank = { Never: 0, Conditionally: 1, Always: 2 } as const;

export function replacementOf(recreations: readonly Recreation[]): Replacement {
  const worst = Math.max(0, ...recreations.map((recreation) => rank[recreation]));
  return (['False', 'Conditional', 'True'] as const)[worst] ?? 'False';
}

/** Stack tags reach a resource only through a tag property; a change of them is then a change of it. */
export const carriesTags = (type: string): boolean => traitsOf(type)?.tags !== undefined;
