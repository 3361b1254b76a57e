/** The network of a scenario: VPCs and what is in them. */
export interface ScenarioNetwork {
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
}
