import type { TemplateResource } from '../../../core/template.ts';
import { resourceEvent } from '../model/events.ts';
import { isNestedStack } from '../model/resource-types.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import { changedKeys, type Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';
import { recreationOf } from '../planning/replacement.ts';
import type { Signal, Story } from '../time/story.ts';
import { walkDependencies } from './dependency-walk.ts';
import { adopt, desiredStateOf, isUnfinished, templateReason, type DesiredState } from './desired-state.ts';
import { createNested, updateNested } from './nested-stacks.ts';
import { OperationFailed, ResourceFailed } from './operation.ts';
import { createResource, replaceResource, updateResource, type ResourceStep } from './resource-creation.ts';
import type { Touch } from './touch.ts';

export interface ProvisionRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly definition: Definition;
  /** DisableRollback: what does not depend on the failed resource goes on. */
  readonly keepGoing: boolean;
  /** Given once every resource can be used while some are not complete yet. */
  readonly usable?: Signal;
}

/** What came of it, and what it is about while it is under way. */
export interface Provisioned {
  /** Logical ids that failed or were cancelled, as the stack's reason lists them. */
  readonly failed: { readonly created: string[]; readonly updated: string[] };
  /** How far it came, and how. */
  readonly touched: Map<string, Touch>;
  /** Physical resources that a replacement left behind. */
  readonly replaced: ResourceRecord[];
  /** Logical ids whose conditions hold. */
  readonly active: readonly string[];
  /** It was stopped from outside: by a time limit, CancelUpdateStack or a parent's rollback. */
  stopped: OperationFailed | undefined;
}

interface Provision extends ProvisionRequest, Provisioned {
  readonly desired: DesiredState;
  readonly inFlight: Map<string, { readonly resource: ResourceRecord; readonly verb: 'CREATE' | 'UPDATE' }>;
  readonly ready: Set<string>;
}

/** Takes a stack's resources to the state that its definition describes. */
export function* provision(request: ProvisionRequest): Story<Provisioned> {
  const { world, stack, definition, keepGoing } = request;
  const desired = desiredStateOf(world, stack, definition);
  const run: Provision = {
    ...request,
    desired,
    active: desired.active,
    failed: { created: [], updated: [] },
    touched: new Map(),
    replaced: [],
    inFlight: new Map(),
    ready: new Set(),
    stopped: undefined,
  };
  // Siblings in flight go on for a moment before they are cancelled, all at once.
  const moment = function* (): Story {
    yield world.identifiers.between(20, 90);
  };
  try {
    yield* walkDependencies({
      timeline: world.timeline,
      ids: desired.active,
      needs: desired.needs,
      waitsForEnd: (id, need) => definition.template.resources.get(id)?.dependsOn.includes(need) === true,
      visit: (id, usable) => provisionOne(run, id, usable),
      ...(keepGoing ? {} : { afterFailure: moment }),
    });
  } catch (error) {
    if (!(error instanceof OperationFailed)) throw error;
    run.stopped = error;
  }
  cancelInFlight(run);
  return run;
}

const cancelInFlight = ({ world, stack, inFlight, failed }: Provision): void => {
  for (const { resource, verb } of inFlight.values()) {
    const reason = verb === 'CREATE' ? 'Resource creation cancelled' : 'Resource update cancelled';
    resourceEvent(world, stack, resource, `${verb}_FAILED`, { reason });
    (verb === 'CREATE' ? failed.created : failed.updated).push(resource.logicalId);
  }
  inFlight.clear();
};

/** One resource from its first event to its last. False: it failed. */
function* provisionOne(run: Provision, id: string, usable: () => void): Story<boolean> {
  const { world, stack, inFlight, failed } = run;
  const task = taskFor(run, id);
  if (task === undefined) {
    run.ready.add(id);
    return true;
  }
  const { resource, verb } = task;
  inFlight.set(id, { resource, verb });
  const markUsable = (): void => {
    noteReady(run, id);
    usable();
  };
  const reason = yield* failureOf(task.story({ world, stack, resource, verb, usable: markUsable }));
  inFlight.delete(id);
  if (reason === undefined) {
    noteReady(run, id);
    return true;
  }
  resourceEvent(world, stack, resource, `${verb}_FAILED`, { reason });
  (verb === 'CREATE' ? failed.created : failed.updated).push(id);
  return false;
}

function* failureOf(story: Story): Story<string | undefined> {
  try {
    yield* story;
    return undefined;
  } catch (error) {
    if (error instanceof ResourceFailed) return error.message;
    throw error;
  }
}

const noteReady = (run: Provision, id: string): void => {
  if (run.ready.has(id)) return;
  run.ready.add(id);
  if (run.ready.size === run.active.length && run.inFlight.size > 0) run.usable?.give();
};

interface ResourceTask {
  readonly resource: ResourceRecord;
  readonly verb: 'CREATE' | 'UPDATE';
  readonly story: (step: ResourceStep) => Story;
}

/** What has to be done about one resource; undefined: it is as it should be, and nothing is told of it. */
const taskFor = (run: Provision, id: string): ResourceTask | undefined => {
  const { stack, definition, desired } = run;
  const raw = definition.template.resources.get(id);
  if (raw === undefined) return undefined;
  const existing = stack.resources.get(id);
  try {
    const known = desired.evaluate(raw);
    const next = desired.describe(raw, known);
    if (existing === undefined || isUnfinished(existing)) return creation(run, next, existing);
    if (isNestedStack(raw.type)) return nestedUpdate(run, next, existing);
    return change(run, next, existing, known);
  } catch (error) {
    return refusal(run, raw, existing, templateReason(error));
  }
};

const creation = (
  run: Provision,
  next: ResourceRecord,
  unfinished: ResourceRecord | undefined,
): ResourceTask => {
  if (unfinished !== undefined && unfinished.physicalId !== '') run.replaced.push(unfinished);
  run.stack.resources.set(next.logicalId, next);
  run.touched.set(next.logicalId, 'created');
  return { resource: next, verb: 'CREATE', story: isNestedStack(next.type) ? createNested : createResource };
};

/** A nested stack is always visited: only its own template knows whether anything changes. */
const nestedUpdate = (run: Provision, next: ResourceRecord, existing: ResourceRecord): ResourceTask => {
  run.touched.set(next.logicalId, 'updated');
  adopt(existing, next);
  return { resource: existing, verb: 'UPDATE', story: (step) => updateNested(step, run.definition) };
};

/** Unchanged resources are silent. */
const change = (
  run: Provision,
  next: ResourceRecord,
  existing: ResourceRecord,
  known: Properties,
): ResourceTask | undefined => {
  const changed = changedKeys(existing.properties, known);
  const before = { ...existing };
  if (changed.some((name) => recreationOf(next.type, name) === 'Always'))
    return replacement(run, next, before);
  adopt(existing, next);
  if (changed.length === 0 && !run.desired.alters(before, next)) return undefined;
  run.touched.set(next.logicalId, 'updated');
  return {
    resource: existing,
    verb: 'UPDATE',
    story: (step) => updateResource(step, before, changed.length > 0),
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
