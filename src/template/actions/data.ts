import { needs, networkLookups, of, passRole, serviceLinkedRole, type ActionNeed } from './needs.ts';

const searchDomain = needs('es', {
  creates: 'CreateElasticsearchDomain',
  waits: 'DescribeElasticsearchDomain',
  tags: 'AddTags',
  sets: { VPCOptions: networkLookups },
  later:
    'DescribeElasticsearchDomainConfig UpdateElasticsearchDomainConfig DeleteElasticsearchDomain UpgradeElasticsearchDomain GetUpgradeStatus ListTags RemoveTags',
  // With encryption at rest by the default key, in an account that has never used it.
  listed: of('kms', 'CreateGrant DescribeKey'),
});

/** What CloudFormation calls by resource type: stores, keys and records. */
export const dataNeeds: Readonly<Record<string, readonly ActionNeed[]>> = {
  // No needed rows: a service role that is published as working creates none by this name.
  'AWS::Athena::DataCatalog': needs('athena', {
    later:
      'CreateDataCatalog GetDataCatalog UpdateDataCatalog DeleteDataCatalog ListTagsForResource TagResource UntagResource',
  }),
  'AWS::Athena::NamedQuery': needs('athena', {
    creates: 'CreateNamedQuery',
    later: 'GetNamedQuery ListNamedQueries DeleteNamedQuery',
  }),
  'AWS::Athena::WorkGroup': needs('athena', {
    creates: 'CreateWorkGroup',
    waits: 'GetWorkGroup',
    tags: 'TagResource',
    later: 'UpdateWorkGroup DeleteWorkGroup ListTagsForResource UntagResource',
  }),
  'AWS::CloudTrail::Trail': needs('cloudtrail', {
    creates: 'CreateTrail',
    tags: 'AddTags',
    sets: {
      EventSelectors: of('cloudtrail', 'PutEventSelectors'),
      IsLogging: of('cloudtrail', 'StartLogging'),
      InsightSelectors: of('cloudtrail', 'PutInsightSelectors'),
      CloudWatchLogsRoleArn: passRole,
    },
    later:
      'DescribeTrails GetTrail GetTrailStatus GetEventSelectors GetInsightSelectors StopLogging UpdateTrail DeleteTrail ListTags RemoveTags',
  }),
  'AWS::Elasticsearch::Domain': searchDomain,
  'AWS::Glue::Database': needs('glue', {
    creates: 'CreateDatabase',
    later: 'GetDatabase UpdateDatabase DeleteDatabase',
  }),
  'AWS::Glue::Table': needs('glue', {
    creates: 'CreateTable',
    later: 'GetTable UpdateTable DeleteTable',
  }),
  'AWS::KMS::Alias': needs('kms', { creates: 'CreateAlias', later: 'ListAliases UpdateAlias DeleteAlias' }),
  'AWS::KMS::Key': needs('kms', {
    creates: 'CreateKey',
    waits: 'DescribeKey',
    tags: 'TagResource',
    sets: { EnableKeyRotation: of('kms', 'EnableKeyRotation') },
    later:
      'GetKeyPolicy PutKeyPolicy EnableKeyRotation DisableKeyRotation GetKeyRotationStatus UpdateKeyDescription ScheduleKeyDeletion UntagResource ListResourceTags',
  }),
  'AWS::OpenSearchService::Domain': searchDomain,
  'AWS::RDS::DBInstance': needs('rds', {
    creates: 'CreateDBInstance',
    waits: 'DescribeDBInstances',
    tags: 'AddTagsToResource',
    sets: {
      DBSnapshotIdentifier: of('rds', 'RestoreDBInstanceFromDBSnapshot'),
      MonitoringRoleArn: passRole,
    },
    later:
      'ModifyDBInstance RebootDBInstance DeleteDBInstance CreateDBSnapshot DescribeDBSnapshots RestoreDBInstanceFromDBSnapshot RemoveTagsFromResource ListTagsForResource',
    listed: [...serviceLinkedRole, ...networkLookups, ...of('kms', 'CreateGrant DescribeKey')],
  }),
  'AWS::RDS::DBParameterGroup': needs('rds', {
    creates: 'CreateDBParameterGroup',
    waits: 'DescribeDBParameterGroups',
    tags: 'AddTagsToResource',
    sets: { Parameters: of('rds', 'DescribeDBParameters ModifyDBParameterGroup') },
    later:
      'DescribeDBParameters ModifyDBParameterGroup ResetDBParameterGroup DeleteDBParameterGroup RemoveTagsFromResource ListTagsForResource',
  }),
  'AWS::RDS::DBSubnetGroup': needs('rds', {
    creates: 'CreateDBSubnetGroup',
    waits: 'DescribeDBSubnetGroups',
    tags: 'AddTagsToResource',
    later: 'ModifyDBSubnetGroup DeleteDBSubnetGroup RemoveTagsFromResource ListTagsForResource',
    listed: serviceLinkedRole,
  }),
  'AWS::S3::Bucket': needs('s3', {
    creates: 'CreateBucket',
    tags: 'PutBucketTagging',
    sets: {
      AccelerateConfiguration: of('s3', 'PutAccelerateConfiguration'),
      BucketEncryption: of('s3', 'PutEncryptionConfiguration'),
      CorsConfiguration: of('s3', 'PutBucketCORS'),
      LifecycleConfiguration: of('s3', 'PutLifecycleConfiguration'),
      LoggingConfiguration: of('s3', 'PutBucketLogging'),
      NotificationConfiguration: of('s3', 'PutBucketNotification'),
      ObjectLockConfiguration: of('s3', 'PutBucketObjectLockConfiguration'),
      OwnershipControls: of('s3', 'PutBucketOwnershipControls'),
      PublicAccessBlockConfiguration: of('s3', 'PutBucketPublicAccessBlock'),
      ReplicationConfiguration: [...of('s3', 'PutReplicationConfiguration'), ...passRole],
      VersioningConfiguration: of('s3', 'PutBucketVersioning'),
      WebsiteConfiguration: of('s3', 'PutBucketWebsite'),
    },
    later:
      'DeleteBucket ListBucket GetBucketTagging GetBucketPublicAccessBlock PutBucketPublicAccessBlock GetLifecycleConfiguration PutLifecycleConfiguration GetEncryptionConfiguration PutEncryptionConfiguration GetBucketVersioning PutBucketVersioning GetBucketNotification PutBucketNotification GetBucketCORS PutBucketCORS GetBucketLogging PutBucketLogging GetBucketOwnershipControls PutBucketOwnershipControls',
  }),
  'AWS::S3::BucketPolicy': needs('s3', {
    creates: 'PutBucketPolicy',
    later: 'GetBucketPolicy DeleteBucketPolicy',
  }),
  'AWS::SSM::Parameter': needs('ssm', {
    creates: 'PutParameter',
    tags: 'AddTagsToResource',
    later: 'GetParameters DescribeParameters DeleteParameter RemoveTagsFromResource ListTagsForResource',
  }),
  'AWS::SecretsManager::Secret': needs('secretsmanager', {
    creates: 'CreateSecret',
    tags: 'TagResource',
    sets: { GenerateSecretString: of('secretsmanager', 'GetRandomPassword') },
    later: 'DescribeSecret UpdateSecret DeleteSecret UntagResource',
  }),
};
