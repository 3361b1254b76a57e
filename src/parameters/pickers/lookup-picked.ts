import { parseArn } from '../../account/arn.ts';
import type { Facts } from '../../core/facts-port.ts';
import type { Picker } from '../../core/product.ts';

/** The type by which CloudFormation itself would look such an id up. */
const awsTypes: Readonly<Partial<Record<Picker, string>>> = {
  vpc: 'AWS::EC2::VPC::Id',
  subnets: 'AWS::EC2::Subnet::Id',
  'security-group': 'AWS::EC2::SecurityGroup::Id',
  'key-pair': 'AWS::EC2::KeyPair::KeyName',
  'hosted-zone': 'AWS::Route53::HostedZone::Id',
  secret: 'AWS::SecretsManager::Secret',
};

const certificateFault = async (arn: string, facts: Facts): Promise<string | undefined> => {
  const region = parseArn(arn)?.region;
  if (region !== undefined && region !== facts.region)
    return `this certificate is in ${region}, and a load balancer takes only those of ${facts.region}`;
  return (await facts.certificate(arn)) === undefined
    ? `there is no such certificate in ${facts.region}`
    : undefined;
};

/** Another account's topics, and another region's, may be meant; only our own can be listed. */
const topicFault = async (arn: string, facts: Facts): Promise<string | undefined> => {
  const { service, region, account } = parseArn(arn) ?? {};
  if (service !== 'sns') return 'this is no ARN of an SNS topic';
  if (region !== facts.region || account !== (await facts.identity()).account) return undefined;
  return (await facts.topics()).includes(arn) ? undefined : `there is no such topic in ${facts.region}`;
};

const there = async (found: Promise<boolean>, what: string): Promise<string | undefined> =>
  (await found) ? undefined : `there is no such ${what}`;

/**
 * Whether what was typed exists, for ids whose parameter is plain text to CloudFormation.
 * @returns a clause that says what is wrong; undefined where nothing is
 */
export async function pickedFault(picker: Picker, id: string, facts: Facts): Promise<string | undefined> {
  const type = awsTypes[picker];
  if (type !== undefined) return there(facts.exists(type, id), `id in ${facts.region}`);
  switch (picker) {
    case 'certificate':
      return certificateFault(id, facts);
    case 'topic':
      return topicFault(id, facts);
    case 'bucket':
      return there(
        facts.bucket(id).then(({ state }) => state !== 'absent'),
        'bucket',
      );
    case 'vpc-endpoint':
      return there(
        facts.vpcEndpoints().then((all) => all.some((one) => one.id === id)),
        `endpoint in ${facts.region}`,
      );
    default:
      return undefined;
  }
}
