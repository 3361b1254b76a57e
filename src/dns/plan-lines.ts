import type { DnsRecord } from '../core/dns.ts';
import type { DnsPlan } from './plan.ts';
import { describeRecordSet } from './target.ts';
import { zoneOfId } from './zones.ts';

/** A host has two records where its balancer is dual-stack. */
const recordWords = ({ name, type }: DnsRecord): string => (type === 'AAAA' ? `${name} (AAAA)` : name);

/** One line for hosts that have the same reason. */
export const withoutZoneLines = ({ noZone }: Pick<DnsPlan, 'noZone'>): readonly string[] =>
  [...new Set(noZone.map(({ reason }) => reason))].map((reason) => {
    const names = noZone.filter((one) => one.reason === reason).map(({ record }) => record.name);
    return `${[...new Set(names)].join(', ')}: ${reason}`;
  });

/** How each record of a plan stands, one line each, for people. */
export const dnsPlanLines = (plan: DnsPlan): readonly string[] => [
  ...plan.toCreate.map(
    (record) => `${recordWords(record)}: to be created in ${zoneOfId(record.zoneId ?? '', plan.zones)}`,
  ),
  ...plan.alreadyThere.map((record) => `${recordWords(record)}: already there`),
  ...plan.conflicts.map(({ record, existing }) =>
    existing.length === 0
      ? `${recordWords(record)}: with it`
      : `${recordWords(record)}: ${existing.map(describeRecordSet).join('; ')} is there instead`,
  ),
  ...withoutZoneLines(plan),
  ...(plan.problem === undefined ? [] : [`Not everything could be looked at: ${plan.problem.message}`]),
];
