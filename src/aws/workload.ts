import type { Workload } from '../core/workload.ts';
import type { AwsConnection } from './connection/connection.ts';

/** What a stack has brought up; a module per service, each loaded by the first question it can answer. */
export const makeWorkload = (aws: AwsConnection): Workload => ({
  ecsServices: async (cluster, services) =>
    (await aws.clock.during(import('./services/ecs/services.ts'))).ecsServices(aws, cluster, services),
  searchDomain: async (name) =>
    (await aws.clock.during(import('./services/elasticsearch/domains.ts'))).searchDomain(aws, name),
  database: async (id) => (await aws.clock.during(import('./services/rds/databases.ts'))).database(aws, id),
  databaseCluster: async (id) =>
    (await aws.clock.during(import('./services/rds/databases.ts'))).databaseCluster(aws, id),
  targets: async (groupArn) =>
    (await aws.clock.during(import('./services/elastic-load-balancing/targets.ts'))).targets(aws, groupArn),
  trailLogging: async (nameOrArn) =>
    (await aws.clock.during(import('./services/cloudtrail/trails.ts'))).trailLogging(aws, nameOrArn),
  metrics: async (queries) =>
    (await aws.clock.during(import('./services/cloudwatch/metrics.ts'))).metrics(aws, queries),
  cost: async (stackName) =>
    (await aws.clock.during(import('./services/cost-explorer/cost.ts'))).cost(aws, stackName),
});
