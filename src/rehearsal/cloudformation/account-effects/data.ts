import { recordOf, textOf } from '../model/values.ts';
import type { Effect } from './effect.ts';

export const bucket: Effect = {
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
      lifecycle: undefined,
      uploads: new Map(),
    }),
  remove: ({ world, physicalId }) => void world.account.buckets.delete(physicalId),
};

export const trail: Effect = {
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

export const searchDomain: Effect = {
  add: ({ world, region, physicalId, properties, attribute }) =>
    void world.account.searchDomains.set(physicalId, {
      region,
      name: physicalId,
      arn: attribute('Arn'),
      // What AWS makes of a domain whose version nobody names.
      engineVersion: textOf(properties, 'ElasticsearchVersion') ?? '1.5',
      processing: false,
      endpoint: attribute('DomainEndpoint'),
    }),
  remove: ({ world, physicalId }) => void world.account.searchDomains.delete(physicalId),
};

export const database: Effect = {
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

export const databaseCluster: Effect = {
  add: ({ world, region, physicalId, properties, attribute }) =>
    void world.account.databases.set(physicalId, {
      region,
      id: physicalId,
      arn: attribute('DBClusterArn'),
      engine: textOf(properties, 'Engine') ?? 'aurora-postgresql',
      engineVersion: textOf(properties, 'EngineVersion') ?? '15.8',
      instanceClass: '',
      status: 'available',
      address: attribute('Endpoint.Address'),
      cluster: true,
    }),
  remove: database.remove,
};

export const secret: Effect = {
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
