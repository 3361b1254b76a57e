import type { AccountState, EcsCluster, EcsService } from '../state.ts';
import type { Ailments } from './file/stacks.ts';

const ailSearch = (account: AccountState, search: Ailments['search']): void => {
  for (const domain of account.searchDomains.values()) Object.assign(domain, search);
};

const ailDatabases = (account: AccountState, ailing: Ailments['database']): void => {
  for (const database of account.databases.values()) Object.assign(database, ailing);
};

const stoppedTask = (cluster: EcsCluster, service: EcsService, reason: string, now: number): void =>
  void cluster.tasks.push({
    arn: `${cluster.arn.replace(':cluster/', ':task/')}/00000000000000000000000000000001`,
    group: `service:${service.name}`,
    lastStatus: 'STOPPED',
    createdAt: now - 120_000,
    stoppedAt: now - 60_000,
    stopCode: 'TaskFailedToStart',
    stoppedReason: reason,
    containers: [],
  });

const ailServices = (account: AccountState, ailing: Ailments['services'], now: number): void => {
  if (ailing === undefined) return;
  for (const cluster of account.clusters.values())
    for (const service of cluster.services.values()) {
      service.runningCount = ailing.running;
      if (ailing.stoppedReason !== undefined) stoppedTask(cluster, service, ailing.stoppedReason, now);
    }
};

const ailTargets = (account: AccountState, ailing: Ailments['targets']): void => {
  for (const group of account.targetGroups.values())
    group.targets = group.targets.map((target) => ({ ...target, ...ailing }));
};

/** Makes ill what the scenario's stacks have brought up. @param now milliseconds since 1970 */
export function applyAilments(account: AccountState, ailments: Ailments, now: number): void {
  ailSearch(account, ailments.search);
  ailDatabases(account, ailments.database);
  ailServices(account, ailments.services, now);
  ailTargets(account, ailments.targets);
  for (const canary of account.canaries.values()) Object.assign(canary, ailments.canaries);
  for (const trail of account.trails.values()) Object.assign(trail, ailments.trails);
}
