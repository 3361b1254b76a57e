import type { DnsRecord } from '../core/dns.ts';
import { InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { HostedZone } from '../core/facts.ts';

export const noRecords = (): InstallError =>
  new InstallError({
    code: 'dns-no-records',
    message: "The stack's outputs name no hosts and load balancer, so there are no DNS records to make.",
    hint: 'Look at `quilt-install outputs`; a stack from another template needs its records made by hand.',
    exitCode: exitCodes.dnsFailed,
  });

export const changedMeanwhile = (cause: unknown): InstallError =>
  new InstallError({
    code: 'dns-changed',
    message: `Route 53 refused the records, because what the zone holds is not what was shown: ${cause instanceof Error ? cause.message : 'no reason given'}`,
    hint: 'Nothing was changed there. Run `quilt-install dns` to see what is there now, then decide again.',
    exitCode: exitCodes.dnsFailed,
    cause,
  });

export const unknownZone = (id: string): InstallError =>
  new InstallError({
    code: 'dns-zone-unknown',
    message: `There is no hosted zone ${id} in this account.`,
    hint: 'Give --hosted-zone-id an id that `aws route53 list-hosted-zones` shows, or leave it out to have the zone found.',
    exitCode: exitCodes.usage,
  });

export const unfitZone = (zone: HostedZone, host: string): InstallError =>
  new InstallError({
    code: 'dns-zone-unfit',
    message: `Hosted zone ${zone.id} is for ${zone.name}, so it cannot hold a record for ${host}.`,
    hint: 'Give --hosted-zone-id a zone whose name the host ends in, or leave it out to have the zone found.',
    exitCode: exitCodes.usage,
  });

export const noAlias = (record: DnsRecord, why: string): InstallError =>
  new InstallError({
    code: 'dns-alias-impossible',
    message: `${record.name} ${why}, and the zone of load balancer ${record.target} could not be found out.`,
    hint: 'Allow elasticloadbalancing:DescribeLoadBalancers, or check that the region is the one the stack is in.',
    exitCode: exitCodes.dnsFailed,
  });

export const apexCname = (record: DnsRecord): InstallError =>
  new InstallError({
    code: 'dns-apex',
    message: `${record.name} is the name of the hosted zone itself, where DNS allows no CNAME.`,
    hint: 'Use --record-type alias for it.',
    exitCode: exitCodes.usage,
  });
