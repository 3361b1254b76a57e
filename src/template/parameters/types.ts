import type { Template } from '../../core/template.ts';

const awsIds = [
  'AWS::EC2::AvailabilityZone::Name',
  'AWS::EC2::Image::Id',
  'AWS::EC2::Instance::Id',
  'AWS::EC2::KeyPair::KeyName',
  'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::Subnet::Id',
  'AWS::EC2::VPC::Id',
  'AWS::EC2::Volume::Id',
  'AWS::Route53::HostedZone::Id',
] as const;
const plain = [
  'String',
  'Number',
  'List<Number>',
  'CommaDelimitedList',
  'List<String>',
  'AWS::SSM::Parameter::Name',
];
const ssmValue = /^AWS::SSM::Parameter::Value<(.+)>$/;
const list = /^List<(.+)>$/;

const elementOf = (type: string): string => list.exec(type)?.[1] ?? type;
const isAwsId = (type: string): boolean => awsIds.some((known) => known === elementOf(type));

/** The types CloudFormation's guide lists; List<AWS::SSM::Parameter::Value<…>> is none. */
export function isParameterType(type: string): boolean {
  const inner = ssmValue.exec(type)?.[1];
  if (inner === undefined) return plain.includes(type) || isAwsId(type);
  return ['String', 'List<String>', 'CommaDelimitedList'].includes(inner) || isAwsId(inner);
}

/** True where Ref gives a list. */
export function isListType(type: string): boolean {
  const inner = ssmValue.exec(type)?.[1] ?? type;
  return inner === 'CommaDelimitedList' || list.test(inner);
}

/**
 * The AWS-specific type whose ids CloudFormation looks up: `AWS::EC2::Subnet::Id` for `List<AWS::EC2::Subnet::Id>`.
 * SSM types give `undefined`: their value is a parameter's name, and so is what their constraints are tested on.
 */
export const awsTypeOf = (type: string): string | undefined => (isAwsId(type) ? elementOf(type) : undefined);

/** `AWS::SSM::Parameter::Value<…>` and `AWS::SSM::Parameter::Name`: the value given is a name in Parameter Store. */
export const isSsmType = (type: string): boolean =>
  ssmValue.test(type) || type === 'AWS::SSM::Parameter::Name';

/** The items of a list value: split at commas, spaces around them dropped; there is no way to escape a comma. */
export const listItems = (value: string): readonly string[] => value.split(',').map((item) => item.trim());

/**
 * What Ref gives for each parameter: the value, else the default; list types as lists. Parameters with neither are left out.
 */
export function parameterValues(
  template: Template,
  values: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | readonly string[]> {
  const resolved = new Map<string, string | readonly string[]>();
  for (const parameter of template.parameters.values()) {
    const value = values.get(parameter.key) ?? parameter.default;
    if (value !== undefined)
      resolved.set(parameter.key, isListType(parameter.type) ? listItems(value) : value);
  }
  return resolved;
}
