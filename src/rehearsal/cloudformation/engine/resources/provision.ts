import { resourceEvent } from '../../model/events.ts';
import type { EventRecord } from '../../model/stack-record.ts';
import { desiredStateOf } from '../../planning/desired-state.ts';
import type { Story } from '../../time/story.ts';
import { walkDependencies } from '../dependency-walk.ts';
import { checkOrder } from '../invariants.ts';
import { OperationFailed, ResourceFailed } from '../operation.ts';
import type { Provision, Provisioned, ProvisionRequest } from './provision-state.ts';
import { taskFor } from './resource-task.ts';

/** Takes a stack's resources to the state that its definition describes. */
export function* provision(request: ProvisionRequest): Story<Provisioned> {
  const { world, stack, definition, keepGoing } = request;
  const desired = desiredStateOf(world, stack, definition);
  const first = stack.events.length;
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
  checkOrder(stack.events.slice(first), desired.needs, canBeUsed);
  cancelInFlight(run);
  return run;
}

const canBeUsed = ({ status, detailedStatus }: EventRecord): boolean =>
  status.endsWith('_COMPLETE') || detailedStatus === 'CONFIGURATION_COMPLETE';

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
