import type { EcsCluster } from '../../account/state.ts';
import { listOf, recordOf, textOf } from '../model/values.ts';
import type { Effect, AffectingResource } from './effect.ts';

export const role: Effect = {
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
      attached: new Set(listOf(properties, 'ManagedPolicyArns').map(String)),
    }),
  remove: ({ world, physicalId }) => void world.account.roles.delete(physicalId),
};

export const logGroup: Effect = {
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

export const logsPolicy: Effect = {
  add: ({ world, region, physicalId, properties }) =>
    void world.account.logsPolicies.set(`${region}/${physicalId}`, {
      region,
      name: physicalId,
      document: textOf(properties, 'PolicyDocument') ?? '',
      changedAt: world.timeline.now(),
    }),
  remove: ({ world, region, physicalId }) =>
    void world.account.logsPolicies.delete(`${region}/${physicalId}`),
};

export const cluster: Effect = {
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

const clusterOf = ({ world, properties }: AffectingResource): EcsCluster | undefined => {
  const wanted = textOf(properties, 'Cluster') ?? 'default';
  return [...world.account.clusters.values()].find((one) => one.name === wanted || one.arn === wanted);
};

export const service: Effect = {
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
