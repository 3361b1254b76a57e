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
      engineVersion:
        textOf(properties, 'ElasticsearchVersion') ?? textOf(properties, 'EngineVersion') ?? '1.5',
      processing: false,
      endpoint: attribute('DomainEndpoint'),
      volumeGiB: Number(textOf(recordOf(properties['EBSOptions']), 'VolumeSize') ?? 10),
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
      allocatedGiB: Number(textOf(properties, 'AllocatedStorage') ?? 20),
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
      // Its storage grows by itself.
      allocatedGiB: 1,
      cluster: true,
    }),
  remove: database.remove,
};

/** It has run once, and well, as soon as it is there. */
export const canary: Effect = {
  add: ({ world, region, physicalId }) =>
    void world.account.canaries.set(physicalId, { region, name: physicalId, successPercent: 100 }),
  remove: ({ world, physicalId }) => void world.account.canaries.delete(physicalId),
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
