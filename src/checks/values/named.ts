import type { CheckInput } from '../../core/check.ts';
import { known } from '../../core/parameter.ts';
import type { NamedThing, Product } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';

/** A thing of the account, and the parameter that names it. */
export interface Named<Thing extends NamedThing = NamedThing> {
  readonly key: string;
  readonly thing: Thing;
  readonly name: string;
}

const typed: Readonly<Record<string, NamedThing>> = { 'AWS::EC2::KeyPair::KeyName': 'key-pair' };

/** What a parameter names: by its type, or because the product knows it. */
const thingOf = (product: Product, template: Template, key: string): NamedThing | undefined =>
  typed[template.parameters.get(key)?.type ?? ''] ?? product.enrich[key]?.names;

const naming = <Thing extends NamedThing>(
  product: Product,
  template: Template | undefined,
  things: readonly Thing[],
): readonly Pick<Named<Thing>, 'key' | 'thing'>[] =>
  template === undefined
    ? []
    : [...template.parameters.keys()].flatMap((key) => {
        const named = thingOf(product, template, key);
        const thing = things.find((one) => one === named);
        return thing === undefined ? [] : [{ key, thing }];
      });

/** The template's parameters that name such things. */
export const namingKeys = (
  product: Product,
  template: Template | undefined,
  ...things: readonly NamedThing[]
): readonly string[] => naming(product, template, things).map(({ key }) => key);

/** What the values name; nothing for a parameter that is empty, and for what a running stack keeps. */
export function namedBy<Thing extends NamedThing>(
  { target, values }: CheckInput,
  ...things: readonly Thing[]
): readonly Named<Thing>[] {
  return naming(target.product, target.template, things).flatMap(({ key, thing }) => {
    if (values.get(key)?.usePrevious === true) return [];
    const names = (known(values, key) ?? '').split(',').map((name) => name.trim());
    return names.filter((name) => name !== '').map((name) => ({ key, thing, name }));
  });
}
