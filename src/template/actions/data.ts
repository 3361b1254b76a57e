import { of, serviceLinkedRole } from './names.ts';

const esDomain = [
  ...of('es', 'CreateElasticsearchDomain DescribeElasticsearchDomain DescribeElasticsearchDomainConfig'),
  ...of('es', 'UpdateElasticsearchDomainConfig DeleteElasticsearchDomain UpgradeElasticsearchDomain'),
  ...of('es', 'GetUpgradeStatus AddTags RemoveTags ListTags'),
  ...of('ec2', 'DescribeSecurityGroups DescribeSubnets DescribeVpcs'),
  ...of('kms', 'CreateGrant DescribeKey'),
];

/** IAM actions by resource type: stores, keys and records. */
export const dataActions: Readonly<Record<string, readonly string[]>> = {
  'AWS::Athena::DataCatalog': of(
    'athena',
    'CreateDataCatalog GetDataCatalog UpdateDataCatalog DeleteDataCatalog ListTagsForResource TagResource UntagResource',
  ),
  'AWS::Athena::NamedQuery': of('athena', 'CreateNamedQuery GetNamedQuery ListNamedQueries DeleteNamedQuery'),
  'AWS::Athena::WorkGroup': of(
    'athena',
    'CreateWorkGroup GetWorkGroup UpdateWorkGroup DeleteWorkGroup ListTagsForResource TagResource UntagResource',
  ),
  'AWS::CloudTrail::Trail': [
    ...of('cloudtrail', 'CreateTrail DescribeTrails GetTrail GetTrailStatus GetEventSelectors'),
    ...of(
      'cloudtrail',
      'PutEventSelectors GetInsightSelectors StartLogging StopLogging UpdateTrail DeleteTrail',
    ),
    ...of('cloudtrail', 'AddTags ListTags RemoveTags'),
  ],
  'AWS::Elasticsearch::Domain': esDomain,
  'AWS::Glue::Database': of('glue', 'CreateDatabase GetDatabase UpdateDatabase DeleteDatabase'),
  'AWS::Glue::Table': of('glue', 'CreateTable GetTable UpdateTable DeleteTable'),
  'AWS::KMS::Alias': of('kms', 'CreateAlias ListAliases UpdateAlias DeleteAlias'),
  'AWS::KMS::Key': of(
    'kms',
    'CreateKey DescribeKey GetKeyPolicy PutKeyPolicy EnableKeyRotation DisableKeyRotation GetKeyRotationStatus UpdateKeyDescription ScheduleKeyDeletion TagResource UntagResource ListResourceTags',
  ),
  'AWS::OpenSearchService::Domain': esDomain,
  'AWS::RDS::DBInstance': [
    ...of('rds', 'CreateDBInstance DescribeDBInstances ModifyDBInstance RebootDBInstance DeleteDBInstance'),
    ...of('rds', 'CreateDBSnapshot DescribeDBSnapshots RestoreDBInstanceFromDBSnapshot'),
    ...of('rds', 'AddTagsToResource RemoveTagsFromResource ListTagsForResource'),
    ...of('ec2', 'DescribeSecurityGroups DescribeSubnets DescribeVpcs'),
    ...of('kms', 'CreateGrant DescribeKey'),
    ...serviceLinkedRole,
  ],
  'AWS::RDS::DBParameterGroup': of(
    'rds',
    'CreateDBParameterGroup DescribeDBParameterGroups DescribeDBParameters ModifyDBParameterGroup ResetDBParameterGroup DeleteDBParameterGroup AddTagsToResource RemoveTagsFromResource ListTagsForResource',
  ),
  'AWS::RDS::DBSubnetGroup': [
    ...of('rds', 'CreateDBSubnetGroup DescribeDBSubnetGroups ModifyDBSubnetGroup DeleteDBSubnetGroup'),
    ...of('rds', 'AddTagsToResource RemoveTagsFromResource ListTagsForResource'),
    ...serviceLinkedRole,
  ],
  'AWS::S3::Bucket': [
    ...of('s3', 'CreateBucket DeleteBucket ListBucket GetBucketTagging PutBucketTagging'),
    ...of('s3', 'GetBucketPublicAccessBlock PutBucketPublicAccessBlock'),
    ...of('s3', 'GetLifecycleConfiguration PutLifecycleConfiguration'),
    ...of(
      's3',
      'GetEncryptionConfiguration PutEncryptionConfiguration GetBucketVersioning PutBucketVersioning',
    ),
    ...of('s3', 'GetBucketNotification PutBucketNotification GetBucketCORS PutBucketCORS'),
    ...of('s3', 'GetBucketLogging PutBucketLogging GetBucketOwnershipControls PutBucketOwnershipControls'),
  ],
  'AWS::S3::BucketPolicy': of('s3', 'PutBucketPolicy GetBucketPolicy DeleteBucketPolicy'),
  'AWS::SSM::Parameter': of(
    'ssm',
    'PutParameter GetParameters DescribeParameters DeleteParameter AddTagsToResource RemoveTagsFromResource ListTagsForResource',
  ),
  'AWS::SecretsManager::Secret': of(
    'secretsmanager',
    'CreateSecret DescribeSecret UpdateSecret DeleteSecret GetRandomPassword TagResource UntagResource',
  ),
};
