import type { Change } from '../../core/stack.ts';
import { isNestedStack } from '../../template/index.ts';

/** Types that hold data, or an address others have written down: losing one cannot be undone by a rollback. */
const statefulTypes: readonly string[] = [
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::Elasticsearch::Domain',
  'AWS::OpenSearchService::Domain',
  'AWS::S3::Bucket',
  'AWS::EFS::FileSystem',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::KMS::Key',
  'AWS::DocDB::DBCluster',
  'AWS::Neptune::DBCluster',
  'AWS::Redshift::Cluster',
  'AWS::FSx::FileSystem',
  'AWS::EC2::Volume',
  'AWS::Cognito::UserPool',
  'AWS::ElasticLoadBalancing::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
];

const isStateful = (type: string): boolean => statefulTypes.includes(type);

/**
 * True for a change that takes a stateful resource away or puts an empty one in its place. `Conditional` counts:
 * CloudFormation decides only while it executes, when nobody can say no any more.
 */
export function losesState(change: Change): boolean {
  // Of a nested stack that goes no plan tells what goes with it.
  if (change.action === 'Remove')
    return (isStateful(change.type) || isNestedStack(change.type)) && change.policyAction !== 'Retain';
  if (!isStateful(change.type)) return false;
  return (
    change.action === 'Modify' && (change.replacement === 'True' || change.replacement === 'Conditional')
  );
}
