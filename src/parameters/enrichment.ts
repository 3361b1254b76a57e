import type { ParameterKey } from '../core/parameter.ts';
import type { Enrichment, Picker, Product } from '../core/product.ts';
import type { Template, TemplateParameter } from '../core/template.ts';
import { pickerByName } from './pickers/by-name.ts';
import { readType } from './rules/parameter-type.ts';

/** What the product knows about a parameter; a key such as `constructor` is no knowledge. */
export const enrichmentOf = (product: Product, key: ParameterKey): Enrichment =>
  (Object.hasOwn(product.enrich, key) ? product.enrich[key] : undefined) ?? {};

/** The template with the product's names for its parameters in place of poorer ones. */
export function labelled(template: Template, product: Product): Template {
  const named = [...template.parameters].map(([key, parameter]): [ParameterKey, TemplateParameter] => {
    const { label = parameter.label } = enrichmentOf(product, key);
    return [key, { ...parameter, label }];
  });
  return { ...template, parameters: new Map(named) };
}

const byType: Readonly<Record<string, Picker>> = {
  'AWS::EC2::VPC::Id': 'vpc',
  'AWS::EC2::Subnet::Id': 'subnets',
  'AWS::EC2::SecurityGroup::Id': 'security-group',
  'AWS::EC2::KeyPair::KeyName': 'key-pair',
  'AWS::Route53::HostedZone::Id': 'hosted-zone',
};

/**
 * From which of the account's things a value is picked: as the product says, else by the parameter's type, else by
 * its name. A secret is never picked from a list.
 */
export function pickerOf(product: Product, parameter: TemplateParameter): Picker | undefined {
  const { aws, number } = readType(parameter.type);
  const known = enrichmentOf(product, parameter.key).picker;
  if (known !== undefined || parameter.noEcho || number) return known;
  return aws === undefined ? pickerByName(parameter.key) : byType[aws];
}

/**
 * What was typed or pasted, made what was meant. Numbers and ids hold no spaces at their ends; a secret may, so it
 * stays as it is.
 */
export function cleanInput(product: Product, parameter: TemplateParameter, input: string): string {
  if (parameter.noEcho) return input;
  const { number, aws } = readType(parameter.type);
  const text = number || aws !== undefined ? input.trim() : input;
  return enrichmentOf(product, parameter.key).lenient?.(text) ?? text;
}
