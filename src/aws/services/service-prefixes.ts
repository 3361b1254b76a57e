/** The API name of a service and the prefix of its IAM actions, where they differ from the client's own. */
export const services = {
  acm: 'acm',
  ce: 'ce',
  cloudformation: 'cloudformation',
  cloudtrail: 'cloudtrail',
  cloudwatch: 'cloudwatch',
  ec2: 'ec2',
  ecs: 'ecs',
  elb: 'elasticloadbalancing',
  es: 'es',
  iam: 'iam',
  kms: 'kms',
  lambda: 'lambda',
  logs: 'logs',
  quotas: 'servicequotas',
  rds: 'rds',
  route53: 'route53',
  s3: 's3',
  secrets: 'secretsmanager',
  ses: 'ses',
  sns: 'sns',
  ssm: 'ssm',
  sts: 'sts',
} as const;
export type ServiceName = keyof typeof services;

/** S3 alone names its actions otherwise than its operations. */
const s3Actions: Readonly<Record<string, string>> = {
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  ListBuckets: 'ListAllMyBuckets',
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  DeleteObjects: 'DeleteObject',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
};

/** The IAM action a call needs, such as `s3:ListBucket` for HeadBucket. */
export const permissionOf = (service: ServiceName, operation: string): string =>
  `${services[service]}:${(service === 's3' ? s3Actions[operation] : undefined) ?? operation}`;
