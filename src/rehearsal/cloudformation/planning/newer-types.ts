/**
 * Types that CloudFormation has though the service specification does not list them: newer than it, in preview, or
 * like `AWS::CDK::Metadata` without a schema. Nothing but their names is known here, so they are made as they stand.
 */
const newer: Readonly<Record<string, string>> = {
  AppFabric: 'AppAuthorization IngestionDestination',
  ApplicationSignals: 'InstrumentationConfig',
  AuditManager: 'Control',
  BcmPricingCalculator: 'BillEstimate',
  Bedrock: 'RetrievalInstruction',
  BedrockAgentCore: 'ConsentPortal',
  CDK: 'Metadata',
  CloudFront: 'FieldLevelEncryptionConfig',
  CloudWatch: 'Integration ResourceMetricsConfiguration View',
  Comprehend: 'EntityRecognizerEndpoint',
  Connect: 'UseCase',
  CustomerProfiles: 'RecommenderFilter',
  DRS: 'RecoveryPlan',
  DynamoDB: 'Backup',
  EC2: 'IpamInternetRegistryAssociation SecondaryNetwork',
  ECS: 'Gateway GatewayClusterAssociations',
  ElastiCache: 'Snapshot',
  GammaDilithium: 'JobDefinition',
  IVS: 'AdConfiguration',
  IoT1Click: 'Device Placement Project',
  IoTManagedIntegrations:
    'AccountAssociation CloudConnector CredentialLocker ManagedThing ProvisioningProfile',
  Lambda: 'WebFunction WebFunctionEndpoint WebFunctionRevision',
  LicenseManager: 'LicenseConfiguration ReportGenerator',
  LicenseManagerLinuxSubscriptions: 'SubscriptionProvider',
  LicenseManagerUserSubscriptions: 'LicenseServerEndpoint',
  MediaConvert: 'CertificateAssociation',
  MediaTailor: 'Program',
  NetworkSecurityManager: 'Deployment Policy Rule Scope Template',
  ObservabilityAdmin: 'DatasetIntegration',
  Personalize: 'Campaign',
  Polly: 'Lexicon',
  QuickSight: 'Assignment Brand Group',
  RAM: 'PermissionAssociation PrincipalAssociation ResourceAssociation SourceAssociation',
  RDS: 'DBClusterEndpoint Deployment',
  Redshift: 'RedshiftIdcApplication',
  SCN: 'Instance',
  SMSVOICE: 'NotifyConfiguration RcsAgent',
  SageMaker: 'ComputeQuota',
  SecurityAgent: 'Integration',
  SecurityHub: 'ActionTarget',
  StorageGateway: 'NFSFileShare SMBFileShare',
  Timestream: 'InfluxDBBackup',
  Translate: 'Terminology',
  Wisdom: 'Content ContentAssociation',
  WorkSpaces: 'Directory',
};

export const isNewerType = (type: string): boolean => {
  const [vendor, service = '', name = ''] = type.split('::');
  return (
    vendor === 'AWS' && Object.hasOwn(newer, service) && newer[service]?.split(' ').includes(name) === true
  );
};
