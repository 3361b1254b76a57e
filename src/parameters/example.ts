import type { Values } from '../core/parameter.ts';
import type { Ports } from '../core/ports.ts';
import type { TemplateParameter } from '../core/template.ts';
import { enrichmentOf } from './enrichment.ts';
import type { FillContext } from './sources/fill.ts';
import { pickFor } from './pickers/index.ts';

/** A value that would do, for the sentence about a missing one: from the account, the product, or the template. */
export async function exampleOf(
  parameter: TemplateParameter,
  values: Values,
  { template, product }: Pick<FillContext, 'template' | 'product'>,
  { facts, clock }: Pick<Ports, 'facts' | 'clock'>,
): Promise<string | undefined> {
  if (parameter.noEcho) return undefined;
  const enrichment = enrichmentOf(product, parameter.key);
  const picked = await pickFor(
    { parameter, enrichment, template, product, values },
    { facts, now: clock.now() },
  );
  const best = picked.kind === 'pick' ? picked.pick.best.join(',') : '';
  return best === '' ? (enrichment.example ?? parameter.allowedValues?.find((value) => value !== '')) : best;
}
