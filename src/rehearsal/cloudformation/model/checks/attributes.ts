import type { Template, TemplateValue } from '../../../../core/template.ts';
import { ServiceError } from '../../../service.ts';
import { answersProperty } from '../../physical-ids/property-attributes.ts';
import { traitsOf } from '../../planning/resource-types.ts';
import { isCustomResource } from '../../../../template/index.ts';

/** Attributes that AWS answers though the specification no longer lists them. */
const older: Readonly<Record<string, readonly string[]>> = {
  'AWS::Elasticsearch::Domain': ['DomainArn'],
  'AWS::RDS::DBInstance': ['Endpoint.Address', 'Endpoint.Port'],
};

/** Refuses a GetAtt of an attribute that the resource's type does not have, as CloudFormation does at once. */
export function checkAttributes(template: Template): void {
  for (const { properties } of template.resources.values())
    for (const value of Object.values(properties)) visit(template, value);
  for (const { value } of template.outputs.values()) visit(template, value);
}

const visit = (template: Template, value: TemplateValue): void => {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const item of value as readonly TemplateValue[]) visit(template, item);
    return;
  }
  const entries = Object.entries(value as { readonly [key: string]: TemplateValue });
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'Fn::GetAtt') check(template, first[1]);
  for (const [, item] of entries) visit(template, item);
};

const check = (template: Template, target: TemplateValue): void => {
  const parts = Array.isArray(target) ? (target as readonly TemplateValue[]) : [];
  const [id, attribute] = typeof target === 'string' ? splitAtDot(target) : parts;
  if (typeof id !== 'string' || typeof attribute !== 'string') return;
  const type = template.resources.get(id)?.type;
  const traits = type === undefined || isCustomResource(type) || isStack(type) ? undefined : traitsOf(type);
  if (type === undefined || traits === undefined) return;
  if (traits.attributes.has(attribute) || answersProperty(type, attribute)) return;
  if (older[type]?.includes(attribute) === true) return;
  const message = `Template error: resource ${id} does not support attribute type ${attribute} in Fn::GetAtt`;
  throw new ServiceError('ValidationError', message);
};

/** A nested stack answers `Outputs.Name`, a wait condition `Data`. */
const isStack = (type: string): boolean => type.startsWith('AWS::CloudFormation::');

const splitAtDot = (text: string): readonly string[] => {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
};
