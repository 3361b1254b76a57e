import { anything, named, regional, type ScopeContext, type ScopeRow } from './scope.ts';

/** Buckets and what is in them. */
const buckets = (context: ScopeContext): readonly string[] =>
  context.names
    .of('AWS::S3::Bucket')
    // `<stack>-*` covers the objects as well.
    .flatMap((name) => (name.endsWith('*') ? [name] : [name, `${name}/*`]))
    .map((name) => `arn:${context.place.partition}:s3:::${name}`);

/** What functions are made of lies in other people's buckets, named by the template. */
const code = (context: ScopeContext): readonly string[] => [
  ...buckets(context),
  ...[
    ...context.names.values('AWS::Lambda::Function', 'Code.S3Bucket'),
    ...context.names.values('AWS::Lambda::LayerVersion', 'Content.S3Bucket'),
  ].map((name) => `arn:${context.place.partition}:s3:::${name}/*`),
];

const secrets = (context: ScopeContext): readonly string[] => {
  const type = 'AWS::SecretsManager::Secret';
  // CloudFormation names a secret by its logical id, not by the stack.
  const known = [...context.names.ids(type), ...context.names.written(type)];
  const own = known.length === 0 ? [`${context.place.stackName}-`] : known.map((name) => `${name}-`);
  return regional('secretsmanager', ...own.map((name) => `secret:${name}*`))(context);
};

/** A domain's name has 28 letters at most, so the stack's is cut short in it. */
const searchDomains = (context: ScopeContext): readonly string[] => {
  const { names, place } = context;
  const types = ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'].filter(names.has);
  const start = place.stackName.includes('${') ? '' : place.stackName.slice(0, 7);
  const made = types.length === 0 || types.some((type) => names.lacks(type, 'DomainName'));
  const own = types.flatMap((type) => [...names.written(type), ...names.present(type)]);
  const older = own.filter((name) => !made || !name.startsWith(start));
  return regional(
    'es',
    ...[...(made ? [`${start}*`] : []), ...older].map((name) => `domain/${name}`),
  )(context);
};

/** Scopes of what holds data. */
export const dataScopes: readonly ScopeRow[] = [
  {
    sid: 'Code',
    service: 's3',
    actions: /^GetObject(Version)?$/,
    resources: code,
  },
  { sid: 'BucketList', service: 's3', actions: /^ListAllMyBuckets$/, resources: anything },
  {
    sid: 'Buckets',
    service: 's3',
    resources: buckets,
  },
  {
    sid: 'Tables',
    service: 's3tables',
    resources: (context) => regional('s3tables', `bucket/${context.place.stackName}-*`)(context),
  },
  {
    sid: 'SearchDomain',
    service: 'es',
    resources: searchDomains,
    comment: 'The name CloudFormation makes for a domain may hold as few as seven letters of the stack name.',
  },
  {
    sid: 'KeyMaking',
    service: 'kms',
    actions: /^CreateKey$/,
    resources: anything,
    comment: 'A key has no name before it is made.',
  },
  {
    sid: 'OwnKeys',
    service: 'kms',
    actions: /^DescribeKey$/,
    when: ({ names }) => names.has('AWS::KMS::Key'),
    resources: regional('kms', 'key/*'),
    comment: 'A key goes by an id of its own, which no name can scope.',
  },
  {
    sid: 'ServiceKeys',
    service: 'kms',
    actions: /^(CreateGrant|DescribeKey|Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/,
    resources: anything,
    condition: ({ place, callers }, action) => ({
      StringEquals: {
        'kms:ViaService': callers(action).map((service) => `${service}.${place.region}.amazonaws.com`),
      },
    }),
    comment: 'Keys are used through these services only, never by the role itself.',
  },
  {
    sid: 'Keys',
    service: 'kms',
    resources: regional('kms', 'key/*', 'alias/*'),
    comment: 'A key goes by an id of its own, which no name can scope.',
  },
  {
    sid: 'RandomPassword',
    service: 'secretsmanager',
    actions: /^(GetRandomPassword|ListSecrets|BatchGetSecretValue)$/,
    resources: anything,
  },
  { sid: 'Secrets', service: 'secretsmanager', resources: secrets },
  {
    sid: 'DataCatalogs',
    service: 'athena',
    actions: /DataCatalog/,
    resources: named('athena', 'datacatalog/', 'AWS::Athena::DataCatalog'),
  },
  {
    sid: 'Queries',
    service: 'athena',
    resources: (context) => [
      ...named('athena', 'workgroup/', 'AWS::Athena::WorkGroup')(context),
      ...(context.names.has('AWS::Athena::DataCatalog')
        ? named('athena', 'datacatalog/', 'AWS::Athena::DataCatalog')(context)
        : []),
    ],
  },
  {
    sid: 'TrailReads',
    service: 'cloudtrail',
    actions: /^(DescribeTrails|ListTrails)$/,
    resources: anything,
  },
  {
    sid: 'Trail',
    service: 'cloudtrail',
    resources: named('cloudtrail', 'trail/', 'AWS::CloudTrail::Trail'),
  },
  { sid: 'ParameterList', service: 'ssm', actions: /^DescribeParameters$/, resources: anything },
  {
    sid: 'ParameterStore',
    service: 'ssm',
    resources: (context) => {
      const type = 'AWS::SSM::Parameter';
      // CloudFormation names a parameter CFN-<logical id>-…, not by the stack; a name's own slash is not repeated.
      const made = context.names.ids(type).map((id) => `CFN-${id}-*`);
      const own = context.names.of(type).map((name) => name.replace(/^\//, ''));
      return regional('ssm', ...[...made, ...own].map((name) => `parameter/${name}`))(context);
    },
  },
];
