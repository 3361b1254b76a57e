import type { ParameterKey, Value, Values } from '../../core/parameter.ts';
import type { Product } from '../../core/product.ts';
import type { Template, TemplateParameter } from '../../core/template.ts';
import { constraintViolation } from '../rules/constraint.ts';
import { enrichmentOf } from '../enrichment.ts';

/** What needs nobody's answer: judged once, because it is asked for again after every answer. */
export interface FillContext {
  readonly template: Template;
  readonly product: Product;
  /** Template defaults that fit their own constraints. */
  readonly defaults: ReadonlyMap<ParameterKey, string>;
  /** Parameters for which an empty value fits. */
  readonly emptyFits: ReadonlySet<ParameterKey>;
  /** Keys whose default is known not to fit. */
  readonly unfitDefaults: ReadonlySet<ParameterKey>;
  /** A person looks it over: what the product proposes goes before the template's default. */
  readonly attended?: boolean;
}

/** @param unfitDefaults keys whose default is known not to fit (it names nothing in the account). */
export function fillContext(
  template: Template,
  product: Product,
  unfitDefaults: ReadonlySet<ParameterKey> = new Set(),
): FillContext {
  const parameters = [...template.parameters.values()];
  const fits = (parameter: TemplateParameter, value: string): boolean =>
    constraintViolation(parameter, value) === undefined;
  return {
    template,
    product,
    unfitDefaults,
    defaults: new Map(
      parameters.flatMap((parameter) =>
        parameter.default !== undefined &&
        !unfitDefaults.has(parameter.key) &&
        fits(parameter, parameter.default)
          ? [[parameter.key, parameter.default] as const]
          : [],
      ),
    ),
    emptyFits: new Set(parameters.filter((parameter) => fits(parameter, '')).map(({ key }) => key)),
  };
}

const fillOne = (parameter: TemplateParameter, values: Values, context: FillContext): Value | undefined => {
  const { key, noEcho: secret } = parameter;
  const { product, template } = context;
  const enrichment = enrichmentOf(product, key);
  const derived = enrichment.derive?.(values, template);
  if (derived !== undefined && constraintViolation(parameter, derived) === undefined)
    return { key, value: derived, source: 'derived', secret };
  const proposed = context.attended
    ? enrichment.propose?.(values, template).find((one) => constraintViolation(parameter, one) === undefined)
    : undefined;
  if (proposed !== undefined) return { key, value: proposed, source: 'derived', secret };
  const preset = context.defaults.get(key);
  if (preset !== undefined) return { key, value: preset, source: 'default', secret };
  // Without meaning beside the other values: the template still demands one, so it is sent empty.
  if (enrichment.askWhen?.(values, template) === false && context.emptyFits.has(key))
    return { key, value: '', source: 'derived', secret };
  return undefined;
};

const fillAll = (fixed: Values, values: Values, context: FillContext): Values => {
  const filled = new Map<ParameterKey, Value>();
  for (const [key, parameter] of context.template.parameters) {
    const value = fixed.get(key) ?? fillOne(parameter, values, context);
    if (value !== undefined) filled.set(key, value);
  }
  return filled;
};

const same = (left: Values, right: Values): boolean =>
  left.size === right.size && [...left].every(([key, { value }]) => right.get(key)?.value === value);

/**
 * The fixed values, and with them all that follows: derived from others, the template's defaults, and empty
 * ones that need not be asked. One may follow from another, so it is repeated until nothing changes.
 */
export function fill(fixed: Values, context: FillContext): Values {
  let values = fillAll(fixed, fixed, context);
  for (let round = 0; round < context.template.parameters.size; round++) {
    const next = fillAll(fixed, values, context);
    if (same(values, next)) return next;
    values = next;
  }
  return values;
}
