/** What a stack has brought up, as it is at this moment. Shapes only; `aws/services` fills them. */

export interface EcsServiceState {
  readonly name: string;
  /** `ACTIVE`, `DRAINING`, `INACTIVE`. */
  readonly status: string;
  readonly desired: number;
  readonly running: number;
}

export interface SearchDomainState {
  /** Such as `6.8`, or `OpenSearch_1.3`. */
  readonly engineVersion?: string;
  /** A change of its configuration is under way. */
  readonly processing: boolean;
  /** GiB of each node. */
  readonly volumeGiB?: number;
}

export interface DatabaseState {
  /** `available`, `storage-full`, … */
  readonly status: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly allocatedGiB: number;
}

/** Of Aurora: its storage grows by itself. */
export type DatabaseClusterState = Omit<DatabaseState, 'allocatedGiB'>;

export interface TargetState {
  readonly id: string;
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`, `unavailable`. */
  readonly state: string;
  /** AWS's own words for a state that is not healthy. */
  readonly description?: string;
}

export interface TrailLogging {
  readonly logging: boolean;
  /** Why the last delivery to its bucket failed; absent: it did not. */
  readonly deliveryError?: string;
}

/** A CloudWatch metric; of each, its newest value is wanted. */
export interface MetricQuery {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Over five minutes, of all that was reported in them. */
  readonly statistic: 'Minimum' | 'Maximum' | 'Average';
}

/** What Cost Explorer has under a stack's tag. */
export interface StackCost {
  /** `2026-11-01`, the end not included. */
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  readonly total: number;
  /** Dearest first. */
  readonly services: readonly { readonly name: string; readonly amount: number }[];
}

/** Asked anew each time; each call may be denied. Rejects like `Facts`; what is not there is `undefined` or left out. */
export interface Workload {
  /** @param services names or ARNs */
  ecsServices(cluster: string, services: readonly string[]): Promise<readonly EcsServiceState[]>;
  searchDomain(name: string): Promise<SearchDomainState | undefined>;
  database(id: string): Promise<DatabaseState | undefined>;
  databaseCluster(id: string): Promise<DatabaseClusterState | undefined>;
  targets(groupArn: string): Promise<readonly TargetState[] | undefined>;
  trailLogging(nameOrArn: string): Promise<TrailLogging | undefined>;
  /** The newest value of each within the last 24 hours, in the order asked. At most 500 at once. */
  metrics(queries: readonly MetricQuery[]): Promise<readonly (number | undefined)[]>;
  /** By the tag `aws:cloudformation:stack-name`, the last 30 days. AWS charges USD 0.01 for each call. */
  cost(stackName: string): Promise<StackCost>;
}
