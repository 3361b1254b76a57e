import {
  DescribeClusters$,
  DescribeServices$,
  DescribeTasks$,
  ListClusters$,
  ListServices$,
  ListTasks$,
} from '@aws-sdk/client-ecs';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import type { EcsCluster, EcsService, EcsTask } from '../account/state.ts';
import { pageOf, pageSize } from './paging.ts';

const lastPart = (text: string): string => text.split('/').at(-1) ?? text;

const clusterOf = (name: string | undefined, { account, region }: CallContext): EcsCluster => {
  const wanted = lastPart(name ?? 'default');
  const found = [...account.clusters.values()].find(
    (cluster) => cluster.region === region && cluster.name === wanted,
  );
  if (found === undefined) throw new ServiceError('ClusterNotFoundException', 'Cluster not found.');
  return found;
};

const shownService = (service: EcsService, cluster: EcsCluster): object => ({
  serviceArn: service.arn,
  serviceName: service.name,
  clusterArn: cluster.arn,
  status: 'ACTIVE',
  desiredCount: service.desiredCount,
  runningCount: service.runningCount,
  pendingCount: Math.max(0, service.desiredCount - service.runningCount),
  launchType: 'FARGATE',
  events: service.events.map(({ id, at, message }) => ({ id, createdAt: new Date(at), message })),
});

const describeServices = (
  input: { cluster?: string; services: readonly string[] },
  context: CallContext,
): object => {
  const cluster = clusterOf(input.cluster, context);
  const found = input.services.map((name) => cluster.services.get(lastPart(name)));
  return {
    services: found.flatMap((service) => (service === undefined ? [] : [shownService(service, cluster)])),
    failures: input.services
      .filter((_name, at) => found[at] === undefined)
      .map((name) => ({ arn: name, reason: 'MISSING' })),
  };
};

interface ListTasksInput {
  readonly cluster?: string;
  readonly serviceName?: string;
  readonly desiredStatus?: string;
  readonly launchType?: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** Stopped tasks are kept for an hour, and listed only when asked for. */
const listTasks = (input: ListTasksInput, context: CallContext): object => {
  const cluster = clusterOf(input.cluster, context);
  const status = input.desiredStatus ?? 'RUNNING';
  const group = input.serviceName === undefined ? undefined : `service:${lastPart(input.serviceName)}`;
  const found = cluster.tasks.filter(
    (task) =>
      task.lastStatus === status &&
      (input.launchType ?? 'FARGATE') === 'FARGATE' &&
      (group === undefined || task.group === group),
  );
  const page = pageOf(found, pageSize(input.maxResults, 100), input.nextToken);
  return { taskArns: page.items.map(({ arn }) => arn), nextToken: page.next };
};

const dateOf = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));

const shownTask = (task: EcsTask, cluster: EcsCluster): object => ({
  taskArn: task.arn,
  clusterArn: cluster.arn,
  group: task.group,
  launchType: 'FARGATE',
  cpu: String(task.cpu ?? 256),
  lastStatus: task.lastStatus,
  desiredStatus: task.lastStatus === 'STOPPED' ? 'STOPPED' : 'RUNNING',
  createdAt: new Date(task.createdAt),
  stoppedAt: dateOf(task.stoppedAt),
  stopCode: task.stopCode,
  stoppedReason: task.stoppedReason,
  containers: task.containers,
});

const describeTasks = (
  input: { cluster?: string; tasks: readonly string[] },
  context: CallContext,
): object => {
  const cluster = clusterOf(input.cluster, context);
  const wanted = new Set(input.tasks.map(lastPart));
  const found = cluster.tasks.filter(({ arn }) => wanted.has(lastPart(arn)));
  const seen = new Set(found.map(({ arn }) => lastPart(arn)));
  return {
    tasks: found.map((task) => shownTask(task, cluster)),
    failures: input.tasks
      .filter((task) => !seen.has(lastPart(task)))
      .map((arn) => ({ arn, reason: 'MISSING' })),
  };
};

const listServices = (input: { cluster?: string; nextToken?: string }, context: CallContext): object => {
  const page = pageOf([...clusterOf(input.cluster, context).services.values()], 10, input.nextToken);
  return { serviceArns: page.items.map(({ arn }) => arn), nextToken: page.next };
};

const listClusters = (input: { maxResults?: number; nextToken?: string }, context: CallContext): object => {
  const own = [...context.account.clusters.values()].filter(({ region }) => region === context.region);
  const page = pageOf(own, pageSize(input.maxResults, 100), input.nextToken);
  return { clusterArns: page.items.map(({ arn }) => arn), nextToken: page.next };
};

const describeClusters = (
  input: { clusters?: readonly string[] },
  { account, region }: CallContext,
): object => {
  const wanted = (input.clusters ?? ['default']).map(lastPart);
  const found = [...account.clusters.values()].filter(
    (cluster) => cluster.region === region && wanted.includes(cluster.name),
  );
  return {
    clusters: found.map(({ arn, name }) => ({ clusterArn: arn, clusterName: name, status: 'ACTIVE' })),
    failures: [],
  };
};

export const ecs: Service = {
  id: 'ecs',
  operations: {
    ListTasks: operation(ListTasks$, listTasks),
    DescribeTasks: operation(DescribeTasks$, describeTasks),
    DescribeServices: operation(DescribeServices$, describeServices),
    ListServices: operation(ListServices$, listServices),
    ListClusters: operation(ListClusters$, listClusters),
    DescribeClusters: operation(DescribeClusters$, describeClusters),
  },
};
