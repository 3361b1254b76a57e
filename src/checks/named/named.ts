import type { CheckInput } from '../../core/check.ts';
import { known } from '../../core/parameter.ts';
import type { NamedThing, Product } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';

/** A thing of the account, and the parameter that names it. */
export interface Named {
  readonly key: string;
  readonly thing: NamedThing;
  readonly name: string;
}

const typed: Readonly<Record<string, NamedThing>> = { 'AWS::EC2::KeyPair::KeyName': 'key-pair' };

/** What a parameter names: by its type, or because the product knows it. */
const thingOf = (product: Product, template: Template, key: string): NamedThing | undefined =>
  typed[template.parameters.get(key)?.type ?? ''] ?? product.enrich[key]?.names;

/** The template's parameters that name such things. */
export const namingKeys = (
  product: Product,
  template: Template | undefined,
  ...things: readonly NamedThing[]
): readonly string[] =>
  template === undefined
    ? []
    : [...template.parameters.keys()].filter((key) => {
        const thing = thingOf(product, template, key);
        return thing !== undefined && things.includes(thing);
      });

/** What the values name; nothing for a parameter that is empty, and for what a running stack keeps. */
export function namedBy(input: CheckInput, ...things: readonly NamedThing[]): readonly Named[] {
  const { product, template } = input.target;
  if (template === undefined) return [];
  return namingKeys(product, template, ...things).flatMap((key) => {
    const thing = thingOf(product, template, key);
    if (thing === undefined || input.values.get(key)?.usePrevious === true) return [];
    const names = (known(input.values, key) ?? '').split(',').map((name) => name.trim());
    return names.filter((name) => name !== '').map((name) => ({ key, thing, name }));
  });
}
