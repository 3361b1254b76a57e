import type { Alarm, Hook } from '../state.ts';

/** A scenario as its file has it. Times are days from now; everything not given is absent from the account. */
export interface ScenarioFile {
  readonly description: string;
  /** Another scenario this one changes; lists given here replace the other's. */
  readonly extends?: string;
  readonly alias?: string;
  /** Principals, such as `es.amazonaws.com`. */
  readonly serviceLinkedRoles?: readonly string[];
  readonly roles?: readonly {
    readonly name: string;
    readonly path?: string;
    /** Service principal, or `mfa`: any user of the account who proves a second factor. */
    readonly trusts: string;
    readonly policy?: unknown;
    /** Another account, whose role this one may assume. */
    readonly account?: string;
  }[];
  readonly vpcs?: readonly {
    readonly id: string;
    readonly cidr: string;
    readonly name?: string;
    readonly default?: boolean;
    readonly dnsSupport?: boolean;
    readonly dnsHostnames?: boolean;
    readonly dhcpOptions?: string;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly dhcpOptions?: readonly { readonly id: string; readonly nameServers: readonly string[] }[];
  readonly subnets?: readonly {
    readonly id: string;
    readonly vpc: string;
    /** Position in the region's list of zones, from 0. */
    readonly zone: number;
    readonly cidr: string;
    readonly free: number;
    readonly name?: string;
    readonly public?: boolean;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly routeTables?: readonly {
    readonly id: string;
    readonly vpc: string;
    readonly main?: boolean;
    readonly subnets?: readonly string[];
    /** Destination to target; a target may end in ` blackhole`. */
    readonly routes: Readonly<Record<string, string>>;
  }[];
  readonly natGateways?: readonly {
    readonly id: string;
    readonly vpc: string;
    readonly subnet: string;
    readonly state?: string;
  }[];
  readonly addresses?: readonly { readonly id: string; readonly ip: string }[];
  readonly keyPairs?: readonly string[];
  readonly securityGroups?: readonly {
    readonly id: string;
    readonly vpc: string;
    readonly name: string;
    readonly description?: string;
    readonly ingress?: readonly { readonly port: number; readonly from: readonly string[] }[];
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly vpcEndpoints?: readonly {
    readonly id: string;
    readonly vpc: string;
    readonly service: string;
    readonly type: 'Interface' | 'Gateway';
    readonly privateDns?: boolean;
    readonly state?: string;
    readonly subnets?: readonly string[];
    readonly routeTables?: readonly string[];
    readonly groups?: readonly string[];
    /** Absent: lets everybody do everything, as a new one does. */
    readonly policy?: unknown;
  }[];
  readonly certificates?: readonly {
    readonly id: string;
    readonly names: readonly string[];
    readonly region?: string;
    readonly status?: string;
    readonly type?: 'AMAZON_ISSUED' | 'IMPORTED' | 'PRIVATE';
    readonly key?: string;
    readonly expiresInDays?: number;
  }[];
  readonly buckets?: readonly {
    readonly name: string;
    readonly region?: string;
    readonly owner?: string;
    readonly versioning?: 'Enabled' | 'Suspended';
    readonly encryption?: { readonly algorithm: string; readonly keyId?: string };
    /** As PutBucketNotificationConfiguration takes them. */
    readonly notifications?: Readonly<Record<string, unknown>>;
    readonly objects?: readonly string[];
  }[];
  readonly keys?: readonly { readonly id: string; readonly alias?: string; readonly policy?: unknown }[];
  readonly trails?: readonly {
    readonly name: string;
    readonly region?: string;
    readonly multiRegion?: boolean;
    readonly organization?: boolean;
    readonly bucket?: string;
  }[];
  readonly zones?: readonly {
    readonly id: string;
    readonly name: string;
    readonly private?: boolean;
    /** Where a private zone answers. */
    readonly vpcs?: readonly string[];
    readonly delegated?: boolean;
    /** Another account that holds it. */
    readonly account?: string;
    readonly records?: readonly {
      readonly name: string;
      readonly type: string;
      readonly ttl?: number;
      readonly values: readonly string[];
      /** One of several weighted sets of the name. */
      readonly setIdentifier?: string;
      readonly weight?: number;
    }[];
  }[];
  /** Minutes after which the parent points at a zone that was made meanwhile; absent: nobody sees to it. */
  readonly delegatesAfterMinutes?: number;
  /** What balancers are, whatever their template says. */
  readonly loadBalancers?: {
    readonly scheme?: 'internet-facing' | 'internal';
    readonly ipAddressType?: string;
  };
  /** Names outside the account's zones. */
  readonly publicRecords?: readonly {
    readonly name: string;
    readonly type: 'A' | 'CNAME' | 'CAA';
    readonly value: string;
  }[];
  /** Runs a domain outside the account, and adds the validation records handed over to it after a while. */
  readonly dnsTeam?: { readonly domain: string; readonly afterMinutes: number };
  /** OpenID providers: address to what it calls itself. */
  readonly issuers?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Resource policies of CloudWatch Logs, by name. */
  readonly logsPolicies?: Readonly<Record<string, unknown>>;
  /** SES: what is verified, and whether it is out of its sandbox. */
  readonly mail?: { readonly identities?: readonly string[]; readonly production?: boolean };
  /** Applied quotas, `service/code` to value. */
  readonly quotas?: Readonly<Record<string, number>>;
  readonly lambdaConcurrency?: { readonly limit: number; readonly reserved: number };
  /** Regions that are switched off. */
  readonly regionsOff?: readonly string[];
  readonly withoutFargate?: readonly string[];
  /** IAM actions the caller is denied. */
  readonly deny?: readonly string[];
  /** Things that only count against a quota, by collection name. */
  readonly fill?: Readonly<Record<string, number>>;
  /** CloudFormation's hooks, switched on once the stacks are up. */
  readonly hooks?: readonly Hook[];
  /** CloudWatch's alarms. */
  readonly alarms?: readonly {
    readonly name: string;
    readonly composite?: boolean;
    readonly state?: Alarm['state'];
    /** Minutes after the beginning of a stack operation that it can roll back. */
    readonly goesOffAfter?: number;
  }[];
  /** What is not well in what the stacks brought up. */
  readonly ailments?: Ailments;
  /** US dollars of the last 30 days by service, under the stack's cost tag. */
  readonly costs?: Readonly<Record<string, number>>;
  /** Stacks that are up when the rehearsal begins. */
  readonly stacks?: readonly ScenarioStack[];
}

/** Each is true of every such thing in the account. */
export interface Ailments {
  readonly search?: {
    readonly color?: 'green' | 'yellow' | 'red';
    readonly freePercent?: number;
    readonly engineVersion?: string;
  };
  readonly database?: { readonly status?: string; readonly freePercent?: number };
  readonly services?: { readonly running: number; readonly stoppedReason?: string };
  readonly targets?: { readonly state: string; readonly description?: string };
  readonly canaries?: { readonly successPercent: number };
  readonly trails?: { readonly stopped?: true; readonly deliveryError?: string };
}

export interface ScenarioStack {
  readonly name: string;
  /** A file of the package's `templates/` folder. */
  readonly template: string;
  /** Its parameters: sample answers of this scenario name. */
  readonly answers: string;
  /** What came into its buckets since, by logical id. */
  readonly contents?: Readonly<Record<string, BucketContents>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** What somebody changed by hand, found a day ago. */
  readonly drift?: readonly Drifted[];
}

interface Drifted {
  readonly logicalId: string;
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

export interface BucketContents {
  /** Each is written that often; a bucket with versions keeps them all. */
  readonly objects: Readonly<Record<string, number>>;
  readonly versioning?: 'Enabled';
  readonly objectLock?: boolean;
  readonly mfaDelete?: boolean;
}
