import type { ParameterGroup } from '../../core/template.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping, textOf } from '../document/section.ts';

const section = 'AWS::CloudFormation::Interface';

/**
 * `AWS::CloudFormation::Interface` only arranges the console's form and CloudFormation never checks it,
 * so whatever is malformed in it is left aside instead of refusing the template.
 */
const interfaceOf = (template: Mapping): Mapping | undefined => {
  const metadata = template['Metadata'];
  const value = isMapping(metadata) ? metadata[section] : undefined;
  return isMapping(value) ? value : undefined;
};

const labelOf = (holder: unknown): string | undefined => {
  const value = holder as Mapping | undefined;
  return isMapping(value) ? textOf(value['default']) : undefined;
};

export function readLabels(template: Mapping): ReadonlyMap<string, string> {
  const labels = interfaceOf(template)?.['ParameterLabels'];
  const found = new Map<string, string>();
  if (!isMapping(labels)) return found;
  for (const [key, holder] of Object.entries(labels)) {
    const label = labelOf(holder);
    if (label !== undefined) found.set(key, label);
  }
  return found;
}

/** Groups in template order, each parameter once; those in no group follow in template order. */
export function readGroups(template: Mapping, parameters: Iterable<string>): readonly ParameterGroup[] {
  const left = new Set(parameters);
  const listed = interfaceOf(template)?.['ParameterGroups'];
  const groups = (isList(listed) ? listed : []).filter(isMapping).map((group): ParameterGroup => {
    const named = isList(group['Parameters']) ? group['Parameters'].map(textOf) : [];
    const keys = named.filter((key): key is string => key !== undefined && left.delete(key));
    const label = labelOf(group['Label']);
    return label === undefined ? { parameters: keys } : { label, parameters: keys };
  });
  const rest: readonly ParameterGroup[] = left.size === 0 ? [] : [{ parameters: [...left] }];
  return [...groups.filter((group) => group.parameters.length > 0), ...rest];
}
