import type { Facts } from '../../core/ports.ts';
import type { AwsConnection } from '../connection/connection.ts';

/** The common types are answered from lists that checks and pickers read anyway. */
const fromLists: Readonly<Record<string, (facts: Facts) => Promise<readonly { readonly id: string }[]>>> = {
  'AWS::EC2::VPC::Id': (facts) => facts.vpcs(),
  'AWS::EC2::Subnet::Id': (facts) => facts.subnets(),
  'AWS::EC2::SecurityGroup::Id': (facts) => facts.securityGroups(),
  'AWS::EC2::KeyPair::KeyName': async (facts) => (await facts.keyPairs()).map((id) => ({ id })),
  'AWS::Route53::HostedZone::Id': (facts) => facts.hostedZones(),
};

/** A type that cannot be looked up counts as existing: CloudFormation decides then. */
export async function exists(
  aws: AwsConnection,
  facts: Facts,
  awsType: string,
  id: string,
): Promise<boolean> {
  const list = fromLists[awsType];
  if (list !== undefined) return (await list(facts)).some((one) => one.id === id);
  if (awsType.startsWith('AWS::SSM::Parameter::'))
    return (await aws.clock.during(import('../services/ssm/parameters.ts'))).parameterExists(aws, id);
  return (
    (await (await aws.clock.during(import('../services/ec2/existence.ts'))).ec2Exists(aws, awsType, id)) ??
    true
  );
}
