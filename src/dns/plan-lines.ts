import type { DnsPlan } from './plan.ts';
import { describeRecordSet } from './target.ts';

/** How each record of a plan stands, one line each, for people. */
export const dnsPlanLines = (plan: DnsPlan): readonly string[] => [
  ...plan.toCreate.map(({ name }) => `${name}: to be created`),
  ...plan.alreadyThere.map(({ name }) => `${name}: already there`),
  ...plan.conflicts.map(
    ({ record, existing }) =>
      `${record.name}: ${existing.map(describeRecordSet).join('; ')} is there instead`,
  ),
  ...plan.noZone.map(({ record, reason }) => `${record.name}: ${reason}`),
  ...(plan.problem === undefined ? [] : [`Not everything could be looked at: ${plan.problem.message}`]),
];
