import { knownPart } from '../model/parameters/dynamic-references.ts';
import { handlerReason } from '../model/reasons.ts';
import { nameRules } from './names.ts';
import { networkRules } from './network.ts';
import { policyRules } from './policies.ts';
import { rangeRules } from './ranges.ts';
import { scheduleRules } from './schedules.ts';
import { schemaFaults } from './specification.ts';
import { firstFault, type ValueRule, type ValueSubject } from './subject.ts';

const rules = new Map<string, readonly ValueRule[]>();
for (const [type, rule] of [...networkRules, ...nameRules, ...policyRules, ...rangeRules, ...scheduleRules])
  rules.set(type, [...(rules.get(type) ?? []), rule]);

/** Why a resource's values are refused as soon as it is asked for; undefined where nothing is known against them. */
export function valueFaultOf(subject: ValueSubject): string | undefined {
  const faults = schemaFaults(subject.type, subject.properties);
  if (faults.length > 0)
    return `Properties validation failed for resource ${subject.logicalId} with message:\n${faults.join('\n')}`;
  const known = { ...subject, properties: knownPart(subject.properties) };
  const fault = firstFault(rules.get(subject.type) ?? [], (rule) => rule(known));
  return fault === undefined ? undefined : handlerReason(subject.world, subject.type, fault.text, fault.code);
}
