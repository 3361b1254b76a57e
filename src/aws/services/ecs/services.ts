import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import type { EcsServiceState } from '../../../core/workload.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

/** DescribeServices takes no more at once. */
const batchSize = 10;

const batch = async (
  aws: AwsConnection,
  cluster: string,
  services: readonly string[],
): Promise<readonly EcsServiceState[]> => {
  const client = aws.client(ECSClient, 'ecs');
  const answer = await unless(
    client.send(new DescribeServicesCommand({ cluster, services: [...services] })),
    ['ClusterNotFoundException'],
    undefined,
  );
  return (answer?.services ?? []).map((one) => ({
    name: one.serviceName ?? '',
    status: one.status ?? '',
    desired: one.desiredCount ?? 0,
    running: one.runningCount ?? 0,
  }));
};

export async function ecsServices(
  aws: AwsConnection,
  cluster: string,
  services: readonly string[],
): Promise<readonly EcsServiceState[]> {
  const batches = Array.from({ length: Math.ceil(services.length / batchSize) }, (_, at) =>
    batch(aws, cluster, services.slice(at * batchSize, (at + 1) * batchSize)),
  );
  return (await Promise.all(batches)).flat();
}
