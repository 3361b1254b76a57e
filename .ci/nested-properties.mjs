/**
 * What the service specification says of the properties inside a resource type's properties: the definitions of
 * structures that lead to an enumeration. A word is `Name=a|b` for one of these values (`Name~a|b`: in any case), `Name>Other` for a structure
 * of that definition (`Name>` of its own name), `{}` before either for a map of them; lists go without saying. A
 * definition is its name and its words, parted by spaces, and definitions are parted by `;`.
 */

/** Services whose structures are looked into: those of most templates. All of them would take 57 KB of the package. */
const lookedInto = new Set(
  (
    'ApiGateway ApiGatewayV2 AppConfig AppSync ApplicationAutoScaling Athena AutoScaling Backup Batch Budgets CE ' +
    'CertificateManager CloudFormation CloudFront CloudTrail CloudWatch CodeArtifact CodeBuild CodeDeploy ' +
    'CodePipeline Cognito Config DAX DocDB DynamoDB EC2 ECR ECS EFS EKS EMR ElastiCache ElasticBeanstalk ' +
    'ElasticLoadBalancing ElasticLoadBalancingV2 Elasticsearch Events Glue GuardDuty IAM Inspector KMS Kinesis ' +
    'KinesisFirehose LakeFormation Lambda Logs MWAA Neptune NetworkFirewall OpenSearchServerless ' +
    'OpenSearchService Organizations RAM RDS Redshift Route53 Route53Resolver S3 SNS SQS SSM SSO Scheduler ' +
    'SecretsManager ServiceCatalog ServiceDiscovery StepFunctions Synthetics WAF WAFRegional WAFv2 XRay'
  ).split(' '),
);

/**
 * Enumerations that AWS has moved beyond, or does not keep to, though the specification names their values: found by
 * comparison with the registered schemas that cfn-lint 1.58.0 holds and mends.
 */
const incomplete = new Set([
  'AWS::BedrockAgentCore::Dataset.SchemaType',
  'AWS::Connect::IntegrationAssociation.IntegrationType',
  'AWS::DataZone::ProjectMembership.Designation',
  'AWS::DevOpsAgent::Service.ServiceType',
  'AWS::Lambda::NetworkConnector.VpcEgressConfiguration.AssociatedComputeResourceTypes',
  'AWS::MediaTailor::Function.FunctionType',
  'AWS::Organizations::Policy.Type',
]);

/** Enumerations that AWS reads without regard to case, by the same comparison; the values are told by `~`. */
const inAnyCase = new Set([
  'AWS::Batch::ComputeEnvironment.LaunchTemplateSpecification.UserdataType',
  'AWS::Batch::ComputeEnvironment.LaunchTemplateSpecificationOverride.UserdataType',
  'AWS::Batch::ComputeEnvironment.EcsSettings.ContainerInsights',
  'AWS::Batch::ComputeEnvironment.EksAccessEntry.DesiredState',
  'AWS::Batch::ComputeEnvironment.EksAccessEntry.Status',
  'AWS::Batch::JobQueue.JobStateTimeLimitAction.Action',
  'AWS::Batch::QuotaShare.QuotaSharePreemptionConfiguration.InSharePreemption',
  'AWS::Batch::QuotaShare.QuotaShareResourceSharingConfiguration.Strategy',
  'AWS::Batch::SchedulingPolicy.QuotaSharePolicy.IdleResourceAssignmentStrategy',
  'AWS::EC2::IPAMPool.AwsService',
  'AWS::EC2::IPAMPool.PublicIpSource',
  'AWS::ElastiCache::ReplicationGroup.Durability',
  'AWS::ElastiCache::ServerlessCache.DataStorage.Unit',
  'AWS::ElastiCache::ServerlessCache.NetworkType',
  'AWS::ElastiCache::User.AuthenticationMode.Type',
  'AWS::Route53Resolver::ResolverEndpoint.ResolverEndpointType',
  'AWS::Route53Resolver::ResolverRule.RuleType',
  'AWS::Route53Resolver::ResolverRule.TargetAddress.Protocol',
]);

/** Each of the above must be there, or it has no reason any more. */
const met = new Set();
export const unmetExceptions = () => [...incomplete, ...inAnyCase].filter((place) => !met.has(place));

const fits = (values) => values.length > 0 && values.every((value) => /^[^\s"|;~\\]+$/.test(value));

/** The structure or the values that a property leads to, through lists and at most one map. */
const target = (type, isMap = false) => {
  if (type.type === 'array') return target(type.element, isMap);
  if (type.type === 'map') return isMap ? undefined : target(type.element, true);
  const values = (type.allowedValues ?? []).map(String);
  if (fits(values)) return { values, isMap };
  return type.type === 'ref' ? { reference: type.reference.$ref, isMap } : undefined;
};

const byName = (properties) => Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));

/** @returns of a resource type: each property's suffix, and its definitions */
export const nestedProperties = (specification, resource) => {
  const [, service] = resource.cloudFormationType.split('::');
  const definitions = new Map();
  const definition = (id) => specification.get('typeDefinition', id);
  const targets = (properties, owner) =>
    byName(properties).flatMap(([name, { type }]) => {
      const place = `${owner}.${name}`;
      const found = target(type);
      if (found === undefined || (found.reference !== undefined && !lookedInto.has(service))) return [];
      if (incomplete.has(place) || inAnyCase.has(place)) met.add(place);
      return incomplete.has(place) ? [] : [[name, { ...found, sign: inAnyCase.has(place) ? '~' : '=' }]];
    });
  const visit = (id) => {
    if (definitions.has(id)) return;
    const { name, properties } = definition(id);
    const own = targets(properties, `${resource.cloudFormationType}.${name}`);
    definitions.set(id, own);
    for (const [, { reference }] of own) if (reference !== undefined) visit(reference);
  };
  const first = targets(resource.properties, resource.cloudFormationType);
  for (const [, { reference }] of first) if (reference !== undefined) visit(reference);

  const leads = new Set();
  const isUseful = ({ values, reference }) => values !== undefined || leads.has(reference);
  for (let before = -1; before < leads.size;) {
    before = leads.size;
    for (const [id, own] of definitions) if (own.some(([, to]) => isUseful(to))) leads.add(id);
  }

  const suffix = (name, { values, reference, isMap, sign }) => {
    const to = values === undefined ? definition(reference).name : values.join('|');
    return `${isMap ? '{}' : ''}${values === undefined ? `>${to === name ? '' : to}` : `${sign}${to}`}`;
  };
  const words = (own) =>
    own.filter(([, to]) => isUseful(to)).map(([name, to]) => `${name}${suffix(name, to)}`);
  return {
    suffixes: Object.fromEntries(
      first.filter(([, to]) => isUseful(to)).map(([name, to]) => [name, suffix(name, to)]),
    ),
    definitions: [...definitions]
      .filter(([id]) => leads.has(id))
      .map(([id, own]) => [definition(id).name, ...words(own)].join(' '))
      .sort()
      .join(';'),
  };
};
