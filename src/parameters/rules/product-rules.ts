import { known, type Value, type Values } from '../../core/parameter.ts';
import type { Product } from '../../core/product.ts';
import type { Template, TemplateParameter } from '../../core/template.ts';
import type { InstallError } from '../../core/errors.ts';
import { enrichmentOf } from '../enrichment.ts';
import { notTogether } from '../errors.ts';

/** Values that the product knows not to go together, each an error on the parameters the template has of them. */
export const productProblems = (
  product: Product,
  template: Template,
  values: Values,
): readonly InstallError[] =>
  product.rules.flatMap((rule) => {
    const keys = rule.parameters.filter((key) => template.parameters.has(key));
    return keys.length > 0 && rule.holds({ values, template }) === false
      ? [notTogether(keys, rule.message)]
      : [];
  });

/** A value that a person chose; what the stack has already was chosen before. */
const chosen = (value: Value | undefined): value is Value =>
  value !== undefined &&
  value.usePrevious !== true &&
  value.source !== 'default' &&
  value.source !== 'derived';

const warningsFor = (product: Product, parameter: TemplateParameter, values: Values): readonly string[] => {
  const { key } = parameter;
  const value = values.get(key);
  if (!chosen(value)) return [];
  const { keepDefault, emptyUnless } = enrichmentOf(product, key);
  const text = known(values, key) ?? '';
  return [
    ...(keepDefault !== undefined && text !== (parameter.default ?? '') ? [`${key}: ${keepDefault}`] : []),
    ...(emptyUnless !== undefined && text !== '' && emptyUnless.holds(values) === false
      ? [`${key}: ${emptyUnless.why}`]
      : []),
  ];
};

/** What the vendor asks to leave alone, or empty, and was not: told, never refused. */
export const productWarnings = (product: Product, template: Template, values: Values): readonly string[] =>
  [...template.parameters.values()].flatMap((parameter) => warningsFor(product, parameter, values));
