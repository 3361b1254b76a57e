import type { PlanGroup } from '../../core/events.ts';
import type { Change } from '../../core/stack.ts';
import { usualSeconds } from '../../template/index.ts';

type Purpose = PlanGroup['purpose'];

/** The first that fits counts: a policy of a bucket is a permission, not data. */
const purposes: readonly (readonly [Purpose, RegExp])[] = [
  ['permissions', /^AWS::IAM::|::Permission$|::(Bucket|Queue|Topic|Key|Resource)Policy$|^AWS::Cognito::/],
  [
    'data',
    /^AWS::(RDS|Elasticsearch|OpenSearchService|S3|EFS|FSx|DynamoDB|Glue|Athena|SecretsManager|KMS|ElastiCache|Redshift|Neptune|DocDB|Backup|Kinesis|KinesisFirehose)::/,
  ],
  [
    'compute',
    /^AWS::(ECS|EKS|ECR|Lambda|Batch|AutoScaling|ApplicationAutoScaling|StepFunctions|CodeBuild)::|^AWS::EC2::(Instance|LaunchTemplate|Volume)$/,
  ],
  [
    'network',
    /^AWS::(EC2|ElasticLoadBalancing|ElasticLoadBalancingV2|ApiGateway|ApiGatewayV2|Route53|Route53Resolver|CertificateManager|CloudFront|ServiceDiscovery|WAFv2|VpcLattice)::/,
  ],
];

const order: readonly Purpose[] = ['data', 'compute', 'network', 'permissions', 'other'];

const purposeOf = (type: string): Purpose => purposes.find(([, types]) => types.test(type))?.[0] ?? 'other';

/** Pieces that people know whatever they are called in the template. */
const nouns: Readonly<Record<string, string>> = {
  'AWS::RDS::DBInstance': 'database',
  'AWS::RDS::DBCluster': 'database cluster',
  'AWS::Elasticsearch::Domain': 'search domain',
  'AWS::OpenSearchService::Domain': 'search domain',
  'AWS::S3::Bucket': 'bucket',
  'AWS::EFS::FileSystem': 'file system',
  'AWS::DynamoDB::Table': 'table',
  'AWS::KMS::Key': 'key',
  'AWS::SecretsManager::Secret': 'secret',
  'AWS::ECS::Service': 'container service',
  'AWS::Lambda::Function': 'function',
  'AWS::EC2::Instance': 'instance',
  'AWS::EC2::VPC': 'VPC',
  'AWS::EC2::Subnet': 'subnet',
  'AWS::EC2::NatGateway': 'NAT gateway',
  'AWS::EC2::SecurityGroup': 'security group',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'load balancer',
  'AWS::ApiGateway::RestApi': 'REST API',
  'AWS::IAM::Role': 'role',
  'AWS::IAM::User': 'user',
  'AWS::CloudTrail::Trail': 'audit trail',
  'AWS::SQS::Queue': 'queue',
  'AWS::SNS::Topic': 'topic',
  'AWS::CloudFormation::Stack': 'nested stack',
};

/** Logical ids with a plain name, as a product knows them. */
export type PartNames = Readonly<Record<string, string>>;

type NamedResource = Pick<Change, 'logicalId' | 'type'>;

/** What a resource is to people; undefined for what only a template's author knows. */
export const partName = ({ logicalId, type }: NamedResource, names: PartNames): string | undefined =>
  names[logicalId] ?? nouns[type];

const plural = (noun: string): string => (noun.endsWith('s') ? noun : `${noun}s`);

/** Those with a name of their own first, then `2 buckets` by number. */
const partsOf = (resources: readonly NamedResource[], names: PartNames): readonly string[] => {
  const own = resources.flatMap(({ logicalId }) => names[logicalId] ?? []);
  const kinds = new Map<string, number>();
  for (const { logicalId, type } of resources) {
    const noun = names[logicalId] === undefined ? nouns[type] : undefined;
    if (noun !== undefined) kinds.set(noun, (kinds.get(noun) ?? 0) + 1);
  }
  const counted = [...kinds].map(([noun, many]) => (many === 1 ? noun : `${many} ${plural(noun)}`));
  return [...new Set([...own, ...counted])];
};

/** Resources by what they are for, in the order in which people ask. */
export const resourceGroups = (resources: readonly NamedResource[], names: PartNames): readonly PlanGroup[] =>
  order.flatMap((purpose) => {
    const own = resources
      .filter(({ type }) => purposeOf(type) === purpose)
      // What takes long is what people think of: the database before the buckets.
      .sort((left, right) => usualSeconds(right.type, 'create') - usualSeconds(left.type, 'create'));
    return own.length === 0 ? [] : [{ purpose, resources: own.length, parts: partsOf(own, names) }];
  });
