import { known, type Value, type Values } from '../../core/parameter.ts';
import type { Product } from '../../core/product.ts';
import type { Template, TemplateParameter } from '../../core/template.ts';
import type { InstallError } from '../../core/errors.ts';
import { enrichmentOf } from '../enrichment.ts';
import { notTogether } from '../errors.ts';

interface Broken {
  readonly keys: readonly string[];
  readonly message: string;
}

/** Rules of the product that the values break, on the parameters the template has of them. */
const broken = (product: Product, template: Template, values: Values, warns: boolean): readonly Broken[] =>
  product.rules.flatMap((rule) => {
    const keys = rule.parameters.filter((key) => template.parameters.has(key));
    const applies = (rule.warns === true) === warns && keys.length > 0;
    return applies && rule.holds({ values, template }) === false ? [{ keys, message: rule.message }] : [];
  });

/** Values that the product knows not to go together, each an error. */
export const productProblems = (
  product: Product,
  template: Template,
  values: Values,
): readonly InstallError[] =>
  broken(product, template, values, false).map(({ keys, message }) => notTogether(keys, message));

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

/** What the vendor asks to leave alone, or empty, and was not, and rules that only warn: told, never refused. */
export const productWarnings = (product: Product, template: Template, values: Values): readonly string[] => [
  ...[...template.parameters.values()].flatMap((parameter) => warningsFor(product, parameter, values)),
  ...broken(product, template, values, true)
    .filter(({ keys }) => keys.some((key) => chosen(values.get(key))))
    .map(({ keys, message }) => `${keys.join(', ')}: ${message}`),
];
