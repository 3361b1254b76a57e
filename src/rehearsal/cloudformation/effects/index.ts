import type { ResourceRecord, StackRecord } from '../record.ts';
import type { World } from '../world.ts';
import { listener, loadBalancer, targetGroup } from './balancing.ts';
import { cluster, logGroup, role, service } from './compute.ts';
import { bucket, database, searchDomain, secret, trail } from './data.ts';
import type { Effect, Subject } from './effect.ts';

const effects = new Map<string, Effect>([
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', loadBalancer],
  ['AWS::ElasticLoadBalancingV2::Listener', listener],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', targetGroup],
  ['AWS::S3::Bucket', bucket],
  ['AWS::CloudTrail::Trail', trail],
  ['AWS::Elasticsearch::Domain', searchDomain],
  ['AWS::OpenSearchService::Domain', searchDomain],
  ['AWS::RDS::DBInstance', database],
  ['AWS::IAM::Role', role],
  ['AWS::Logs::LogGroup', logGroup],
  ['AWS::ECS::Cluster', cluster],
  ['AWS::ECS::Service', service],
  ['AWS::SecretsManager::Secret', secret],
]);

type Physical = Pick<ResourceRecord, 'type' | 'physicalId' | 'properties' | 'attributes'>;

const subjectOf = (world: World, stack: StackRecord, resource: Physical): Subject => ({
  world,
  region: stack.region,
  physicalId: resource.physicalId,
  properties: resource.properties,
  attribute: (name) => resource.attributes.get(name) ?? '',
});

export const appear = (world: World, stack: StackRecord, resource: Physical): void =>
  effects.get(resource.type)?.add(subjectOf(world, stack, resource));

export const vanish = (world: World, stack: StackRecord, resource: Physical): void =>
  effects.get(resource.type)?.remove(subjectOf(world, stack, resource));

/** Types whose change in place shows elsewhere in the account and loses nothing when told anew. */
const retold = new Set([
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::CloudTrail::Trail',
  'AWS::IAM::Role',
  'AWS::ECS::Service',
]);

export const refresh = (world: World, stack: StackRecord, before: Physical, after: Physical): void => {
  if (!retold.has(after.type)) return;
  vanish(world, stack, before);
  appear(world, stack, after);
};
