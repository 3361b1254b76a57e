import type * as fact from '../../../core/facts.ts';
import type { Regional } from './regional.ts';

/** The network as EC2 describes it: the facts the tool reads, and what only the account knows. */

export interface VpcState extends Regional, Pick<fact.Vpc, 'id' | 'isDefault' | 'name'> {
  readonly cidr: string;
  dnsSupport: boolean;
  dnsHostnames: boolean;
  /** `default` means that no options are set. */
  readonly dhcpOptionsId: string;
  /** Beside `Name`. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface SubnetState extends Regional, Omit<fact.Subnet, 'state' | 'freeAddresses' | 'tags'> {
  freeAddresses: number;
  /** Beside `Name`. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface RouteState extends fact.Route {
  readonly state: 'active' | 'blackhole';
}

export interface RouteTableState extends Regional, fact.RouteTable {
  readonly routes: readonly RouteState[];
}

export interface SecurityGroupRuleState extends Omit<fact.SecurityGroupRule, 'sources'> {
  readonly cidrs: readonly string[];
}

export interface SecurityGroupState extends Regional, Pick<fact.SecurityGroup, 'id' | 'name'> {
  readonly description: string;
  readonly vpcId: string;
  readonly ingress: readonly SecurityGroupRuleState[];
  readonly egress: readonly SecurityGroupRuleState[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface VpcEndpointState extends Regional, fact.VpcEndpoint {
  /** The last part: `execute-api`, `s3`. */
  readonly service: string;
  readonly type: 'Interface' | 'Gateway';
}

export interface NatGatewayState extends Regional, Omit<fact.NatGateway, 'connectivity'> {
  readonly subnetId: string;
}

export interface Address extends Regional {
  readonly allocationId: string;
  readonly publicIp: string;
}

export interface DhcpOptions extends Regional {
  readonly id: string;
  readonly nameServers: readonly string[];
}
