import { canonicalName, isWithin } from '../services/route53/names.ts';
import type { AccountState, LoadBalancerState } from './state.ts';

const shows = (account: AccountState, { certificateArns }: LoadBalancerState, host: string): boolean =>
  [...certificateArns].some((arn) => account.certificates.get(arn)?.names.includes(host) === true);

/**
 * People elsewhere who were given the record of a host point it at the balancer that shows its certificate. They are
 * taken to have been told when somebody first looks for the host behind a balancer that is there.
 */
export function addHost(account: AccountState, now: number, host: string): void {
  const team = account.dnsTeam;
  const name = canonicalName(host);
  if (team === undefined || account.publicRecords.has(host) || !isWithin(name, canonicalName(team.domain)))
    return;
  if ([...account.zones.values()].some((zone) => !zone.private && isWithin(name, zone.name))) return;
  const balancer = [...account.loadBalancers.values()].find((one) => shows(account, one, host));
  if (balancer === undefined) return;
  const told = team.told.get(host) ?? now;
  team.told.set(host, told);
  if (now - told >= team.afterMs)
    account.publicRecords.set(host, [{ type: 'CNAME', value: balancer.dnsName }]);
}
