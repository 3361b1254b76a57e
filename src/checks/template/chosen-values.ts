import type { CheckInput } from '../../core/check.ts';
import { known } from '../../core/parameter.ts';
import type { Picker, Product, ProductScope, SubnetRole } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';
import { plannedScope } from '../../products/index.ts';

/** Parameters that name such a thing: those the product knows, in this template where there is one. */
export const keysOf = (
  product: Product,
  template: Template | undefined,
  picker: Picker,
  role?: SubnetRole,
): readonly string[] =>
  Object.entries(product.enrich)
    .filter(([key, enrichment]) => {
      if (enrichment.picker !== picker || (role !== undefined && enrichment.role !== role)) return false;
      return template === undefined || template.parameters.has(key);
    })
    .map(([key]) => key);

/** What the product's expressions are worked out from in a check. */
export const productScope = ({ target, values }: Pick<CheckInput, 'target' | 'values'>): ProductScope =>
  plannedScope({
    values,
    template: target.template,
    region: target.region,
    stackName: target.stackName,
  });

/** Hosts that must resolve and that a certificate must cover. */
export const hostsOf = (input: Pick<CheckInput, 'target' | 'values'>): readonly string[] =>
  input.target.product.hosts(productScope(input));

/** The parameters that host names come from, in this template where there is one. */
export const hostKeys = (product: Product, template: Template | undefined): readonly string[] =>
  product.hostParameters.filter((key) => template === undefined || template.parameters.has(key));

export interface PickedIds {
  /** The parameters the template has for it. */
  readonly keys: readonly string[];
  /** What they name, without duplicates and blanks. */
  readonly ids: readonly string[];
}

/** The ids a person chose for such a thing. */
export function chosen(
  { target, values }: Pick<CheckInput, 'target' | 'values'>,
  picker: Picker,
  role?: SubnetRole,
): PickedIds {
  const keys = keysOf(target.product, target.template, picker, role);
  const ids = keys.flatMap((key) => (known(values, key) ?? '').split(',').map((id) => id.trim()));
  return { keys, ids: [...new Set(ids.filter((id) => id !== ''))] };
}
