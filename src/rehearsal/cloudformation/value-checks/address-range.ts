/** An IPv4 range; addresses as numbers, both ends included. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** `10.0.0.0/16`; undefined for anything else, such as bits set behind the prefix. */
export function rangeOf(cidr: string): AddressRange | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = (match?.slice(1) ?? []).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

export const contains = (outer: AddressRange, inner: AddressRange): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;

export const overlap = (a: AddressRange, b: AddressRange): boolean => a.first <= b.last && b.first <= a.last;

/** Four groups at least, or a `::`; what EC2 makes of the rest is not known here. */
export const isIpv6Range = (cidr: string): boolean => /^[0-9a-f:.]*:[0-9a-f:.]*\/\d{1,3}$/i.test(cidr);
