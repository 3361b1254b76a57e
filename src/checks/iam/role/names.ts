import { ownedIds } from '../../../account/owned.ts';
import type { Template, TemplateResource, TemplateValue } from '../../../core/template.ts';
import type { StackResource } from '../../../core/stack.ts';
import { evaluate, type Scope } from '../../../template/index.ts';

/** Where the role is to work, as ARNs are written; may be CloudFormation's own `${…}`. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly stackName: string;
}

/** Patterns of IAM for the physical names of the template's resources. */
export interface ResourceNames {
  /** Names that the template writes for resources of a type, and `<stack>-*` where CloudFormation makes them. */
  of(type: string): readonly string[];
  /** The former of the two. */
  written(type: string): readonly string[];
  /** Logical ids of resources whose name, or what else limits them, cannot be told. */
  unknown(): readonly string[];
  /** Values of a property (`A.B` for one within) that is no name of its own. */
  values(type: string, property: string): readonly string[];
  /** Whether one of a type leaves a property out. */
  lacks(type: string, property: string): boolean;
  /** Logical ids of the resources of a type. */
  ids(type: string): readonly string[];
  /** Whether a resource's type begins so. */
  has(prefix: string): boolean;
  /** Types of the resources. */
  types(): readonly string[];
  /** Physical ids of the resources of a type that the stack has already. */
  present(type: string): readonly string[];
}

/** The property by which a template names a resource itself. */
const nameProperties: Readonly<Record<string, string>> = {
  'AWS::Athena::DataCatalog': 'Name',
  'AWS::Athena::WorkGroup': 'Name',
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::Elasticsearch::Domain': 'DomainName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Glue::Database': 'DatabaseInput.Name',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Lambda::LayerVersion': 'LayerName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::OpenSearchService::Domain': 'DomainName',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBClusterParameterGroup': 'DBClusterParameterGroupName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBParameterGroup': 'DBParameterGroupName',
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::RDS::OptionGroup': 'OptionGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SSM::Parameter': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
};

/** Properties that are no names and limit what is allowed all the same. */
const scopeProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::Glue::Database': ['DatabaseName'],
  'AWS::Glue::Table': ['DatabaseName'],
  'AWS::IAM::ManagedPolicy': ['Path'],
  'AWS::IAM::Role': ['Path'],
  'AWS::Lambda::Function': ['Code.S3Bucket'],
  'AWS::Lambda::LayerVersion': ['Content.S3Bucket'],
  'AWS::RDS::DBCluster': [
    'DBSubnetGroupName',
    'DBClusterParameterGroupName',
    'SnapshotIdentifier',
    'SourceDBClusterIdentifier',
  ],
  'AWS::RDS::DBInstance': [
    'DBClusterIdentifier',
    'DBParameterGroupName',
    'DBSnapshotIdentifier',
    'DBSubnetGroupName',
    'OptionGroupName',
    'SourceDBInstanceIdentifier',
  ],
};

/** A name made by CloudFormation begins with the stack's; so do those that are made of another resource's name. */
const physicalNames = ({ resources }: Template, stackName: string): NonNullable<Scope['resources']> => {
  const nameOf = (logicalId: string): string | undefined =>
    resources.has(logicalId) ? `${stackName}-*` : undefined;
  return { ref: nameOf, att: nameOf };
};

/**
 * Characters of AWS names. A wildcard may stand only where CloudFormation's own part of a name does, and `$` only where
 * the place is filled in: anything else would open more than one resource, the service role itself among them.
 */
const isName = (text: string, { stackName, ...place }: Place): boolean => {
  const bare = [`${stackName}-*`, stackName, ...Object.values(place)].reduce(
    (rest, part) => rest.replaceAll(part, 'x'),
    text,
  );
  return /^[\w+=,.@/:-]+$/.test(bare);
};

const valueAt = ({ properties }: TemplateResource, path: string): TemplateValue => {
  const [first = '', second] = path.split('.');
  const value = properties[first] ?? null;
  if (second === undefined) return value;
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return inner.find(([key]) => key === second)?.[1] ?? null;
};

/** null: not set, or empty, which is the same to AWS. undefined: cannot be told. */
const textAt = (
  resource: TemplateResource,
  path: string,
  scope: Scope,
  place: Place,
): string | null | undefined => {
  const found = evaluate(valueAt(resource, path), scope);
  if (!found.known) return undefined;
  if (found.value === null || found.value === '') return null;
  return typeof found.value === 'string' && isName(found.value, place) ? found.value : undefined;
};

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/**
 * @param scope of the template's parameters; names made of other resources' are found without their being there.
 * @param present what the stack has
 */
export function resourceNames(
  resources: readonly TemplateResource[],
  scope: Scope,
  place: Place,
  present: readonly StackResource[],
): ResourceNames {
  const { stackName } = place;
  const naming: Scope = { ...scope, resources: physicalNames(scope.template, stackName) };
  const of = (type: string): readonly TemplateResource[] => resources.filter((one) => one.type === type);
  // Asked for with every action: found once.
  const found = new Map(
    resources.map((one) => [one.logicalId, textAt(one, nameProperties[one.type] ?? '', naming, place)]),
  );
  const nameOf = ({ logicalId }: TemplateResource): string | null | undefined => found.get(logicalId);
  const written = (type: string): readonly string[] => distinct(of(type).flatMap((one) => nameOf(one) ?? []));
  return {
    written,
    of: (type) => {
      const unnamed = of(type).length === 0 || of(type).some((one) => nameOf(one) === null);
      return distinct([...written(type), ...(unnamed ? [`${stackName}-*`] : [])]);
    },
    unknown: () =>
      resources
        .filter(
          (one) =>
            nameOf(one) === undefined ||
            (scopeProperties[one.type] ?? []).some(
              (property) => textAt(one, property, naming, place) === undefined,
            ),
        )
        .map(({ logicalId }) => logicalId),
    values: (type, property) =>
      distinct(of(type).flatMap((one) => textAt(one, property, naming, place) ?? [])),
    lacks: (type, property) => of(type).some((one) => textAt(one, property, naming, place) === null),
    ids: (type) => of(type).map(({ logicalId }) => logicalId),
    has: (prefix) => resources.some(({ type }) => type.startsWith(prefix)),
    types: () => distinct(resources.map(({ type }) => type)),
    present: (type) => distinct(ownedIds(present, type)),
  };
}
