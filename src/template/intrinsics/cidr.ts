/**
 * `Fn::Cidr`: `count` consecutive ranges with `hostBits` host bits each, cut from the start of `block`.
 * Undefined where CloudFormation refuses: no range, a count outside 1–256, parts that do not fit.
 */
export function cidrBlocks(block: string, count: number, hostBits: number): readonly string[] | undefined {
  const [address = '', prefixText = ''] = block.split('/');
  const family = address.includes(':') ? ipv6 : ipv4;
  const base = family.read(address);
  const prefix = /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : NaN;
  const inRange = (value: number, low: number, high: number): boolean =>
    Number.isInteger(value) && value >= low && value <= high;
  if (base === undefined || !inRange(prefix, 0, family.bits)) return undefined;
  if (!inRange(count, 1, 256) || !inRange(hostBits, 1, family.bits - prefix)) return undefined;
  const size = 1n << BigInt(hostBits);
  if (BigInt(count) * size > 1n << BigInt(family.bits - prefix)) return undefined;
  const start = (base >> BigInt(family.bits - prefix)) << BigInt(family.bits - prefix);
  return Array.from(
    { length: count },
    (_, index) => `${family.write(start + BigInt(index) * size)}/${family.bits - hostBits}`,
  );
}

interface Family {
  readonly bits: number;
  read(address: string): bigint | undefined;
  write(address: bigint): string;
}

const ipv4: Family = {
  bits: 32,
  read: (address) => {
    const parts = address.split('.');
    if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
      return undefined;
    return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  },
  write: (address) => [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.'),
};

const ipv6: Family = {
  bits: 128,
  read: (address) => {
    const [head = '', tail, more] = address.split('::');
    if (more !== undefined) return undefined;
    const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
    const left = groups(head);
    const right = groups(tail ?? '');
    const missing = 8 - left.length - right.length;
    if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
    const all = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
    if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
    return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
  },
  write: (address) => {
    const groups = Array.from({ length: 8 }, (_, index) =>
      ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
    ).join(':');
    // A URL's host is written in RFC 5952's short form.
    return new URL(`http://[${groups}]/`).hostname.slice(1, -1);
  },
};
