import type { Replacement } from '../../../core/stack.ts';
import { isCustomResource } from '../../../template/index.ts';
import table from './replacement.json' with { type: 'json' };

interface TypeTraits {
  /** Properties whose change makes a new physical resource. */
  readonly immutable: readonly string[];
  /** Properties whose change may. */
  readonly conditional: readonly string[];
  readonly required: readonly string[];
  readonly attributes: readonly string[];
  /** What the physical resource is known by. */
  readonly identifier: readonly string[];
  /** The property that carries tags, where the type has them. */
  readonly tags?: string;
}

const traits = new Map<string, TypeTraits>(Object.entries(table));

export const traitsOf = (type: string): TypeTraits | undefined => traits.get(type);

/** RequiresRecreation of one top-level property, CloudFormation's word; an unknown type is Conditionally. */
export function recreationOf(type: string, property: string): 'Never' | 'Conditionally' | 'Always' {
  const known = traits.get(type);
  if (known === undefined) return isCustomResource(type) ? 'Never' : 'Conditionally';
  if (known.immutable.includes(property)) return 'Always';
  return known.conditional.includes(property) ? 'Conditionally' : 'Never';
}

const rank = { Never: 0, Conditionally: 1, Always: 2 } as const;

export function replacementOf(recreations: readonly (keyof typeof rank)[]): Replacement {
  const worst = Math.max(0, ...recreations.map((recreation) => rank[recreation]));
  return (['False', 'Conditional', 'True'] as const)[worst] ?? 'False';
}

/** Stack tags reach a resource only through a tag property; a change of them is then a change of it. */
export const carriesTags = (type: string): boolean => traits.get(type)?.tags !== undefined;
