import { listOf, recordOf, textOf } from '../model/values.ts';
import type { Effect, AffectingResource } from './effect.ts';

export const managedPolicy: Effect = {
  add: ({ world: { account }, physicalId, properties }) => {
    const name = physicalId.split('/').pop() ?? physicalId;
    const document = JSON.stringify(properties['PolicyDocument'] ?? {});
    account.policies.set(physicalId, { name, arn: physicalId, document });
    for (const role of rolesOf(account, properties)) role.attached.add(physicalId);
  },
  remove: ({ world: { account }, physicalId }) => {
    account.policies.delete(physicalId);
    for (const role of account.roles.values()) role.attached.delete(physicalId);
  },
};

const rolesOf = (
  { roles }: AffectingResource['world']['account'],
  properties: AffectingResource['properties'],
) =>
  listOf(properties, 'Roles')
    .map((name) => roles.get(String(name)))
    .filter((role) => role !== undefined);

/** An inline policy of its own resource type, put into the roles it names. */
export const inlinePolicy: Effect = {
  add: ({ world: { account }, properties }) => {
    const name = textOf(properties, 'PolicyName') ?? '';
    for (const role of rolesOf(account, properties))
      role.inline.set(name, JSON.stringify(recordOf(properties['PolicyDocument'])));
  },
  remove: ({ world: { account }, properties }) => {
    for (const role of rolesOf(account, properties))
      role.inline.delete(textOf(properties, 'PolicyName') ?? '');
  },
};

export const linkedRole: Effect = {
  add: ({ world, physicalId, properties }) => {
    const service = textOf(properties, 'AWSServiceName') ?? '';
    const path = `/aws-service-role/${service}/`;
    world.account.roles.set(physicalId, {
      name: physicalId,
      path,
      arn: `arn:${world.account.partition}:iam::${world.account.id}:role${path}${physicalId}`,
      id: `AROA${world.identifiers.upperSuffix(17)}`,
      trust: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      }),
      createdAt: world.timeline.now(),
      inline: new Map(),
      attached: new Set(),
    });
  },
  remove: ({ world: { account }, physicalId }) => void account.roles.delete(physicalId),
};

export const bucketPolicy: Effect = {
  add: ({ world: { account }, properties }) => {
    const bucket = account.buckets.get(textOf(properties, 'Bucket') ?? '');
    if (bucket !== undefined) bucket.policy = JSON.stringify(properties['PolicyDocument'] ?? {});
  },
  remove: ({ world: { account }, properties }) => {
    const bucket = account.buckets.get(textOf(properties, 'Bucket') ?? '');
    if (bucket !== undefined) bucket.policy = undefined;
  },
};

export const key: Effect = {
  add: ({ world: { account }, region, physicalId, properties, attribute }) =>
    void account.keys.set(physicalId, {
      region,
      id: physicalId,
      arn: attribute('Arn'),
      aliases: [],
      policy: JSON.stringify(properties['KeyPolicy'] ?? {}),
      manager: 'CUSTOMER',
    }),
  remove: ({ world: { account }, physicalId }) => void account.keys.delete(physicalId),
};

export const ssmParameter: Effect = {
  // Its attributes are those it was made with; an update changes its properties.
  add: ({ world: { account }, region, physicalId, properties }) =>
    void account.parameters.set(physicalId, {
      region,
      name: physicalId,
      value: textOf(properties, 'Value') ?? '',
      type: textOf(properties, 'Type') === 'StringList' ? 'StringList' : 'String',
    }),
  change: ({ world: { account }, physicalId, properties }) => {
    const before = account.parameters.get(physicalId);
    const value = textOf(properties, 'Value') ?? '';
    if (before === undefined || before.value === value) return;
    const earlier = [...(before.earlier ?? []), before.value];
    account.parameters.set(physicalId, { ...before, value, version: (before.version ?? 1) + 1, earlier });
  },
  remove: ({ world: { account }, physicalId }) => void account.parameters.delete(physicalId),
};

/** Only what is reserved counts against the account's concurrency. */
const reserved = ({ properties }: AffectingResource): number =>
  Number(textOf(properties, 'ReservedConcurrentExecutions') ?? 0) || 0;

export const lambdaFunction: Effect = {
  add: (subject) => void (subject.world.account.lambdaConcurrency.reserved += reserved(subject)),
  remove: (subject) => void (subject.world.account.lambdaConcurrency.reserved -= reserved(subject)),
};
