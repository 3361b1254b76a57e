import type {
  VpcState,
  SubnetState,
  RouteTableState,
  SecurityGroupState,
  VpcEndpointState,
  NatGatewayState,
  Address,
  DhcpOptions,
} from './state/network.ts';
import type {
  CertificateState,
  Bucket,
  Secret,
  SsmParameter,
  MailState,
  TrailState,
  TrailEvent,
  KmsKey,
  Repository,
} from './state/resources.ts';
import type { RegionState, Permissions, RoleState, ManagedPolicy, RoleSession } from './state/identity.ts';
import type { Zone, ZoneChange, PublicRecord } from './state/dns.ts';
import type {
  LoadBalancerState,
  TargetGroup,
  Canary,
  Database,
  DatabaseSnapshotState,
  SearchDomain,
  EcsCluster,
  LogGroup,
  LogsPolicy,
} from './state/workload.ts';
import type { Hook } from './state/hooks.ts';
import type { AlarmRecord } from './state/alarms.ts';
import type { Regional } from './state/regional.ts';

export type * from './state/network.ts';
export type * from './state/resources.ts';
export type * from './state/identity.ts';
export type * from './state/dns.ts';
export type * from './state/workload.ts';
export type * from './state/hooks.ts';
export type { AlarmRecord } from './state/alarms.ts';
export type * from './state/regional.ts';

/**
 * Everything the rehearsed account holds. Handlers and the CloudFormation engine read and change it directly;
 * every collection is keyed by the id AWS itself uses (name, id or ARN). Times are milliseconds since 1970.
 */
export interface AccountState {
  readonly id: string;
  alias: string | undefined;
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  /** `amazonaws.com`, `amazonaws.com.cn`. */
  readonly dnsSuffix: string;
  /** Where global services answer. */
  readonly homeRegion: string;
  /** The region the scenario lives in. */
  readonly region: string;
  /** ARN of the user whose dummy key is handed out. */
  readonly callerArn: string;
  readonly regions: Map<string, RegionState>;
  readonly fargateRegions: Set<string>;
  readonly vpcs: Map<string, VpcState>;
  readonly subnets: Map<string, SubnetState>;
  readonly routeTables: Map<string, RouteTableState>;
  readonly securityGroups: Map<string, SecurityGroupState>;
  readonly vpcEndpoints: Map<string, VpcEndpointState>;
  readonly natGateways: Map<string, NatGatewayState>;
  readonly addresses: Map<string, Address>;
  readonly dhcpOptions: Map<string, DhcpOptions>;
  /** By name. */
  readonly keyPairs: Map<string, Regional>;
  /** AMIs, instances and volumes by id: only whether they are there matters. */
  readonly images: Map<string, Regional>;
  readonly instances: Map<string, Regional>;
  readonly volumes: Map<string, Regional>;
  readonly certificates: Map<string, CertificateState>;
  readonly buckets: Map<string, Bucket>;
  /** By name. */
  readonly repositories: Map<string, Repository>;
  /** Of AWS Config, one a region, by name. */
  readonly configRecorders: Map<string, Regional>;
  readonly secrets: Map<string, Secret>;
  /** SNS topics by ARN: only whether they are there matters. */
  readonly topics: Map<string, Regional>;
  readonly parameters: Map<string, SsmParameter>;
  readonly roles: Map<string, RoleState>;
  readonly policies: Map<string, ManagedPolicy>;
  readonly trails: Map<string, TrailState>;
  readonly trailEvents: TrailEvent[];
  /** By bare id. */
  readonly zones: Map<string, Zone>;
  readonly changes: Map<string, ZoneChange>;
  readonly loadBalancers: Map<string, LoadBalancerState>;
  /** What the scenario makes of balancers whatever their template says, as a later change by hand would. */
  balancers: Partial<Pick<LoadBalancerState, 'scheme' | 'ipAddressType'>>;
  /** Milliseconds after which the parent of a zone made meanwhile points at it; undefined: nobody sees to it. */
  delegatesAfterMs: number | undefined;
  readonly targetGroups: Map<string, TargetGroup>;
  readonly databases: Map<string, Database>;
  /** Manual ones, by id. */
  readonly databaseSnapshots: Map<string, DatabaseSnapshotState>;
  readonly searchDomains: Map<string, SearchDomain>;
  /** By name. */
  readonly canaries: Map<string, Canary>;
  /** By ARN. */
  readonly alarms: Map<string, AlarmRecord>;
  /** US dollars of the last 30 days, by service, of whatever bears a stack's name as an active cost tag. */
  costs: Readonly<Record<string, number>>;
  /** By cluster ARN. */
  readonly clusters: Map<string, EcsCluster>;
  readonly logGroups: Map<string, LogGroup>;
  readonly logsPolicies: Map<string, LogsPolicy>;
  readonly mail: MailState;
  readonly keys: Map<string, KmsKey>;
  /** Applied quotas by `service/code`; absent means AWS's default. */
  readonly quotas: Map<string, number>;
  /** Function names, for the concurrency limits. */
  readonly lambdaConcurrency: { limit: number; reserved: number };
  /** Temporary credentials handed out, by access key id. */
  readonly sessions: Map<string, RoleSession>;
  /** Undefined: everything is allowed. */
  permissions: Permissions;
  /** IAM's simulator once answered once per action and resource; some endpoints still do. */
  simulatesPerResource: boolean;
  /** Presigned addresses that signals are put to, `bucket/key`, and who hears them; set by the CloudFormation engine. */
  readonly waitHandles: Map<string, (signal: Uint8Array) => void>;
  /** CloudFormation's hooks that are switched on. */
  hooks: readonly Hook[];
  /** Owned by the CloudFormation engine; opaque to everyone else. */
  readonly stacks: Map<string, unknown>;
  /** How many stacks count against the quota; set by the CloudFormation engine. */
  stackCount: () => number;
  /** Hosts that answer outside Route 53, by name: other people's DNS. */
  readonly publicRecords: Map<string, PublicRecord[]>;
  /** People elsewhere, who add to their domain what they are given, some time after it. */
  dnsTeam:
    | {
        readonly domain: string;
        readonly afterMs: number;
        /** When they were given the record of a host, by its name. */
        readonly askedAt: Map<string, number>;
      }
    | undefined;
  /** What OpenID providers call themselves, by their address without a final slash. */
  readonly issuers: Map<string, string>;
}
