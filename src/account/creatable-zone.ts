import { ancestorsOf, isPublicSuffix, normaliseHost } from './host.ts';

/** As AWS bills a hosted zone. */
export const zoneMonthly = '0.50 US dollars a month';

/** Who points at a zone: a domain right below a public suffix has its name servers set by whoever registered it. */
export function whoDelegates(zone: string): string {
  const parent = ancestorsOf(normaliseHost(zone))[0] ?? '';
  return isPublicSuffix(parent) ? `Whoever registered ${zone}` : `Whoever manages ${parent}`;
}

/** The longest name that all of the hosts are in. */
const commonParent = (hosts: readonly string[]): string | undefined => {
  const [first, ...rest] = hosts.map((host) => ancestorsOf(normaliseHost(host)));
  return first?.find((name) => rest.every((names) => names.includes(name)));
};

/**
 * The name of a zone that could be made for hosts none of whose zones is here; undefined where nothing less than a
 * public suffix holds them all.
 */
export function creatableZone(hosts: readonly string[]): string | undefined {
  const parent = commonParent(hosts);
  return parent === undefined || isPublicSuffix(parent) ? undefined : parent;
}
