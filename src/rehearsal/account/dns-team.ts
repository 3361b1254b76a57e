import { canonicalName, isWithin } from '../services/route53/names.ts';
import type { AccountState, LoadBalancerState } from './state.ts';

const shows = (account: AccountState, { certificateArns }: LoadBalancerState, host: string): boolean =>
  [...certificateArns].some((arn) => account.certificates.get(arn)?.names.includes(host) === true);

/**
 * People elsewhere who were given the record of a host point it at the balancer that shows its certificate. They are
 * taken to have been told when somebody first looks for the host behind a balancer that is there.
 * @returns whether the looking changed anything, which an account that is kept must do again
 */
export function addHost(account: AccountState, now: number, host: string): boolean {
  const team = account.dnsTeam;
  const name = canonicalName(host);
  if (team === undefined || account.publicRecords.has(host) || !isWithin(name, canonicalName(team.domain)))
    return false;
  if ([...account.zones.values()].some((zone) => !zone.private && isWithin(name, zone.name))) return false;
  const balancer = [...account.loadBalancers.values()].find((one) => shows(account, one, host));
  if (balancer === undefined) return false;
  const since = team.askedAt.get(host);
  if (since === undefined) team.askedAt.set(host, now);
  const done = now - (since ?? now) >= team.afterMs;
  if (done) account.publicRecords.set(host, [{ type: 'CNAME', value: balancer.dnsName }]);
  return done || since === undefined;
}
