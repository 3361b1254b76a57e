/** RFC 1918, RFC 6598 and RFC 4193: addresses that lead nowhere from the Internet. */
const ranges = [
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^f[cd][0-9a-f]{2}:/i,
];

/** @param address IPv4 or IPv6, no brackets */
export const isPrivateAddress = (address: string): boolean => ranges.some((range) => range.test(address));
