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
  readonly vpcs: Map<string, Vpc>;
  readonly subnets: Map<string, Subnet>;
  readonly routeTables: Map<string, RouteTable>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly vpcEndpoints: Map<string, VpcEndpoint>;
  readonly natGateways: Map<string, NatGateway>;
  readonly addresses: Map<string, Address>;
  readonly dhcpOptions: Map<string, DhcpOptions>;
  readonly keyPairs: Map<string, Placed>;
  readonly certificates: Map<string, Certificate>;
  readonly buckets: Map<string, Bucket>;
  readonly secrets: Map<string, Secret>;
  readonly parameters: Map<string, SsmParameter>;
  readonly roles: Map<string, Role>;
  readonly policies: Map<string, ManagedPolicy>;
  readonly trails: Map<string, Trail>;
  readonly trailEvents: TrailEvent[];
  /** By bare id. */
  readonly zones: Map<string, Zone>;
  readonly changes: Map<string, ZoneChange>;
  readonly loadBalancers: Map<string, LoadBalancer>;
  readonly targetGroups: Map<string, TargetGroup>;
  readonly databases: Map<string, Database>;
  readonly searchDomains: Map<string, SearchDomain>;
  /** By cluster ARN. */
  readonly clusters: Map<string, EcsCluster>;
  readonly logGroups: Map<string, LogGroup>;
  readonly keys: Map<string, KmsKey>;
  /** Applied quotas by `service/code`; absent means AWS's default. */
  readonly quotas: Map<string, number>;
  /** Function names, for the concurrency limits. */
  readonly lambdaConcurrency: { limit: number; reserved: number };
  /** Temporary credentials handed out, by access key id. */
  readonly sessions: Map<string, Session>;
  /** Undefined: everything is allowed. */
  permissions: Permissions;
  /** Owned by the CloudFormation engine; opaque to everyone else. */
  readonly stacks: Map<string, unknown>;
  /** How many stacks count against the quota; set by the CloudFormation engine. */
  stackCount: () => number;
  /** Hosts that answer outside Route 53, by name: other people's DNS. */
  readonly publicRecords: Map<string, PublicRecord[]>;
}

export interface Permissions {
  /** Only these IAM actions are allowed; undefined: all. */
  readonly allow?: ReadonlySet<string>;
  readonly deny: ReadonlySet<string>;
}

/** A thing that lives in one region. */
export interface Placed {
  readonly region: string;
}

export interface RegionState {
  readonly name: string;
  readonly optInStatus: 'opt-in-not-required' | 'opted-in' | 'not-opted-in';
}

export interface Vpc extends Placed {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly name?: string;
  dnsSupport: boolean;
  dnsHostnames: boolean;
  /** `default` means that no options are set. */
  readonly dhcpOptionsId: string;
}

export interface Subnet extends Placed {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly cidr: string;
  freeAddresses: number;
  readonly mapPublicIp: boolean;
  readonly name?: string;
}

export interface Route {
  readonly destination: string;
  /** `local`, `igw-…`, `nat-…`, `vpce-…`, `tgw-…`. */
  readonly target: string;
  readonly state: 'active' | 'blackhole';
}

export interface RouteTable extends Placed {
  readonly id: string;
  readonly vpcId: string;
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  readonly routes: readonly Route[];
}

export interface SecurityGroupRule {
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidrs: readonly string[];
}

export interface SecurityGroup extends Placed {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

export interface VpcEndpoint extends Placed {
  readonly id: string;
  readonly vpcId: string;
  /** The last part: `execute-api`, `s3`. */
  readonly service: string;
  readonly type: 'Interface' | 'Gateway';
  readonly state: string;
  readonly privateDns: boolean;
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
}

export interface NatGateway extends Placed {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly state: string;
}

export interface Address extends Placed {
  readonly allocationId: string;
  readonly publicIp: string;
}

export interface DhcpOptions extends Placed {
  readonly id: string;
  readonly nameServers: readonly string[];
}

export interface Certificate extends Placed {
  readonly arn: string;
  /** The first is the domain name. */
  readonly names: readonly string[];
  status: string;
  readonly type: 'AMAZON_ISSUED' | 'IMPORTED' | 'PRIVATE';
  /** As ListCertificates writes it: `RSA_2048`, `EC_prime256v1`. */
  readonly keyAlgorithm: string;
  notAfter?: number;
  readonly createdAt: number;
  readonly inUseBy: Set<string>;
  /** CNAME that proves each name, for certificates that wait or waited for one. */
  readonly validation: readonly { readonly domain: string; readonly name: string; readonly value: string }[];
  readonly idempotencyToken?: string;
}

export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly etag: string;
  readonly contentType?: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly at: number;
  readonly versionId?: string;
}

export interface Bucket extends Placed {
  readonly name: string;
  /** Another account's id: every call on it is refused. */
  readonly owner: string;
  readonly createdAt: number;
  versioning: 'Enabled' | 'Suspended' | undefined;
  encryption: { readonly algorithm: string; readonly keyId?: string } | undefined;
  /** As the API's own shape; `{}` when there are none. */
  notifications: Readonly<Record<string, unknown>>;
  policy: string | undefined;
  publicAccessBlock: Readonly<Record<string, boolean>> | undefined;
  ownership: string | undefined;
  tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Current objects. */
  readonly objects: Map<string, StoredObject>;
  /** Versions and delete markers behind the current ones, oldest first. */
  readonly versions: (StoredObject & { readonly deleteMarker: boolean })[];
}

export interface Secret extends Placed {
  readonly name: string;
  readonly arn: string;
  description: string;
  value: string | undefined;
  versionId: string;
  tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly createdAt: number;
  changedAt: number;
  /** When it was scheduled for deletion. */
  deletedAt: number | undefined;
  readonly tokens: Map<string, string>;
}

export interface SsmParameter extends Placed {
  readonly name: string;
  readonly value: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
}

export interface Role {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  /** Trust policy, JSON text. */
  trust: string;
  readonly description?: string;
  readonly createdAt: number;
  /** JSON text by policy name. */
  readonly inline: Map<string, string>;
  /** Policy ARNs. */
  readonly attached: Set<string>;
  readonly boundary?: string;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  /** JSON text. */
  readonly document: string;
}

export interface Trail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly bucket: string;
}

export interface TrailEvent extends Placed {
  readonly id: string;
  readonly at: number;
  readonly name: string;
  /** `cloudformation.amazonaws.com`. */
  readonly source: string;
  readonly userName: string;
  readonly readOnly: boolean;
  readonly resources: readonly { readonly type: string; readonly name: string }[];
  /** The whole record as JSON text. */
  readonly record: string;
}

export interface RecordSet {
  /** With the final dot, lower case, octal escapes as Route 53 prints them. */
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly values: readonly string[];
  readonly alias?: {
    readonly zoneId: string;
    readonly dnsName: string;
    readonly evaluateTargetHealth: boolean;
  };
  readonly setIdentifier?: string;
}

export interface Zone {
  readonly id: string;
  /** With the final dot. */
  readonly name: string;
  readonly private: boolean;
  readonly vpcs: readonly { readonly id: string; readonly region: string }[];
  readonly callerReference: string;
  records: readonly RecordSet[];
  /** False: the parent does not point here, so that the world cannot see it. */
  readonly delegated: boolean;
}

export interface ZoneChange {
  readonly id: string;
  readonly zoneId: string;
  readonly submittedAt: number;
  /** When it turns INSYNC. */
  readonly inSyncAt: number;
  readonly comment?: string;
  /** What the resolvers still see until `inSyncAt`. */
  readonly before: readonly RecordSet[];
}

export interface LoadBalancer extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  /** The hosted zone of load balancers in the region. */
  readonly zoneId: string;
  readonly scheme: 'internet-facing' | 'internal';
  readonly type: 'application' | 'network';
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly createdAt: number;
  /** Certificates of its HTTPS listeners, so that a TLS handshake can be answered. */
  readonly certificateArns: Set<string>;
}

export interface TargetGroup extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly loadBalancerArns: readonly string[];
  readonly port: number;
  readonly vpcId: string;
  readonly targets: readonly {
    readonly id: string;
    readonly port: number;
    readonly state: string;
    readonly reason?: string;
    readonly description?: string;
  }[];
}

export interface Database extends Placed {
  readonly id: string;
  readonly arn: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly instanceClass: string;
  status: string;
  readonly address: string;
}

export interface SearchDomain extends Placed {
  readonly name: string;
  readonly arn: string;
  processing: boolean;
  readonly endpoint: string;
}

export interface EcsTask {
  readonly arn: string;
  readonly group: string;
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

export interface EcsCluster extends Placed {
  readonly arn: string;
  readonly name: string;
  /** By service name. */
  readonly services: Map<string, EcsService>;
  readonly tasks: EcsTask[];
}

export interface LogGroup extends Placed {
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

export interface KmsKey extends Placed {
  readonly id: string;
  readonly arn: string;
  readonly aliases: readonly string[];
  readonly policy: string;
  readonly manager: 'AWS' | 'CUSTOMER';
}

export interface Session {
  readonly accessKeyId: string;
  readonly arn: string;
  readonly userId: string;
  readonly expiresAt: number;
}

export interface PublicRecord {
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'NS' | 'CAA' | 'TXT';
  readonly value: string;
}
