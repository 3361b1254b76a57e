import type { Regional } from './regional.ts';

/** What stacks bring up: balancers, databases, search domains, containers, logs. */

export interface LoadBalancerState extends Regional {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  /** The hosted zone of load balancers in the region. */
  readonly zoneId: string;
  readonly scheme: 'internet-facing' | 'internal';
  /** Absent: `ipv4`. */
  readonly ipAddressType?: string;
  /** Classic ones have an API of their own. */
  readonly type: 'application' | 'network' | 'classic';
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly createdAt: number;
  /** Certificates of its HTTPS listeners, so that a TLS handshake can be answered. */
  readonly certificateArns: Set<string>;
}

export interface TargetGroup extends Regional {
  readonly arn: string;
  readonly name: string;
  /** Balancers by the listener or rule that leads from each to it; several may lead from one. */
  readonly ledFrom: Map<string, string>;
  readonly port: number;
  readonly vpcId: string;
  targets: readonly {
    readonly id: string;
    readonly port: number;
    readonly state: string;
    readonly reason?: string;
    readonly description?: string;
  }[];
}

export interface Database extends Regional {
  readonly id: string;
  readonly arn: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly instanceClass: string;
  status: string;
  readonly address: string;
  readonly allocatedGiB: number;
  /** Absent: most of it. */
  freePercent?: number;
  /** A cluster, whose members are instances of their own. */
  readonly cluster?: true;
}

/** A manual one; it stays when its database goes. */
export interface DatabaseSnapshotState extends Regional {
  readonly id: string;
  readonly arn: string;
  readonly database: Pick<Database, 'id' | 'engine' | 'engineVersion' | 'cluster'>;
  readonly createdAt: number;
  /** When it is `available`, or has failed. */
  readonly readyAt: number;
  failed: boolean;
}

export interface SearchDomain extends Regional {
  readonly name: string;
  readonly arn: string;
  /** Such as `6.8`. */
  engineVersion: string;
  processing: boolean;
  readonly endpoint: string;
  /** Of each node. */
  readonly volumeGiB: number;
  /** Absent: most of it. */
  freePercent?: number;
  /** Absent: green. */
  color?: 'green' | 'yellow' | 'red';
}

export interface Canary extends Regional {
  readonly name: string;
  /** How much of its last run went well; absent: it has not run. */
  successPercent?: number;
}

export interface EcsTask {
  readonly arn: string;
  readonly group: string;
  /** CPU units, 1024 to a vCPU. */
  readonly cpu?: number;
  lastStatus: 'RUNNING' | 'STOPPED' | 'PENDING';
  readonly createdAt: number;
  stoppedAt?: number;
  stopCode?: string;
  stoppedReason?: string;
  readonly containers: readonly {
    readonly name: string;
    readonly reason?: string;
    readonly exitCode?: number;
  }[];
}

export interface EcsService {
  readonly arn: string;
  readonly name: string;
  desiredCount: number;
  runningCount: number;
  readonly events: readonly { readonly id: string; readonly at: number; readonly message: string }[];
}

export interface EcsCluster extends Regional {
  readonly arn: string;
  readonly name: string;
  /** By service name. */
  readonly services: Map<string, EcsService>;
  readonly tasks: EcsTask[];
}

/** By name; a region holds ten. */
export interface LogsPolicy extends Regional {
  readonly name: string;
  /** JSON text. */
  readonly document: string;
  readonly changedAt: number;
}

export interface LogGroup extends Regional {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly events: {
    readonly stream: string;
    readonly at: number;
    readonly message: string;
    readonly id: string;
  }[];
}
