import type { StackRecord, ResourceRecord } from './record.ts';
import { canonicalZoneOf } from './physical/index.ts';
import { listOf, recordOf, textOf, type Properties } from './values.ts';
import type { World } from './world.ts';

/** What the rest of the account sees of a resource once it is there. */
interface Effect {
  readonly add: (subject: Subject) => void;
  readonly remove: (subject: Subject) => void;
}

interface Subject {
  readonly world: World;
  readonly region: string;
  readonly physicalId: string;
  readonly properties: Properties;
  readonly attribute: (name: string) => string;
}

const texts = (properties: Properties, name: string): readonly string[] =>
  listOf(properties, name).map(String);

const loadBalancer: Effect = {
  add: ({ world, region, physicalId, properties, attribute }) => {
    const subnetIds = texts(properties, 'Subnets');
    world.account.loadBalancers.set(physicalId, {
      region,
      arn: physicalId,
      name: attribute('LoadBalancerName'),
      dnsName: attribute('DNSName'),
      zoneId: canonicalZoneOf(region),
      scheme: textOf(properties, 'Scheme') === 'internal' ? 'internal' : 'internet-facing',
      type: textOf(properties, 'Type') === 'network' ? 'network' : 'application',
      vpcId: world.account.subnets.get(subnetIds[0] ?? '')?.vpcId ?? '',
      subnetIds,
      createdAt: world.timeline.now(),
      certificateArns: new Set(),
    });
  },
  remove: ({ world, physicalId }) => {
    world.account.loadBalancers.delete(physicalId);
    for (const certificate of world.account.certificates.values()) certificate.inUseBy.delete(physicalId);
  },
};

/** A listener lends its certificates to its load balancer. */
const certificatesOf = (properties: Properties): readonly string[] =>
  listOf(properties, 'Certificates')
    .map((one) => textOf(recordOf(one), 'CertificateArn'))
    .filter((one) => one !== undefined);

const listener: Effect = {
  add: ({ world, properties }) => {
    const balancer = world.account.loadBalancers.get(textOf(properties, 'LoadBalancerArn') ?? '');
    if (balancer === undefined) return;
    for (const arn of certificatesOf(properties)) {
      balancer.certificateArns.add(arn);
      world.account.certificates.get(arn)?.inUseBy.add(balancer.arn);
    }
  },
  remove: ({ world, properties }) => {
    const balancer = world.account.loadBalancers.get(textOf(properties, 'LoadBalancerArn') ?? '');
    for (const arn of certificatesOf(properties)) {
      balancer?.certificateArns.delete(arn);
      world.account.certificates.get(arn)?.inUseBy.delete(balancer?.arn ?? '');
    }
  },
};

const targetGroup: Effect = {
  add: ({ world, region, physicalId, properties, attribute }) =>
    void world.account.targetGroups.set(physicalId, {
      region,
      arn: physicalId,
      name: attribute('TargetGroupName'),
      loadBalancerArns: [],
      port: Number(textOf(properties, 'Port') ?? 80),
      vpcId: textOf(properties, 'VpcId') ?? '',
      targets: [{ id: '10.0.1.20', port: Number(textOf(properties, 'Port') ?? 80), state: 'healthy' }],
    }),
  remove: ({ world, physicalId }) => void world.account.targetGroups.delete(physicalId),
};

const bucket: Effect = {
  add: ({ world, region, physicalId, properties }) =>
    void world.account.buckets.set(physicalId, {
      region,
      name: physicalId,
      owner: world.account.id,
      createdAt: world.timeline.now(),
      versioning:
        textOf(recordOf(properties['VersioningConfiguration']), 'Status') === 'Enabled'
          ? 'Enabled'
          : undefined,
      encryption: { algorithm: 'AES256' },
      notifications: {},
      policy: undefined,
      publicAccessBlock: undefined,
      ownership: 'BucketOwnerEnforced',
      tags: [],
      objects: new Map(),
      versions: [],
    }),
  remove: ({ world, physicalId }) => void world.account.buckets.delete(physicalId),
};

const trail: Effect = {
  add: ({ world, region, physicalId, properties, attribute }) =>
    void world.account.trails.set(attribute('Arn'), {
      name: physicalId,
      arn: attribute('Arn'),
      homeRegion: region,
      multiRegion: textOf(properties, 'IsMultiRegionTrail') === 'true',
      organization: textOf(properties, 'IsOrganizationTrail') === 'true',
      bucket: textOf(properties, 'S3BucketName') ?? '',
    }),
  remove: ({ world, attribute }) => void world.account.trails.delete(attribute('Arn')),
};

const searchDomain: Effect = {
  add: ({ world, region, physicalId, attribute }) =>
    void world.account.searchDomains.set(physicalId, {
      region,
      name: physicalId,
      arn: attribute('Arn'),
      processing: false,
      endpoint: attribute('DomainEndpoint'),
    }),
  remove: ({ world, physicalId }) => void world.account.searchDomains.delete(physicalId),
};

const database: Effect = {
  add: ({ world, region, physicalId, properties, attribute }) =>
    void world.account.databases.set(physicalId, {
      region,
      id: physicalId,
      arn: attribute('DBInstanceArn'),
      engine: textOf(properties, 'Engine') ?? 'postgres',
      engineVersion: textOf(properties, 'EngineVersion') ?? '15.8',
      instanceClass: textOf(properties, 'DBInstanceClass') ?? 'db.t3.small',
      status: 'available',
      address: attribute('Endpoint.Address'),
    }),
  remove: ({ world, physicalId }) => void world.account.databases.delete(physicalId),
};

const role: Effect = {
  add: ({ world, physicalId, properties, attribute }) =>
    void world.account.roles.set(physicalId, {
      name: physicalId,
      path: textOf(properties, 'Path') ?? '/',
      arn: attribute('Arn'),
      id: attribute('RoleId'),
      trust: JSON.stringify(properties['AssumeRolePolicyDocument'] ?? {}),
      createdAt: world.timeline.now(),
      inline: new Map(
        listOf(properties, 'Policies').map((one) => [
          textOf(recordOf(one), 'PolicyName') ?? '',
          JSON.stringify(recordOf(one)['PolicyDocument'] ?? {}),
        ]),
      ),
      attached: new Set(texts(properties, 'ManagedPolicyArns')),
    }),
  remove: ({ world, physicalId }) => void world.account.roles.delete(physicalId),
};

const logGroup: Effect = {
  add: ({ world, region, physicalId, attribute }) =>
    void world.account.logGroups.set(physicalId, {
      region,
      name: physicalId,
      arn: attribute('Arn'),
      createdAt: world.timeline.now(),
      events: [],
    }),
  remove: ({ world, physicalId }) => void world.account.logGroups.delete(physicalId),
};

const cluster: Effect = {
  add: ({ world, region, physicalId, attribute }) =>
    void world.account.clusters.set(attribute('Arn'), {
      region,
      arn: attribute('Arn'),
      name: physicalId,
      services: new Map(),
      tasks: [],
    }),
  remove: ({ world, attribute }) => void world.account.clusters.delete(attribute('Arn')),
};

const clusterOf = ({ world, properties }: Subject) => {
  const wanted = textOf(properties, 'Cluster') ?? 'default';
  return [...world.account.clusters.values()].find((one) => one.name === wanted || one.arn === wanted);
};

const service: Effect = {
  add: (subject) => {
    const desired = Number(textOf(subject.properties, 'DesiredCount') ?? 1);
    const name = subject.attribute('Name');
    clusterOf(subject)?.services.set(name, {
      arn: subject.physicalId,
      name,
      desiredCount: desired,
      runningCount: desired,
      events: [],
    });
  },
  remove: (subject) => void clusterOf(subject)?.services.delete(subject.attribute('Name')),
};

const secret: Effect = {
  add: ({ world, region, physicalId, properties }) => {
    const name = physicalId.split(':secret:')[1]?.replace(/-[^-]{6}$/, '') ?? physicalId;
    world.account.secrets.set(name, {
      region,
      name,
      arn: physicalId,
      description: textOf(properties, 'Description') ?? '',
      value: textOf(properties, 'SecretString') ?? '{}',
      versionId: world.identifiers.uuid(),
      tags: [],
      createdAt: world.timeline.now(),
      changedAt: world.timeline.now(),
      deletedAt: undefined,
      tokens: new Map(),
    });
  },
  remove: ({ world, physicalId }) => {
    for (const [key, one] of world.account.secrets)
      if (one.arn === physicalId) world.account.secrets.delete(key);
  },
};

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
