import type { Placed } from './regional.ts';

/** The network as EC2 describes it. */

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
