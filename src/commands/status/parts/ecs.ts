import { shortText } from '../../../core/text.ts';
import type { EcsServiceState } from '../../../core/workload.ts';
import { problemOf, type Mark, type StatusContext, type StatusLine } from '../line.ts';
import type { Kind, PartContext } from './part-kind.ts';
import { lineOf, type Part } from './part.ts';

/** The cluster is in the ARN, or, of a service from before 2018, the one beside it. */
const clusterOf = ({ physicalId, path }: Part, all: readonly Part[]): string => {
  const [, cluster] = /:service\/([^/]+)\/.+$/.exec(physicalId) ?? [];
  const beside = all.find((one) => one.type === 'AWS::ECS::Cluster' && one.path.join() === path.join());
  return cluster ?? beside?.physicalId ?? 'default';
};

/** ECS forgets a stopped task after about an hour. */
const whyStopped = async (
  { connection }: Pick<StatusContext, 'connection'>,
  cluster: string,
  service: string,
): Promise<string> => {
  try {
    const [reason] = await connection.evidence.stoppedTasks(cluster, service);
    return reason === undefined
      ? 'No task stopped in the last hour; the events of the service tell more.'
      : `Its last task stopped: ${shortText(reason, 240)}`;
  } catch (error) {
    return `Why its tasks stopped is not known. ${problemOf(error)}`;
  }
};

const markOf = ({ desired, running, status }: EcsServiceState): Mark => {
  if (status !== 'ACTIVE' || (desired > 0 && running === 0)) return 'fail';
  return running < desired || desired === 0 ? 'warn' : 'ok';
};

const lines = async (part: Part, { look, all }: PartContext): Promise<readonly StatusLine[]> => {
  const { context } = look;
  const line = lineOf('ecs', part);
  const cluster = clusterOf(part, all);
  const [found] = await context.connection.workload.ecsServices(cluster, [part.physicalId]);
  if (found === undefined) return [{ ...line, status: 'fail', value: 'gone' }];
  const { desired, running, status } = found;
  const tasks = desired === 0 ? 'switched off: 0 tasks desired' : `${running} of ${desired} tasks running`;
  return [
    {
      ...line,
      status: markOf(found),
      value: status === 'ACTIVE' ? tasks : `${status.toLowerCase()}, ${tasks}`,
      message: running < desired ? await whyStopped(context, cluster, found.name) : undefined,
    },
  ];
};

export const ecsServices: Kind = { kind: 'ecs', types: ['AWS::ECS::Service'], lines };
