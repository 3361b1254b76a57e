import { listOf, recordOf, textOf, type Properties } from '../model/values.ts';
import { contains, isIpv6Range, overlap, rangeOf } from './address-range.ts';
import { firstFault, refusedValue, type ValueFault, type ValueRule } from './subject.ts';

const malformed = (cidr: string, parameter: string): ValueFault =>
  refusedValue(`Value (${cidr}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`);

const outOfRange = (cidr: string): ValueFault => refusedValue(`The CIDR '${cidr}' is invalid.`);

/** VPCs and subnets are between /16 and /28. */
const sized = (cidr: string): ValueFault | undefined => {
  const range = rangeOf(cidr);
  if (range === undefined) return malformed(cidr, 'cidrBlock');
  return range.prefix < 16 || range.prefix > 28 ? outOfRange(cidr) : undefined;
};

const vpc: ValueRule = ({ properties }) => {
  const cidr = textOf(properties, 'CidrBlock');
  return cidr === undefined ? undefined : sized(cidr);
};

/** Within its VPC and beside its siblings, where the account knows them. */
const subnet: ValueRule = ({ world: { account }, properties }) => {
  const cidr = textOf(properties, 'CidrBlock');
  if (cidr === undefined) return undefined;
  const fault = sized(cidr);
  const range = rangeOf(cidr);
  if (fault !== undefined || range === undefined) return fault;
  const vpcId = textOf(properties, 'VpcId') ?? '';
  const outer = rangeOf(account.vpcs.get(vpcId)?.cidr ?? '');
  // A VPC may have further ranges, which the account does not keep; one of this stack's own has its first alone.
  if (outer !== undefined && !contains(outer, range) && !hasMoreRanges(vpcId, account))
    return outOfRange(cidr);
  const siblings = [...account.subnets.values()].filter((one) => one.vpcId === vpcId);
  const clash = siblings.some((one) => {
    const other = rangeOf(one.cidr);
    return other !== undefined && overlap(other, range);
  });
  return clash ? refusedValue(`The CIDR '${cidr}' conflicts with another subnet`) : undefined;
};

const hasMoreRanges = (vpcId: string, account: Parameters<ValueRule>[0]['world']['account']): boolean => {
  const outer = rangeOf(account.vpcs.get(vpcId)?.cidr ?? '');
  return [...account.subnets.values()].some((one) => {
    const range = rangeOf(one.cidr);
    return one.vpcId === vpcId && outer !== undefined && range !== undefined && !contains(outer, range);
  });
};

const route: ValueRule = ({ properties }) => {
  const cidr = textOf(properties, 'DestinationCidrBlock');
  return cidr === undefined || rangeOf(cidr) !== undefined
    ? undefined
    : malformed(cidr, 'destinationCidrBlock');
};

/** One rule of a security group, in the group or beside it. */
const ruleFault = (rule: Properties): ValueFault | undefined => {
  const cidr = textOf(rule, 'CidrIp');
  if (cidr !== undefined && rangeOf(cidr) === undefined)
    return refusedValue(`CIDR block ${cidr} is malformed`);
  const wide = textOf(rule, 'CidrIpv6');
  if (wide !== undefined && !isIpv6Range(wide)) return refusedValue(`CIDR block ${wide} is malformed`);
  return portFault(rule);
};

const portFault = (rule: Properties): ValueFault | undefined => {
  const protocol = textOf(rule, 'IpProtocol')?.toLowerCase() ?? '';
  if (!['tcp', 'udp', '6', '17'].includes(protocol)) return undefined;
  const ports = ['FromPort', 'ToPort'].map((name) => Number(textOf(rule, name) ?? NaN));
  const [from = NaN, to = NaN] = ports;
  const wrong = ports.find((port) => Number.isFinite(port) && (port < -1 || port > 65_535));
  if (wrong !== undefined) return refusedValue(`TCP/UDP port (${wrong}) out of range`);
  return from > to ? refusedValue(`Invalid TCP/UDP port range (${from}:${to})`) : undefined;
};

/** The name of the group that every VPC has is nobody else's, nor is an id a name. */
const groupNameFault = (name: string): ValueFault | undefined => {
  if (/^default$/i.test(name)) return refusedValue(`Cannot use reserved security group name: ${name}`);
  return name.startsWith('sg-')
    ? refusedValue('Invalid group name. Group names may not be in the format sg-*.')
    : undefined;
};

const securityGroup: ValueRule = ({ properties }) =>
  groupNameFault(textOf(properties, 'GroupName') ?? '') ??
  firstFault(
    ['SecurityGroupIngress', 'SecurityGroupEgress'].flatMap((name) => listOf(properties, name).map(recordOf)),
    ruleFault,
  );

/** Listeners and target groups. */
const port: ValueRule = ({ properties }) => {
  const text = textOf(properties, 'Port');
  if (text === undefined) return undefined;
  const number = Number(text);
  const bound =
    number > 65_535 ? 'less than or equal to 65535' : number < 1 ? 'greater than or equal to 1' : undefined;
  return bound === undefined
    ? undefined
    : refusedValue(
        `1 validation error detected: Value '${text}' at 'port' failed to satisfy constraint: Member must have value ${bound}`,
      );
};

export const networkRules: readonly (readonly [string, ValueRule])[] = [
  ['AWS::EC2::VPC', vpc],
  ['AWS::EC2::Subnet', subnet],
  ['AWS::EC2::Route', route],
  ['AWS::EC2::SecurityGroup', securityGroup],
  ['AWS::EC2::SecurityGroupIngress', ({ properties }) => ruleFault(properties)],
  ['AWS::EC2::SecurityGroupEgress', ({ properties }) => ruleFault(properties)],
  ['AWS::ElasticLoadBalancingV2::Listener', port],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', port],
];
