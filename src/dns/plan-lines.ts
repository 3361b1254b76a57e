import type { DnsRecord } from '../core/dns.ts';
import type { DnsPlan } from './plan.ts';
import { describeRecordSet } from './target.ts';

/** A host has two records where its balancer is dual-stack. */
const recordWords = ({ name, type }: DnsRecord): string => (type === 'AAAA' ? `${name} (AAAA)` : name);

/** How each record of a plan stands, one line each, for people. */
export const dnsPlanLines = (plan: DnsPlan): readonly string[] => [
  ...plan.toCreate.map((record) => `${recordWords(record)}: to be created`),
  ...plan.alreadyThere.map((record) => `${recordWords(record)}: already there`),
  ...plan.conflicts.map(({ record, existing }) =>
    existing.length === 0
      ? `${recordWords(record)}: with it`
      : `${recordWords(record)}: ${existing.map(describeRecordSet).join('; ')} is there instead`,
  ),
  ...plan.noZone.map(({ record, reason }) => `${record.name}: ${reason}`),
  ...(plan.problem === undefined ? [] : [`Not everything could be looked at: ${plan.problem.message}`]),
];
