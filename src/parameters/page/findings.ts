import type { PageFinding } from '../../core/events.ts';
import type { Values } from '../../core/parameter.ts';
import type { Product } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';
import type { Finding } from '../types.ts';
import { questionOf } from '../wording.ts';

/** Rules of the product between values that do not hold. */
export const brokenRules = (product: Product, template: Template, values: Values): readonly Finding[] =>
  (product.rules ?? [])
    .filter((rule) => rule.holds({ values }) === false)
    .map(({ parameters, message }) => ({
      status: 'fail' as const,
      parameters: parameters.filter((key) => template.parameters.has(key)),
      message,
    }));

export const pageFinding = (
  { status, parameters, message, fix }: Finding,
  template: Template,
): PageFinding => ({
  status,
  message,
  fix,
  labels: parameters.flatMap((key) => {
    const parameter = template.parameters.get(key);
    return parameter === undefined ? [] : [questionOf(parameter)];
  }),
});
