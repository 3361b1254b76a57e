import type { Regional } from './regional.ts';

/** The network as EC2 describes it. */

export interface VpcState extends Regional {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly name?: string;
  dnsSupport: boolean;
  dnsHostnames: boolean;
  /** `default` means that no options are set. */
  readonly dhcpOptionsId: string;
  /** Beside `Name`. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface SubnetState extends Regional {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly cidr: string;
  freeAddresses: number;
  readonly mapPublicIp: boolean;
  readonly name?: string;
  /** Beside `Name`. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface RouteState {
  readonly destination: string;
  /** `local`, `igw-…`, `nat-…`, `vpce-…`, `tgw-…`. */
  readonly target: string;
  readonly state: 'active' | 'blackhole';
}

export interface RouteTableState extends Regional {
  readonly id: string;
  readonly vpcId: string;
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  readonly routes: readonly RouteState[];
}

export interface SecurityGroupRuleState {
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidrs: readonly string[];
}

export interface SecurityGroupState extends Regional {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly ingress: readonly SecurityGroupRuleState[];
  readonly egress: readonly SecurityGroupRuleState[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface VpcEndpointState extends Regional {
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

export interface NatGatewayState extends Regional {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly state: string;
}

export interface Address extends Regional {
  readonly allocationId: string;
  readonly publicIp: string;
}

export interface DhcpOptions extends Regional {
  readonly id: string;
  readonly nameServers: readonly string[];
}
