/** Logical ids of the template that people meet, in plain words. */
export const parts: Readonly<Record<string, string>> = {
  Search: 'search cluster',
  DB: 'database',
  LoadBalancer: 'load balancer',
  ConnectLoadBalancer: 'load balancer of Connect',
  AuditTrail: 'audit trail',
  Trail: 'audit trail',
  ServiceBucket: 'service bucket',
  AnalyticsBucket: 'analytics bucket',
  CloudTrailBucket: 'audit trail bucket',
  EsIngestBucket: 'search ingest bucket',
  RegistryService: 'registry service',
  NginxService: 'catalog web service',
  S3ProxyService: 'S3 proxy service',
  BulkScannerService: 'bucket scanner',
};

/** Roles that read and write team data, and so must be admitted by the key of an encrypted bucket. */
export const keyPrincipals: readonly string[] = [
  'AmazonECSTaskExecutionRole',
  'PkgEventsRole',
  'PkgSelectLambdaRole',
  'SearchHandlerRole',
  'T4BucketReadRole',
  'T4BucketWriteRole',
];
