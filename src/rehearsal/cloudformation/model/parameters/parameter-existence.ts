import { awsTypeOf, isListType } from '../../../../template/index.ts';
import type { AccountState } from '../../../account/state.ts';
import { availabilityZones } from '../scope.ts';
import type { Definition, StackRecord } from '../stack-record.ts';
import type { World } from '../world.ts';

/** Whether the account holds an id of an AWS parameter type; types it keeps no list of are taken on trust. */
const holds = (world: World, stack: StackRecord, type: string, id: string): boolean => {
  const { account } = world;
  const here = (thing: { region: string } | undefined): boolean => thing?.region === stack.region;
  switch (type) {
    case 'AWS::EC2::VPC::Id':
      return here(account.vpcs.get(id)) || madeByStack(world, id);
    case 'AWS::EC2::Subnet::Id':
      return here(account.subnets.get(id)) || madeByStack(world, id);
    case 'AWS::EC2::SecurityGroup::Id':
      return here(account.securityGroups.get(id)) || madeByStack(world, id);
    case 'AWS::EC2::SecurityGroup::GroupName':
      return [...account.securityGroups.values()].some((group) => group.name === id && here(group));
    case 'AWS::EC2::AvailabilityZone::Name':
      return availabilityZones(world, stack.region).includes(id);
    case 'AWS::EC2::KeyPair::KeyName':
      return here(account.keyPairs.get(id));
    case 'AWS::Route53::HostedZone::Id':
      return account.zones.has(id) || madeByStack(world, id);
    default:
      return id !== '';
  }
};

/** Networks that another rehearsed stack made. */
const madeByStack = (world: World, id: string): boolean =>
  [...world.stacks.values()].some((stack) =>
    [...stack.resources.values()].some((resource) => resource.physicalId === id),
  );

/** EC2 is asked with the caller's rights: who may not describe is told that the value does not exist. */
const describeActions: Readonly<Record<string, string>> = {
  'AWS::EC2::VPC::Id': 'ec2:DescribeVpcs',
  'AWS::EC2::Subnet::Id': 'ec2:DescribeSubnets',
  'AWS::EC2::SecurityGroup::Id': 'ec2:DescribeSecurityGroups',
};

const mayDescribe = (account: AccountState, type: string): boolean => {
  const action = describeActions[type];
  if (action === undefined) return true;
  const { allow, deny } = account.permissions;
  return !deny.has(action) && (allow === undefined || allow.has(action));
};

/**
 * AWS-typed parameter values are looked up only after the call was accepted; this is the reason the operation then
 * ends with, undefined when all of them exist.
 */
export function missingValues(world: World, stack: StackRecord, definition: Definition): string | undefined {
  const missing: string[] = [];
  for (const [key, { value, resolved }] of definition.parameters) {
    const declared = definition.template.parameters.get(key)?.type ?? 'String';
    const type = awsTypeOf(declared);
    if (type === undefined || type === 'AWS::SSM::Parameter::Name') continue;
    const text = resolved ?? value;
    const items = isListType(declared) ? text.split(',').map((item) => item.trim()) : [text];
    for (const item of items)
      if (!mayDescribe(world.account, type) || !holds(world, stack, type, item))
        missing.push(`parameter value ${item} for parameter name ${key} does not exist`);
  }
  return missing.length === 0 ? undefined : `Parameter validation failed: ${missing.join(', ')}`;
}
