import type { TemplateValue } from '../core/template.ts';

const customResource = 'AWS::CloudFormation::CustomResource';

/** A resource that a person's own function makes, whatever name its type goes by. */
export const isCustomResource = (type: string): boolean =>
  type.startsWith('Custom::') || type === customResource;

/** The type a resource is looked up by: every custom resource goes by its general type. */
export const generalType = (type: string): string => (isCustomResource(type) ? customResource : type);

/** A stack of its own, as a resource of its parent. */
export const isNestedStack = (type: string): boolean => type === 'AWS::CloudFormation::Stack';

/** docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
const withSnapshots = [
  'AWS::DocDB::DBCluster',
  'AWS::EC2::Volume',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::Neptune::DBCluster',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Redshift::Cluster',
];

/** Whether CloudFormation takes `Snapshot` for its policies; it refuses that for any other type. */
export const hasSnapshots = (type: string): boolean => withSnapshots.includes(type);

/** What becomes of a resource when it is removed or its stack is deleted. */
type DeletionPolicy = 'Delete' | 'Retain' | 'Snapshot';

const isDatabase = (type: string, properties: Readonly<Record<string, TemplateValue>>): boolean =>
  type === 'AWS::RDS::DBCluster' ||
  (type === 'AWS::RDS::DBInstance' && properties['DBClusterIdentifier'] === undefined);

/**
 * CloudFormation leaves a snapshot of a database that says nothing of its deletion, but none of a cluster's member;
 * `RetainExceptOnCreate` deletes only while the creation that made the resource is rolled back.
 */
export function deletionPolicyOf({
  type,
  properties,
  deletionPolicy,
}: {
  readonly type: string;
  readonly properties: Readonly<Record<string, TemplateValue>>;
  readonly deletionPolicy?: string;
}): DeletionPolicy {
  switch (deletionPolicy) {
    case 'Retain':
    case 'RetainExceptOnCreate':
      return 'Retain';
    case 'Snapshot':
      return 'Snapshot';
    case undefined:
      return isDatabase(type, properties) ? 'Snapshot' : 'Delete';
    default:
      return 'Delete';
  }
}
