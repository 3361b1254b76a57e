import { isBucketName } from '../../services/s3/bucket.ts';
import { recordOf, textOf } from '../model/values.ts';
import { refusedValue, type ValueRule } from './subject.ts';

/** A property whose value must have a form; `words` tell what AWS says of one that has not. */
const form =
  (property: string, pattern: RegExp, words: (value: string) => string): ValueRule =>
  ({ properties }) => {
    const value = textOf(properties, property);
    return value === undefined || pattern.test(value) ? undefined : refusedValue(words(value));
  };

const size = String.raw`(?:nano|micro|small|medium|large|x?large|\d{1,3}xlarge)`;
const metal = String.raw`(?:metal(?:-\d{1,3}xl)?)`;
/** Families come and go; the form stays. */
const instanceType = new RegExp(String.raw`^[a-z][a-z0-9-]*\.(?:${size}|${metal})$`);
const databaseClass = new RegExp(
  String.raw`^db\.(?:serverless|[a-z][a-z0-9-]*\.${size}(?:\.tpc\d\.mem\d+x)?)$`,
);
const searchType = new RegExp(String.raw`^[a-z][a-z0-9-]*\.${size}\.(?:search|elasticsearch)$`);

const search =
  (configuration: string): ValueRule =>
  ({ properties }) => {
    const value = textOf(recordOf(properties[configuration]), 'InstanceType');
    return value === undefined || searchType.test(value)
      ? undefined
      : refusedValue(
          `1 validation error detected: Value '${value}' at 'clusterConfig.instanceType' failed to satisfy constraint: Member must satisfy enum value set`,
        );
  };

const bucket: ValueRule = ({ properties }) => {
  const name = textOf(properties, 'BucketName');
  // Capital letters have words of their own.
  return name === undefined || /[A-Z]/.test(name) || isBucketName(name)
    ? undefined
    : refusedValue('The specified bucket is not valid.');
};

const balancerName: ValueRule = ({ properties }) => {
  const name = textOf(properties, 'Name');
  if (name === undefined) return undefined;
  if (name.length > 32)
    return refusedValue(`The load balancer name '${name}' cannot be longer than '32' characters`);
  return /^[A-Za-z0-9-]+$/.test(name)
    ? undefined
    : refusedValue(
        `The load balancer name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`,
      );
};

const roleName: ValueRule = ({ properties }) => {
  const name = textOf(properties, 'RoleName') ?? 'role';
  if (name.length > 64)
    return refusedValue(
      `1 validation error detected: Value '${name}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    );
  return /^[\w+=,.@-]+$/.test(name)
    ? undefined
    : refusedValue(
        'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
      );
};

/** Engines come and go; the families stay. RDS reads them in any case. */
const engine =
  /^(?:aurora-(?:mysql|postgresql)|postgres|mysql|mariadb|db2-[a-z]+|(?:custom-)?(?:oracle|sqlserver)-[a-z0-9-]+|neptune|docdb)$/i;

const pattern = (value: string, member: string, expression: string): string =>
  `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${expression}`;

export const nameRules: readonly (readonly [string, ValueRule])[] = [
  [
    'AWS::EC2::Instance',
    form('InstanceType', instanceType, (value) => `Invalid value '${value}' for InstanceType.`),
  ],
  ['AWS::RDS::DBInstance', form('Engine', engine, (value) => `Invalid DB engine: ${value}`)],
  ['AWS::RDS::DBCluster', form('Engine', engine, (value) => `Invalid DB engine: ${value}`)],
  [
    'AWS::Lambda::Function',
    form('FunctionName', /^[\w:.-]{1,140}$/, (value) =>
      pattern(value, 'functionName', String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?[a-zA-Z0-9-_\.]+`),
    ),
  ],
  [
    'AWS::KMS::Alias',
    form(
      'AliasName',
      /^alias\//,
      () =>
        'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ),
  ],
  [
    'AWS::RDS::DBInstance',
    form('DBInstanceClass', databaseClass, (value) => `Invalid DB Instance class: ${value}`),
  ],
  [
    'AWS::RDS::DBInstance',
    form(
      'DBInstanceIdentifier',
      /^[A-Za-z](?!.*--)[A-Za-z0-9-]{0,62}(?<!-)$/,
      () =>
        'The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.',
    ),
  ],
  ['AWS::Elasticsearch::Domain', search('ElasticsearchClusterConfig')],
  ['AWS::OpenSearchService::Domain', search('ClusterConfig')],
  ['AWS::S3::Bucket', bucket],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', balancerName],
  ['AWS::IAM::Role', roleName],
  [
    'AWS::SQS::Queue',
    form(
      'QueueName',
      /^[\w-]{1,80}(?:\.fifo)?$/,
      () => 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    ),
  ],
  ['AWS::SNS::Topic', form('TopicName', /^[\w-]{1,256}(?:\.fifo)?$/, () => 'Invalid parameter: Topic Name')],
  [
    'AWS::Logs::LogGroup',
    form('LogGroupName', /^[.\-_/#A-Za-z0-9]{1,512}$/, (value) =>
      pattern(value, 'logGroupName', String.raw`[\.\-_/#A-Za-z0-9]+`),
    ),
  ],
  [
    'AWS::DynamoDB::Table',
    form('TableName', /^[a-zA-Z0-9_.-]{3,255}$/, (value) => pattern(value, 'tableName', '[a-zA-Z0-9_.-]+')),
  ],
];
