import {
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  paginateListClusters,
  paginateListTasks,
  type Task,
} from '@aws-sdk/client-ecs';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

const client = (aws: AwsConnection): ECSClient => aws.client(ECSClient, 'ecs');
/** DescribeTasks takes no more at once. */
const batchSize = 100;

const describe = async (
  aws: AwsConnection,
  cluster: string,
  arns: readonly string[],
): Promise<readonly Task[]> => {
  const found: Task[] = [];
  for (let i = 0; i < arns.length; i += batchSize) {
    const tasks = arns.slice(i, i + batchSize);
    found.push(...((await client(aws).send(new DescribeTasksCommand({ cluster, tasks }))).tasks ?? []));
  }
  return found;
};

const unitsPerVcpu = 1024;

const clusterVcpu = async (aws: AwsConnection, cluster: string): Promise<number> => {
  const arns: string[] = [];
  const pages = paginateListTasks({ client: client(aws) }, { cluster, launchType: 'FARGATE' });
  for await (const page of pages) arns.push(...(page.taskArns ?? []));
  const units = (await describe(aws, cluster, arns)).map(({ cpu }) => Number(cpu ?? 0));
  return units.reduce((sum, each) => sum + each, 0) / unitsPerVcpu;
};

/** vCPUs that Fargate tasks of all clusters hold now; there is no cheaper way to learn it. */
export async function fargateVcpu(aws: AwsConnection): Promise<number> {
  const clusters: string[] = [];
  for await (const page of paginateListClusters({ client: client(aws) }, {}))
    clusters.push(...(page.clusterArns ?? []));
  const each = await Promise.all(clusters.map((cluster) => clusterVcpu(aws, cluster)));
  return each.reduce((sum, one) => sum + one, 0);
}

/** A task's own reason, then each container's: the useful words may be in either. */
const reasonsOf = (task: Task): string =>
  [
    task.stoppedReason,
    ...(task.containers ?? []).flatMap(({ name, reason, exitCode }) =>
      reason === undefined && (exitCode ?? 0) === 0
        ? []
        : [
            `${name ?? 'container'}: ${[reason, exitCode === undefined ? undefined : `exit code ${exitCode}`].filter((part) => part !== undefined).join(', ')}`,
          ],
    ),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('; ');

const goneNames = ['ServiceNotFoundException', 'ClusterNotFoundException', 'InvalidParameterException'];

/** ECS forgets stopped tasks after about an hour. */
export async function stoppedTasks(
  aws: AwsConnection,
  cluster: string,
  service: string,
): Promise<readonly string[]> {
  const listed = await unless(
    client(aws).send(new ListTasksCommand({ cluster, serviceName: service, desiredStatus: 'STOPPED' })),
    goneNames,
    undefined,
  );
  const tasks = await describe(aws, cluster, listed?.taskArns ?? []);
  return [...tasks]
    .sort((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0))
    .map(reasonsOf)
    .filter((reason) => reason !== '');
}
