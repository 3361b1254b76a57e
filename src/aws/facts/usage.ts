import { usageUnknown } from '../errors/services.ts';
import type { NatGateway, Subnet } from '../../core/facts.ts';
import type { Facts } from '../../core/ports.ts';
import type { AwsConnection } from '../connection/connection.ts';

/** The quota counts per zone, so the fullest one is what matters. */
export function fullestZone(gateways: readonly NatGateway[], subnets: readonly Subnet[]): number {
  const zoneOf = new Map(subnets.map(({ id, zone }) => [id, zone]));
  const perZone = new Map<string, number>();
  for (const { state, subnetId = '' } of gateways)
    if (['pending', 'available', 'deleting'].includes(state)) {
      const zone = zoneOf.get(subnetId) ?? '';
      perZone.set(zone, (perZone.get(zone) ?? 0) + 1);
    }
  return Math.max(0, ...perZone.values());
}

type Counter = (facts: Facts, aws: AwsConnection) => Promise<number>;

const counters: Readonly<Record<string, Counter>> = {
  vpcs: async (facts) => (await facts.vpcs()).length,
  'elastic-ips': async (_facts, aws) =>
    (await aws.clock.during(import('../services/ec2/network.ts'))).addressCount(aws),
  'nat-gateways': async (facts) =>
    fullestZone(...(await Promise.all([facts.natGateways(), facts.subnets()]))),
  'security-groups': async (facts) => (await facts.securityGroups()).length,
  'load-balancers': async (facts, aws) => {
    const [balancers, { isApplication }] = await Promise.all([
      facts.loadBalancers(),
      aws.clock.during(import('../services/elastic-load-balancing/load-balancers.ts')),
    ]);
    return balancers.filter(isApplication).length;
  },
  'db-instances': async (_facts, aws) =>
    (await aws.clock.during(import('../services/rds/databases.ts'))).databaseCount(aws),
  'es-domains': async (_facts, aws) =>
    (await aws.clock.during(import('../services/elasticsearch/domains.ts'))).domainCount(aws),
  'fargate-vcpu': async (_facts, aws) =>
    (await aws.clock.during(import('../services/ecs/tasks.ts'))).fargateVcpu(aws),
  'lambda-concurrency': async (_facts, aws) =>
    (await aws.clock.during(import('../services/lambda/concurrency.ts'))).reservedConcurrency(aws),
  buckets: async (facts) => (await facts.buckets()).length,
  roles: async (_facts, aws) => (await aws.clock.during(import('../services/iam/roles.ts'))).roleCount(aws),
  stacks: async (_facts, aws) =>
    (await (await aws.clock.during(import('../services/cloudformation/stacks.ts'))).listStacks(aws)).length,
};

/** @throws InstallError `usage-unknown` for a thing nobody here can count. */
export function countUsage(thing: string, facts: Facts, aws: AwsConnection): Promise<number> {
  const counter = counters[thing];
  if (counter !== undefined) return counter(facts, aws);
  return Promise.reject(usageUnknown(thing));
}
