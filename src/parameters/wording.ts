import type { TemplateParameter } from '../core/template.ts';
import { shortText } from '../core/text.ts';

/** `CertificateArn (Certificate ARN)`: the name a script uses and the one the template shows. */
export function titleOf(parameter: TemplateParameter): string {
  const label = shortText(parameter.label ?? '', 80);
  return label === '' || label === parameter.key ? parameter.key : `${parameter.key} (${label})`;
}

/** What a prompt asks for. */
export function questionOf(parameter: TemplateParameter): string {
  const label = shortText(parameter.label ?? '', 80);
  return label === '' ? parameter.key : label;
}

const things: Readonly<Record<string, string>> = {
  'AWS::EC2::AvailabilityZone::Name': 'availability zone',
  'AWS::EC2::Image::Id': 'image id (ami-…)',
  'AWS::EC2::Instance::Id': 'instance id (i-…)',
  'AWS::EC2::KeyPair::KeyName': 'key pair name',
  'AWS::EC2::SecurityGroup::GroupName': 'security group name',
  'AWS::EC2::SecurityGroup::Id': 'security group id (sg-…)',
  'AWS::EC2::Subnet::Id': 'subnet id (subnet-…)',
  'AWS::EC2::Volume::Id': 'volume id (vol-…)',
  'AWS::EC2::VPC::Id': 'VPC id (vpc-…)',
  'AWS::Route53::HostedZone::Id': 'hosted zone id (Z…)',
  'AWS::SSM::Parameter::Name': 'SSM parameter name',
};

/** A plain name for an AWS parameter type. */
export const thingOf = (awsType: string): string => things[awsType] ?? awsType;

/** What it is the id or name of: `VPC`. */
export const kindOf = (awsType: string): string => thingOf(awsType).replace(/ (id|name)( \(.*\))?$/, '');

export const thingsOf = (awsType: string): string =>
  thingOf(awsType).replace(/\b(id|name|zone)\b(?=$| \()/, '$1s');
