import { handlerReason, type HandlerErrorCode } from '../../model/reasons.ts';
import type { ResourceRecord } from '../../model/stack-record.ts';
import { listOf, recordOf, textOf, type Properties } from '../../model/values.ts';
import type { World } from '../../model/world.ts';
import { holdsImages } from '../repositories.ts';

/** AWS's words for what is not deleted as it is. */
interface Obstacle {
  readonly text: string;
  readonly code: HandlerErrorCode;
  readonly status?: number;
}

type DeletionRule = (world: World, resource: ResourceRecord) => Obstacle | undefined;

const when = (
  there: boolean,
  text: string,
  code: HandlerErrorCode = 'InvalidRequest',
): Obstacle | undefined => (there ? { text, code } : undefined);

const isProtected = ({ properties }: ResourceRecord, name = 'DeletionProtection'): boolean =>
  /^(?:true|ACTIVE)$/.test(textOf(properties, name) ?? '');

const bucket: DeletionRule = ({ account }, { physicalId }) => {
  const found = account.buckets.get(physicalId);
  return found === undefined || found.objects.size + found.versions.length === 0
    ? undefined
    : { text: 'The bucket you tried to delete is not empty', code: 'GeneralServiceException', status: 409 };
};

const repository: DeletionRule = ({ account }, resource) =>
  when(
    holdsImages(account, resource),
    `The repository with name '${resource.physicalId}' in registry with id '${account.id}' cannot be deleted because it still contains images`,
    'GeneralServiceException',
  );

/** Every zone has two records of its own; those that CloudFormation wrote to prove a certificate outlive that. */
const zone: DeletionRule = ({ account }, { physicalId }) => {
  const found = account.zones.get(physicalId);
  const others = found?.records.filter(({ name, type }) => !(name === found.name && /^(NS|SOA)$/.test(type)));
  return when(
    others !== undefined && others.length > 0,
    'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
  );
};

const database =
  (kind: string): DeletionRule =>
  (_world, resource) =>
    when(
      isProtected(resource),
      `Cannot delete protected ${kind}, please disable deletion protection and try again.`,
    );

const attributeOf = (properties: Properties, key: string): string | undefined => {
  const found = listOf(properties, 'LoadBalancerAttributes').map(recordOf);
  return found.flatMap((one) => (textOf(one, 'Key') === key ? [textOf(one, 'Value') ?? ''] : [])).at(-1);
};

const balancer: DeletionRule = (_world, { properties, physicalId }) =>
  when(
    attributeOf(properties, 'deletion_protection.enabled') === 'true',
    `Load balancer '${physicalId}' cannot be deleted because deletion protection is enabled`,
  );

const rules: Readonly<Record<string, DeletionRule>> = {
  'AWS::S3::Bucket': bucket,
  'AWS::ECR::Repository': repository,
  'AWS::Route53::HostedZone': zone,
  'AWS::RDS::DBInstance': database('DB Instance'),
  'AWS::RDS::DBCluster': database('Cluster'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': balancer,
  'AWS::DynamoDB::Table': (_world, resource) =>
    when(
      isProtected(resource, 'DeletionProtectionEnabled'),
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    ),
  'AWS::Cognito::UserPool': (_world, resource) =>
    when(
      isProtected(resource),
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    ),
  // It goes with its VPC.
  'AWS::EC2::SecurityGroup': ({ account }, { physicalId }) =>
    when(
      account.securityGroups.get(physicalId)?.name === 'default',
      `the specified group: "${physicalId}" name: "default" cannot be deleted by a user`,
    ),
  'AWS::EC2::Instance': (_world, resource) =>
    when(
      isProtected(resource, 'DisableApiTermination'),
      `The instance '${resource.physicalId}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    ),
};

/** What AWS says where a resource is not deleted as long as it is as it is; undefined where nothing is in the way. */
export function deletionObstacle(world: World, resource: ResourceRecord): string | undefined {
  const found = rules[resource.type]?.(world, resource);
  return found === undefined
    ? undefined
    : handlerReason(world, resource.type, found.text, found.code, found.status);
}
