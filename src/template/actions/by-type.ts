import { dataActions } from './data.ts';
import { networkActions } from './network.ts';
import { serviceActions } from './services.ts';
import { generalType } from '../resource-type.ts';

/**
 * IAM actions CloudFormation calls with the caller's (or the service role's) permissions for one resource of a type:
 * to create, read, update and delete it, tags included, for CloudFormation passes the stack's tags on.
 * From the handlers' permissions in AWS's public resource schemas; not observable from outside, so table-derived.
 */
const actions = new Map([
  ...Object.entries(networkActions),
  ...Object.entries(dataActions),
  ...Object.entries(serviceActions),
]);

/** The lookups by which CloudFormation proves that a parameter's id exists, made with the same permissions. */
const lookups = new Map([
  ['AWS::EC2::AvailabilityZone::Name', 'ec2:DescribeAvailabilityZones'],
  ['AWS::EC2::Image::Id', 'ec2:DescribeImages'],
  ['AWS::EC2::Instance::Id', 'ec2:DescribeInstances'],
  ['AWS::EC2::KeyPair::KeyName', 'ec2:DescribeKeyPairs'],
  ['AWS::EC2::SecurityGroup::GroupName', 'ec2:DescribeSecurityGroups'],
  ['AWS::EC2::SecurityGroup::Id', 'ec2:DescribeSecurityGroups'],
  ['AWS::EC2::Subnet::Id', 'ec2:DescribeSubnets'],
  ['AWS::EC2::VPC::Id', 'ec2:DescribeVpcs'],
  ['AWS::EC2::Volume::Id', 'ec2:DescribeVolumes'],
  ['AWS::Route53::HostedZone::Id', 'route53:GetHostedZone'],
]);

/** IAM actions for one resource type; undefined for a type the table does not know (nobody can say then). */
export const actionsOf = (type: string): readonly string[] | undefined => actions.get(generalType(type));

/** The lookup for an AWS-typed parameter; undefined for plain types. @param awsType as `awsTypeOf` gives it. */
export const lookupAction = (awsType: string): string | undefined => lookups.get(awsType);
