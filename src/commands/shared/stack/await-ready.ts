import { awsCodes, isInstallError } from '../../../core/errors.ts';
import type { Connection } from '../../../core/session.ts';
import type { StackResource } from '../../../core/stack.ts';
import type { Workload } from '../../../core/workload.ts';

type IsReady = (workload: Workload, id: string) => Promise<boolean>;

const searchIsReady: IsReady = async (workload, id) =>
  (await workload.searchDomain(id))?.processing === false;

/** What people wait for; all else can be used as soon as it is configured. */
const readiness: Readonly<Record<string, IsReady>> = {
  'AWS::ECS::Service': async (workload, id) => {
    const [, cluster = 'default'] = /:service\/([^/]+)\/.+$/.exec(id) ?? [];
    const services = await workload.ecsServices(cluster, [id]);
    return services.every(({ status, desired, running }) => status === 'ACTIVE' && running >= desired);
  },
  'AWS::RDS::DBInstance': async (workload, id) => (await workload.database(id))?.status === 'available',
  'AWS::Elasticsearch::Domain': searchIsReady,
  'AWS::OpenSearchService::Domain': searchIsReady,
  'AWS::ElasticLoadBalancingV2::TargetGroup': async (workload, id) =>
    ((await workload.targets(id)) ?? []).every(({ state }) => !['initial', 'unhealthy'].includes(state)),
};

/** What an update removed is listed on for a while, and is never ready. */
const canBecomeReady = ({ type, physicalId, status }: StackResource): boolean =>
  type in readiness && physicalId !== '' && !status.startsWith('DELETE');

const pollMs = 15_000;
const patienceMs = 30 * 60_000;

const refusals = [awsCodes.denied, awsCodes.refused] as const;

/** One that may not be looked at counts as ready, as nothing would end the waiting; an answer that was lost says nothing. */
const isDenied = (error: unknown): boolean => refusals.some((code) => isInstallError(error, code));

/** In the order of `resources`. */
const notReady = async (
  resources: readonly StackResource[],
  { workload }: Pick<Connection, 'workload'>,
): Promise<readonly StackResource[]> => {
  const looks = await Promise.all(
    resources.map(async ({ type, physicalId }) => readiness[type]?.(workload, physicalId).catch(isDenied)),
  );
  return resources.filter((_, at) => looks[at] === false);
};

/**
 * In express mode CloudFormation tells of the end once all is configured; this waits until it can be used, at most
 * 30 minutes. Resources of nested stacks are not looked at.
 * @param limitMs where the person waits no longer than that
 * @returns logical ids of what cannot be used yet
 */
export async function awaitReady(
  stackId: string,
  ports: Pick<Connection, 'workload' | 'stacks' | 'clock' | 'signal' | 'emit'>,
  limitMs = Infinity,
): Promise<readonly string[]> {
  const until = ports.clock.now() + Math.min(patienceMs, limitMs);
  const resources = (await ports.stacks.resources(stackId)).filter(canBecomeReady);
  try {
    for (;;) {
      const left = (await notReady(resources, ports)).map(({ logicalId }) => logicalId);
      if (left.length === 0 || ports.signal.aborted || ports.clock.now() >= until) return left;
      ports.emit({ type: 'busy', message: `Waiting for ${left.join(', ')}` });
      await ports.clock.sleep(pollMs, ports.signal);
    }
  } finally {
    ports.emit({ type: 'busy' });
  }
}
