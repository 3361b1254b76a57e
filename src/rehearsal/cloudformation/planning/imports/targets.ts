import type { AccountState } from '../../../account/state.ts';
import type { StackRecord } from '../../model/stack-record.ts';
import type { ImportTarget } from '../../model/change-set-record.ts';
import type { World } from '../../model/world.ts';
import type { ResourceToImport } from './request.ts';

/** What CloudFormation calls it in events and changes: the identifier's values. */
export const importTargets = (given: readonly ResourceToImport[]): readonly ImportTarget[] =>
  given.map(({ LogicalResourceId = '', ResourceType = '', ResourceIdentifier = {} }) => ({
    logicalId: LogicalResourceId,
    type: ResourceType,
    physicalId: Object.values(ResourceIdentifier).join('|'),
    identifier: ResourceIdentifier,
  }));

type Holding = (account: AccountState, id: string, region: string) => boolean;

const inRegion =
  (collection: (account: AccountState) => ReadonlyMap<string, { readonly region: string }>): Holding =>
  (account, id, region) =>
    collection(account).get(id)?.region === region;

/** Types that the account keeps; whether one of another type exists is taken on trust. */
const holdings: Readonly<Record<string, Holding>> = {
  'AWS::CertificateManager::Certificate': inRegion(({ certificates }) => certificates),
  'AWS::CloudTrail::Trail': ({ trails }, id) => [...trails.values()].some(({ name }) => name === id),
  'AWS::EC2::SecurityGroup': inRegion(({ securityGroups }) => securityGroups),
  'AWS::EC2::Subnet': inRegion(({ subnets }) => subnets),
  'AWS::EC2::VPC': inRegion(({ vpcs }) => vpcs),
  'AWS::EC2::VPCEndpoint': inRegion(({ vpcEndpoints }) => vpcEndpoints),
  'AWS::Elasticsearch::Domain': inRegion(({ searchDomains }) => searchDomains),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': inRegion(({ loadBalancers }) => loadBalancers),
  'AWS::IAM::ManagedPolicy': ({ policies }, id) => policies.has(id),
  'AWS::IAM::Role': ({ roles }, id) => roles.has(id),
  'AWS::KMS::Key': inRegion(({ keys }) => keys),
  'AWS::Logs::LogGroup': inRegion(({ logGroups }) => logGroups),
  'AWS::OpenSearchService::Domain': inRegion(({ searchDomains }) => searchDomains),
  'AWS::RDS::DBInstance': inRegion(({ databases }) => databases),
  'AWS::Route53::HostedZone': ({ zones }, id) => zones.has(id),
  'AWS::S3::Bucket': ({ buckets, id: own }, id, region) =>
    buckets.get(id)?.region === region && buckets.get(id)?.owner === own,
  'AWS::SecretsManager::Secret': inRegion(({ secrets }) => secrets),
  'AWS::SSM::Parameter': inRegion(({ parameters }) => parameters),
};

/** Undefined: the account keeps no list of its type. */
export const isThere = (
  account: AccountState,
  { type, physicalId }: ImportTarget,
  region: string,
): boolean | undefined => holdings[type]?.(account, physicalId, region);

/** Why it cannot be taken into the stack; undefined where nothing is in the way. */
export function importObstacle(world: World, stack: StackRecord, target: ImportTarget): string | undefined {
  const { type, physicalId } = target;
  if (isThere(world.account, target, stack.region) === false)
    return type === 'AWS::S3::Bucket'
      ? 'Bucket not found'
      : `Resource of type '${type}' with identifier '${physicalId}' was not found.`;
  const owner = ownerOf(world, target);
  return owner === undefined ? undefined : `${physicalId} already exists in stack ${owner.id}`;
}

/** What a delete left behind belongs to nobody. */
const ownerOf = (world: World, target: ImportTarget): StackRecord | undefined =>
  [...world.stacks.values()].find(
    ({ status, resources }) =>
      status !== 'DELETE_COMPLETE' &&
      [...resources.values()].some(
        (resource) =>
          resource.type === target.type &&
          (resource.physicalId === target.physicalId ||
            Object.entries(target.identifier).every(
              ([key, value]) => resource.attributes.get(key) === value,
            )),
      ),
  );
