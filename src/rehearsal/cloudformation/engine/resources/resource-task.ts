import type { TemplateResource } from '../../../../core/template.ts';
import { revertDrift } from '../../account-effects/drift.ts';
import { resourceEvent } from '../../model/events.ts';
import type { ImportTarget } from '../../model/change-set-record.ts';
import type { ResourceRecord } from '../../model/stack-record.ts';
import { changedKeys, type Properties } from '../../model/values.ts';
import { adopt, isUnfinished, templateReason } from '../../planning/desired-state.ts';
import { recreationOf } from '../../planning/replacement.ts';
import type { Story } from '../../time/story.ts';
import { createNested, updateNested } from '../nested-stacks.ts';
import { importedRecord } from '../imported-record.ts';
import { ResourceFailed } from '../operation.ts';
import { policyRefusal, type PolicyAction } from '../stack-policy.ts';
import { isNestedStack } from '../../../../template/index.ts';
import { takeExisting } from './existing.ts';
import type { Provision } from './provision-state.ts';
import { createResource, replaceResource, updateResource } from './resource-creation.ts';
import type { ResourceStep } from './resource-step.ts';

export interface ResourceTask {
  readonly resource: ResourceRecord;
  readonly verb: 'CREATE' | 'UPDATE';
  readonly story: (step: ResourceStep) => Story;
}

/** What has to be done about one resource; undefined: it is as it should be, and nothing is told of it. */
export function taskFor(run: Provision, id: string): ResourceTask | undefined {
  const { stack, definition, desired } = run;
  const raw = definition.template.resources.get(id);
  if (raw === undefined) return undefined;
  const existing = stack.resources.get(id);
  try {
    const known = desired.evaluate(raw);
    const next = desired.describe(raw, known);
    if (existing === undefined || isUnfinished(existing)) return creation(run, next, existing);
    if (isNestedStack(raw.type)) return nestedUpdate(run, next, existing);
    const task = change(run, next, existing, known);
    const refused = task === undefined ? undefined : policyRefusal(run.policy, next, actionOf(run, id));
    return refused === undefined ? task : kept(run, existing, refused);
  } catch (error) {
    return refusal(run, raw, existing, templateReason(error));
  }
}

const creation = (
  run: Provision,
  next: ResourceRecord,
  unfinished: ResourceRecord | undefined,
): ResourceTask => {
  if (unfinished !== undefined && unfinished.physicalId !== '') run.replaced.push(unfinished);
  const target = run.imports?.find(({ logicalId }) => logicalId === next.logicalId);
  if (target !== undefined) return takingIn(run, next, target);
  run.stack.resources.set(next.logicalId, next);
  run.touched.set(next.logicalId, 'created');
  return { resource: next, verb: 'CREATE', story: isNestedStack(next.type) ? createNested : createResource };
};

/** What was there before the stack stays when that is taken back. */
const takingIn = (run: Provision, next: ResourceRecord, target: ImportTarget): ResourceTask => {
  const taken = importedRecord(run.world, run.stack, run.definition, target);
  const resource: ResourceRecord = { ...next, deletionPolicy: 'Retain' };
  run.stack.resources.set(next.logicalId, resource);
  run.touched.set(next.logicalId, 'created');
  return { resource, verb: 'CREATE', story: (step) => takeExisting(step, target, taken) };
};

/** A nested stack is always visited: only its own template knows whether anything changes. */
const nestedUpdate = (run: Provision, next: ResourceRecord, existing: ResourceRecord): ResourceTask => {
  run.touched.set(next.logicalId, 'updated');
  adopt(existing, next);
  return { resource: existing, verb: 'UPDATE', story: (step) => updateNested(step, run.definition) };
};

const actionOf = ({ touched }: Provision, id: string): PolicyAction =>
  touched.get(id) === 'replaced' ? 'Update:Replace' : 'Update:Modify';

/** What the stack's policy does not let be changed stays as it is. */
const kept = (run: Provision, existing: ResourceRecord, reason: string): ResourceTask => {
  const { logicalId } = existing;
  const before = run.stack.before?.resources.get(logicalId);
  const resource = before === undefined ? existing : { ...before };
  run.stack.resources.set(logicalId, resource);
  run.touched.delete(logicalId);
  return { resource, verb: 'UPDATE', story: () => failing(reason) };
};

/** No work was begun, so nothing is told but the failure. */
function* failing(reason: string): Story {
  yield 300;
  throw new ResourceFailed(reason);
}

/** Unchanged resources are silent. */
const change = (
  run: Provision,
  next: ResourceRecord,
  existing: ResourceRecord,
  known: Properties,
): ResourceTask | undefined => {
  const drifted = run.definition.revertsDrift && existing.drift.length > 0;
  const changed = changedKeys(existing.properties, known);
  const before = { ...existing };
  if (changed.some((name) => recreationOf(next.type, name) === 'Always'))
    return replacement(run, next, before);
  adopt(existing, next);
  if (changed.length === 0 && !drifted && !run.desired.alters(before, next)) return undefined;
  if (drifted) revertDrift(existing);
  run.touched.set(next.logicalId, 'updated');
  return {
    resource: existing,
    verb: 'UPDATE',
    story: (step) => updateResource(step, before, changed.length > 0 || drifted),
  };
};

const replacement = (run: Provision, next: ResourceRecord, old: ResourceRecord): ResourceTask => {
  const resource: ResourceRecord = { ...next, physicalId: old.physicalId, attributes: old.attributes };
  run.stack.resources.set(next.logicalId, resource);
  run.touched.set(next.logicalId, 'replaced');
  return {
    resource,
    verb: 'UPDATE',
    story: (step) => replaceResource(step, old, () => run.replaced.push(old)),
  };
};

/** A resource that could not even be described, such as one with an attribute its type lacks. */
const refusal = (
  run: Provision,
  raw: TemplateResource,
  existing: ResourceRecord | undefined,
  reason: string,
): ResourceTask => {
  const resource = existing ?? run.desired.describe({ ...raw, properties: {} }, {});
  if (existing === undefined) run.stack.resources.set(raw.logicalId, resource);
  run.touched.set(raw.logicalId, existing === undefined ? 'created' : 'updated');
  const verb = existing === undefined ? 'CREATE' : 'UPDATE';
  return {
    resource,
    verb,
    *story({ world, stack }) {
      resourceEvent(world, stack, resource, `${verb}_IN_PROGRESS`);
      yield 300;
      throw new ResourceFailed(reason);
    },
  };
};
