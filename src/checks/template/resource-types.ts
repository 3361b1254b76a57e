import type { CheckInput } from '../../core/check.ts';
import type { CheckId } from '../../core/ids.ts';
import type { Identity } from '../../core/facts.ts';
import type { Template, TemplateResource } from '../../core/template.ts';
import { activeResources, parameterValues, pseudoParameters, type Scope } from '../../template/index.ts';
import { seenTemplate } from './expanded.ts';

/** What the template's functions are evaluated against here. Secrets stay out: names and counts never need them. */
export function scopeOf(
  template: Template,
  { values, target }: Pick<CheckInput, 'values' | 'target'>,
  { account, partition }: Pick<Identity, 'account' | 'partition'>,
): Scope {
  const clear = [...values.values()].filter((value) => !value.secret);
  const { region, stackName } = target;
  return {
    template,
    parameters: parameterValues(template, new Map(clear.map(({ key, value }) => [key, value]))),
    pseudo: pseudoParameters({
      account,
      region,
      partition,
      stackName,
      stackId: `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
    }),
  };
}

/** The resources that these values switch on; those that a value not known yet decides count as well. */
export async function resourcesOf(
  input: Pick<CheckInput, 'facts' | 'values' | 'target'>,
): Promise<readonly TemplateResource[]> {
  const template = seenTemplate(input.target.template);
  if (template === undefined) return [];
  const all = [...template.resources.values()];
  if (all.every((one) => one.condition === undefined)) return all;
  return activeResources(scopeOf(template, input, await input.facts.identity()));
}

/** Whether neither the template's resources nor the product need what a check looks for. */
export const unneeded = async (
  input: Pick<CheckInput, 'facts' | 'values' | 'target'>,
  check: CheckId,
  types: readonly string[],
): Promise<boolean> =>
  input.target.template !== undefined &&
  !input.target.product.requires.includes(check) &&
  countType(await resourcesOf(input), ...types) === 0;

export const countType = (resources: readonly TemplateResource[], ...types: readonly string[]): number =>
  resources.filter((resource) => types.includes(resource.type)).length;
