import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Product } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';

const needed = (check: Check, product: Product, template: Template | undefined): readonly string[] =>
  check.needs?.(product, template) ?? [];

/** True for checks that should wait until parameters are settled: they need some, or judge more with them. */
export const waitsForValues = (check: Check, product: Product, template: Template | undefined): boolean =>
  needed(check, product, template).length > 0 || (check.uses?.(product, template) ?? []).length > 0;

const exampleOf = (product: Product, key: string): string =>
  `--param ${key}=${product.enrich[key]?.example ?? '…'}`;

/** `skipped`, naming the flags, where a value that the check needs is not known. */
export function missingValues(
  check: Check,
  { target, values }: Pick<CheckInput, 'target' | 'values'>,
): Verdict | undefined {
  const missing = needed(check, target.product, target.template).filter((key) => !values.has(key));
  if (missing.length === 0) return undefined;
  return {
    status: 'skipped',
    message: `Not judged: no value for ${missing.join(', ')}.`,
    fix: `Give ${missing.map((key) => exampleOf(target.product, key)).join(' ')}, or an answers file with --answers.`,
  };
}
