import type { ParameterKey, Values } from '../../core/parameter.ts';
import type { Picker } from '../../core/product.ts';
import type { Template, TemplateParameter } from '../../core/template.ts';
import { enrichmentOf, pickerOf } from '../enrichment.ts';
import type { FillContext } from '../sources/fill.ts';
import { vpcKey } from '../pickers/picker.ts';

/** The template's own order: by its groups, then what is in none. */
export function askingOrder(template: Template): readonly TemplateParameter[] {
  const grouped = template.groups.flatMap(({ parameters }) => parameters);
  return [...new Set([...grouped, ...template.parameters.keys()])].flatMap(
    (key) => template.parameters.get(key) ?? [],
  );
}

/** Things that lie in a VPC. */
const inVpc: readonly Picker[] = ['subnets', 'security-group', 'vpc-endpoint'];

/** Questions whose best proposal depends on another answer come after it, wherever the template lists them. */
export function waits(
  parameter: TemplateParameter,
  open: readonly TemplateParameter[],
  { product, template }: FillContext,
  values: Values,
): boolean {
  const picker = pickerOf(product, parameter);
  const isOpen = (key: ParameterKey | undefined): boolean => open.some((other) => other.key === key);
  if (enrichmentOf(product, parameter.key).derive !== undefined) return true;
  if (picker === 'certificate' || picker === 'hosted-zone')
    return product.hosts({ values, template }).length === 0;
  if (picker === undefined || !inVpc.includes(picker)) return false;
  return isOpen(vpcKey(template, (other) => pickerOf(product, other)));
}
