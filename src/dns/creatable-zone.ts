import { ancestorsOf, normaliseHost } from '../account/host.ts';

/** The longest name that all of the hosts are in. */
const commonParent = (hosts: readonly string[]): string | undefined => {
  const [first, ...rest] = hosts.map((host) => ancestorsOf(normaliseHost(host)));
  return first?.find((name) => rest.every((names) => names.includes(name)));
};

/**
 * The name of a zone that could be made for hosts none of whose zones is here; undefined where nothing less than a
 * top-level domain holds them all.
 */
export function creatableZone(hosts: readonly string[]): string | undefined {
  const parent = commonParent(hosts);
  return parent?.includes('.') === true ? parent : undefined;
}
