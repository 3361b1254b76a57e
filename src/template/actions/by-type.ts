import { dataNeeds } from './data.ts';
import type { ActionNeed } from './needs.ts';
import { networkNeeds } from './network.ts';
import { listedActions } from './registry.ts';
import { serviceNeeds } from './services.ts';
import { generalType } from '../resource-type.ts';

export type { ActionNeed } from './needs.ts';

/** Written by hand: not observable from outside, so from AWS's schemas, documentation and roles known to work. */
const curated: ReadonlyMap<string, readonly ActionNeed[]> = new Map([
  ...Object.entries(networkNeeds),
  ...Object.entries(dataNeeds),
  ...Object.entries(serviceNeeds),
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

/**
 * What CloudFormation calls for one resource of the type: the rows written by hand first, then all that AWS's schema
 * lists for its handlers (far more than any one resource asks for). undefined for a type nobody here knows.
 */
export function actionNeeds(type: string): readonly ActionNeed[] | undefined {
  const known = generalType(type);
  const rows = curated.get(known);
  const listed = listedActions(known);
  if (rows === undefined && listed === undefined) return undefined;
  return [
    ...(rows ?? []),
    { actions: listed ?? [], class: 'listed', purpose: 'do what AWS lists for its type' },
  ];
}

/** The lookup for an AWS-typed parameter; undefined for plain types. @param awsType as `awsTypeOf` gives it. */
export const lookupAction = (awsType: string): string | undefined => lookups.get(awsType);
