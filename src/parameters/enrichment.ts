import type { ParameterKey } from '../core/parameter.ts';
import type { Enrichment, Picker, Product } from '../core/product.ts';
import type { TemplateParameter } from '../core/template.ts';
import { readType } from './parameter-type.ts';

/** What the product knows about a parameter; a key such as `constructor` is no knowledge. */
export const enrichmentOf = (product: Product, key: ParameterKey): Enrichment =>
  (Object.hasOwn(product.enrich, key) ? product.enrich[key] : undefined) ?? {};

const byType: Readonly<Record<string, Picker>> = {
  'AWS::EC2::VPC::Id': 'vpc',
  'AWS::EC2::Subnet::Id': 'subnets',
  'AWS::EC2::SecurityGroup::Id': 'security-group',
  'AWS::Route53::HostedZone::Id': 'hosted-zone',
};

/** From which of the account's things a value is picked: as the product says, else by the parameter's type. */
export const pickerOf = (product: Product, parameter: TemplateParameter): Picker | undefined => {
  const { aws } = readType(parameter.type);
  return enrichmentOf(product, parameter.key).picker ?? (aws === undefined ? undefined : byType[aws]);
};
