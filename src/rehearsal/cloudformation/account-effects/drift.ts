import { isCustomResource } from '../../../template/index.ts';
import type { AccountState } from '../../account/state.ts';
import type { ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';

/** Types whose loss the account can see. */
const keptIn: Readonly<Record<string, (account: AccountState) => { has(id: string): boolean }>> = {
  'AWS::S3::Bucket': ({ buckets }) => buckets,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ({ loadBalancers }) => loadBalancers,
  'AWS::ElasticLoadBalancingV2::TargetGroup': ({ targetGroups }) => targetGroups,
  'AWS::RDS::DBInstance': ({ databases }) => databases,
  'AWS::Elasticsearch::Domain': ({ searchDomains }) => searchDomains,
  'AWS::OpenSearchService::Domain': ({ searchDomains }) => searchDomains,
  'AWS::IAM::Role': ({ roles }) => roles,
  'AWS::EC2::SecurityGroup': ({ securityGroups }) => securityGroups,
};

/** Nested stacks have a detection of their own; nobody knows what a custom resource is like. */
const canBeLookedAt = ({ type, physicalId }: ResourceRecord): boolean =>
  physicalId !== '' && !isCustomResource(type) && !type.startsWith('AWS::CloudFormation::');

const found = (account: AccountState, resource: ResourceRecord): ResourceRecord['driftFound'] => {
  if (keptIn[resource.type]?.(account).has(resource.physicalId) === false) return 'DELETED';
  return resource.drift.length > 0 ? 'MODIFIED' : 'IN_SYNC';
};

/** What AWS tells of drift is what a detection found, not how things are. @param at when it began */
export function lookForDrift({ account }: World, stack: StackRecord, at: number): void {
  const resources = [...stack.resources.values()].filter(canBeLookedAt);
  for (const resource of resources) resource.driftFound = found(account, resource);
  const drifted = resources.some(({ driftFound }) => driftFound !== 'IN_SYNC');
  stack.driftStatus = drifted ? 'DRIFTED' : 'IN_SYNC';
  stack.driftCheckedAt = at;
}

/** It is again what its stack says. */
export function revertDrift(resource: ResourceRecord): void {
  resource.drift = [];
  if (resource.driftFound !== undefined) resource.driftFound = 'IN_SYNC';
}
