import { known, type Value, type Values } from '../../core/parameter.ts';
import type { Product } from '../../core/product.ts';
import type { Template, TemplateParameter } from '../../core/template.ts';
import type { InstallError } from '../../core/errors.ts';
import { enrichmentOf } from '../enrichment.ts';
import { notTogether } from '../errors.ts';
import type { Finding } from '../types.ts';

/** A value that a person chose; what the stack has already was chosen before. */
const chosen = (value: Value | undefined): value is Value =>
  value !== undefined &&
  value.usePrevious !== true &&
  value.source !== 'default' &&
  value.source !== 'derived';

/** Rules of the product that the values break, on the parameters the template has of them. */
const brokenRules = (product: Product, template: Template, values: Values): readonly Finding[] =>
  product.rules.flatMap(({ warns, holds, message, parameters: about }) => {
    const parameters = about.filter((key) => template.parameters.has(key));
    const counts = warns === true ? parameters.some((key) => chosen(values.get(key))) : parameters.length > 0;
    return counts && holds({ values, template }) === false
      ? [{ status: warns === true ? 'warn' : 'fail', parameters, message }]
      : [];
  });

/** What the vendor asks to leave alone, or empty, and was not. */
const adviceOn = (
  { product, template }: { readonly product: Product; readonly template: Template },
  { key, ...parameter }: TemplateParameter,
  values: Values,
): readonly Finding[] => {
  const value = values.get(key);
  if (!chosen(value)) return [];
  const { keepDefault, emptyUnless } = enrichmentOf(product, key);
  const text = known(values, key) ?? '';
  const messages = [
    ...(keepDefault !== undefined && text !== (parameter.default ?? '') ? [keepDefault] : []),
    ...(emptyUnless !== undefined && text !== '' && emptyUnless.holds(values, template) === false
      ? [emptyUnless.why]
      : []),
  ];
  return messages.map((message) => ({ status: 'warn', parameters: [key], message }));
};

/** All that the product has to say of these values together: what is refused, and what is only told. */
export const productFindings = (product: Product, template: Template, values: Values): readonly Finding[] => [
  ...[...template.parameters.values()].flatMap((parameter) =>
    adviceOn({ product, template }, parameter, values),
  ),
  ...brokenRules(product, template, values),
];

/** Values that the product knows not to go together, each an error. */
export const productProblems = (findings: readonly Finding[]): readonly InstallError[] =>
  findings
    .filter(({ status }) => status === 'fail')
    .map(({ parameters, message }) => notTogether(parameters, message));

/** What is told and never refused. */
export const productWarnings = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ status }) => status === 'warn')
    .map(({ parameters, message }) => `${parameters.join(', ')}: ${message}`);
