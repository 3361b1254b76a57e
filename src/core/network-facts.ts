/** What AWS told about the account's networks. Shapes only, as in `facts`. */

export interface Vpc {
  readonly id: string;
  readonly cidrs: readonly string[];
  readonly isDefault: boolean;
  readonly name?: string;
  readonly dhcpOptionsId?: string;
  readonly ownerId?: string;
  /** Value by key; absent: none. */
  readonly tags?: ReadonlyMap<string, string>;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly cidr: string;
  readonly freeAddresses: number;
  readonly mapPublicIp: boolean;
  readonly state: string;
  readonly name?: string;
  readonly tags?: ReadonlyMap<string, string>;
}

export interface Route {
  /** CIDR or prefix-list id. */
  readonly destination: string;
  /** `igw-…`, `nat-…`, `tgw-…`, `vpce-…`, `local`, `eni-…`, `pcx-…`. */
  readonly target: string;
  readonly state: string;
}

export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  readonly main: boolean;
  /** Explicit associations only; other subnets of the VPC use its main table. */
  readonly subnetIds: readonly string[];
  readonly routes: readonly Route[];
}

export interface SecurityGroupRule {
  /** `-1` means all. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  /** CIDRs, prefix lists and group ids alike. */
  readonly sources: readonly string[];
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId?: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
  readonly tags?: ReadonlyMap<string, string>;
}

export interface VpcEndpoint {
  readonly id: string;
  readonly vpcId: string;
  readonly service: string;
  /** Lower case: `interface`, `gateway`, … */
  readonly type: string;
  /** Lower case: `available`, `pendingacceptance`, … */
  readonly state: string;
  readonly privateDns: boolean;
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
  /** Security groups of an interface endpoint. */
  readonly groupIds: readonly string[];
  /** JSON text of the endpoint policy, where it is told. */
  readonly policy?: string;
}

export interface NatGateway {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId?: string;
  readonly state: string;
  readonly connectivity: string;
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly zoneId: string;
  /** `internet-facing` or `internal`. */
  readonly scheme: string;
  readonly vpcId?: string;
  /** `ipv4`, `dualstack`, `dualstack-without-public-ipv4`. */
  readonly ipAddressType?: string;
}
