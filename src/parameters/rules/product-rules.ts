import { known, type Value, type Values } from '../../core/parameter.ts';
import type { Product } from '../../core/product.ts';
import type { Template, TemplateParameter } from '../../core/template.ts';
import type { InstallError } from '../../core/errors.ts';
import { enrichmentOf } from '../enrichment.ts';
import { notTogether } from '../errors.ts';
import type { Finding } from '../types.ts';

/** Rules of the product that the values break, on the parameters the template has of them. */
export const brokenRules = (product: Product, template: Template, values: Values): readonly Finding[] =>
  product.rules.flatMap(({ parameters, message, warns, holds }) => {
    const keys = parameters.filter((key) => template.parameters.has(key));
    return keys.length > 0 && holds({ values, template }) === false
      ? [{ status: warns === true ? 'warn' : 'fail', parameters: keys, message }]
      : [];
  });

/** Values that the product knows not to go together, each an error. */
export const productProblems = (
  product: Product,
  template: Template,
  values: Values,
): readonly InstallError[] =>
  brokenRules(product, template, values)
    .filter(({ status }) => status === 'fail')
    .map(({ parameters, message }) => notTogether(parameters, message));

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

/** Rules that only warn, where no page tells of them. */
export const ruleWarnings = (product: Product, template: Template, values: Values): readonly string[] =>
  brokenRules(product, template, values)
    .filter(
      ({ status, parameters }) => status === 'warn' && parameters.some((key) => chosen(values.get(key))),
    )
    .map(({ parameters, message }) => `${parameters.join(', ')}: ${message}`);
