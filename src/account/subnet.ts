import { BlockList, isIPv6 } from 'node:net';
import type { Route, RouteTable, Subnet } from '../core/facts.ts';
import type { SubnetRole } from '../core/product.ts';

/** An explicit association wins; every other subnet of the VPC uses its main table. */
export const routeTableOf = (
  subnet: Pick<Subnet, 'id' | 'vpcId'>,
  tables: readonly RouteTable[],
): RouteTable | undefined =>
  tables.find((table) => table.subnetIds.includes(subnet.id)) ??
  tables.find((table) => table.main && table.vpcId === subnet.vpcId);

const everywhere = ['0.0.0.0/0', '::/0'];

/** Routes to the whole Internet, a live one first: a deleted NAT gateway leaves a `blackhole` behind. */
export const defaultRoutes = (table: RouteTable | undefined): readonly Route[] =>
  (table?.routes ?? [])
    .filter((route) => everywhere.includes(route.destination))
    .sort((a, b) => Number(b.state === 'active') - Number(a.state === 'active'));

const internal = (route: Route): boolean => route.target === 'local' || route.target.startsWith('vpce-');

/**
 * What a subnet's routing makes of it: `public` leads to an Internet gateway, `private` out through something else,
 * `user` has no way out but a way to other networks (transit, VPN, peering), `intra` has neither.
 */
export function roleOf(subnet: Pick<Subnet, 'id' | 'vpcId'>, tables: readonly RouteTable[]): SubnetRole {
  const table = routeTableOf(subnet, tables);
  const out = defaultRoutes(table);
  if (out.some((route) => route.target.startsWith('igw-'))) return 'public';
  if (out.length > 0) return 'private';
  return (table?.routes ?? []).some((route) => !internal(route)) ? 'user' : 'intra';
}

/** Bits of a CIDR's prefix: `10.0.0.0/16` → 16. */
export function prefixLength(cidr: string): number | undefined {
  const [, bits] = /\/(\d{1,3})$/.exec(cidr) ?? [];
  return bits === undefined ? undefined : Number(bits);
}

/** True if all of one range is part of another: `10.0.16.0/20` of `10.0.0.0/8`. */
export function isWithin(inner: string, outer: string): boolean {
  const [network = '', innerBits] = [inner.split('/')[0], prefixLength(inner)];
  const [address = '', outerBits] = [outer.split('/')[0], prefixLength(outer)];
  if (innerBits === undefined || outerBits === undefined || outerBits > innerBits) return false;
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (isIPv6(network) !== (family === 'ipv6')) return false;
  const range = new BlockList();
  range.addSubnet(address, outerBits, family);
  return range.check(network, family);
}
