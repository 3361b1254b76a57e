import { createHash } from 'node:crypto';
import type { Database } from '../../account/state.ts';
import { recordOf, textOf } from '../model/values.ts';
import type { Effect } from './effect.ts';
import type { Properties } from '../model/values.ts';

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

export const repository: Effect = {
  add: ({ world, region, physicalId }) =>
    void world.account.repositories.set(physicalId, { region, images: 0 }),
  remove: ({ world, physicalId }) => void world.account.repositories.delete(physicalId),
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

type DatabaseKind = Pick<Database, 'instanceClass' | 'allocatedGiB' | 'cluster'>;

const databaseEffect = (
  words: { readonly arn: string; readonly engine: string },
  kindOf: (properties: Properties) => DatabaseKind,
): Effect => ({
  add: ({ world, region, physicalId, properties, attribute }) =>
    void world.account.databases.set(physicalId, {
      region,
      id: physicalId,
      arn: attribute(words.arn),
      engine: textOf(properties, 'Engine') ?? words.engine,
      engineVersion: textOf(properties, 'EngineVersion') ?? '15.8',
      status: 'available',
      address: attribute('Endpoint.Address'),
      ...kindOf(properties),
    }),
  remove: ({ world, physicalId }) => void world.account.databases.delete(physicalId),
});

export const database = databaseEffect({ arn: 'DBInstanceArn', engine: 'postgres' }, (properties) => ({
  instanceClass: textOf(properties, 'DBInstanceClass') ?? 'db.t3.small',
  allocatedGiB: Number(textOf(properties, 'AllocatedStorage') ?? 20),
}));

/** Its storage grows by itself. */
export const databaseCluster = databaseEffect({ arn: 'DBClusterArn', engine: 'aurora-postgresql' }, () => ({
  instanceClass: '',
  allocatedGiB: 1,
  cluster: true,
}));

/** It has run once, and well, as soon as it is there. */
export const canary: Effect = {
  add: ({ world, region, physicalId }) =>
    void world.account.canaries.set(physicalId, { region, name: physicalId, successPercent: 100 }),
  remove: ({ world, physicalId }) => void world.account.canaries.delete(physicalId),
};

/** As many characters as asked for, the same for the same secret. Undefined: it is made empty. */
const generated = (arn: string, properties: Properties): string | undefined => {
  if (properties['GenerateSecretString'] === undefined) return undefined;
  const asked = recordOf(properties['GenerateSecretString']);
  const length = Number(textOf(asked, 'PasswordLength') ?? 32);
  const password = createHash('sha512').update(arn).digest('hex').repeat(32).slice(0, length);
  const key = textOf(asked, 'GenerateStringKey');
  if (key === undefined) return password;
  return JSON.stringify({ ...jsonOf(textOf(asked, 'SecretStringTemplate') ?? '{}'), [key]: password });
};

const jsonOf = (text: string): object => {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
};

/** The service writes into a secret where its database is found. */
export const secretAttachment: Effect = {
  add: ({ world, properties }) => {
    const id = textOf(properties, 'SecretId');
    for (const one of world.account.secrets.values())
      if (one.arn === id || one.name === id) one.opaque = true;
  },
  remove: () => undefined,
};

export const secret: Effect = {
  add: ({ world, region, physicalId, properties }) => {
    const name = physicalId.split(':secret:')[1]?.replace(/-[^-]{6}$/, '') ?? physicalId;
    world.account.secrets.set(name, {
      region,
      name,
      arn: physicalId,
      description: textOf(properties, 'Description') ?? '',
      value: textOf(properties, 'SecretString') ?? generated(physicalId, properties),
      versionId: world.identifiers.uuid(),
      tags: [],
      createdAt: world.timeline.now(),
      changedAt: world.timeline.now(),
      deletedAt: undefined,
      tokens: new Map(),
    });
  },
  change: ({ world, physicalId, properties }) => {
    const value = textOf(properties, 'SecretString');
    for (const one of world.account.secrets.values())
      if (one.arn === physicalId && value !== undefined && value !== one.value)
        Object.assign(one, { value, versionId: world.identifiers.uuid(), changedAt: world.timeline.now() });
  },
  remove: ({ world, physicalId }) => {
    for (const [key, one] of world.account.secrets)
      if (one.arn === physicalId) world.account.secrets.delete(key);
  },
};
