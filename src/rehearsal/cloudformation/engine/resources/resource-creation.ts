import { isCustomResource } from '../../../../template/index.ts';
import { accountFailureOf } from '../../account-effects/failures/account-failures.ts';
import { failAsAsked } from '../../account-effects/failure-traces.ts';
import { addToAccount, changeInAccount } from '../../account-effects/index.ts';
import type { ResourceRecord } from '../../model/stack-record.ts';
import { readyAfter, isReadyLater } from '../../account-effects/readiness.ts';
import { make, type MadeResource } from '../../physical-ids/index.ts';
import { handlerTime, hasConsistencyCheck, initiatedLate } from '../../time/durations.ts';
import type { Story } from '../../time/story.ts';
import { valueFaultOf } from '../../value-checks/index.ts';
import { ResourceFailed } from '../operation.ts';
import { isWaitHandle, makeWaitHandle } from './wait-handles.ts';
import { announce } from './hooks.ts';
import { tellOf, type ResourceStep } from './resource-step.ts';
import { awaitSignals, expectedSignals, notSignalled } from './signals.ts';

/**
 * CREATE_IN_PROGRESS, Initiated with the id, perhaps a consistency check, CREATE_COMPLETE.
 * @throws ResourceFailed
 */
export function* createResource(step: ResourceStep): Story {
  yield* announce(step);
  yield* makePhysical(step, 'create');
}

/** A new physical resource under the same logical id; the old one goes in the clean-up. @throws ResourceFailed */
export function* replaceResource(step: ResourceStep, old: ResourceRecord, superseded: () => void): Story {
  const reason = 'Requested update requires the creation of a new physical resource; hence creating one.';
  yield* announce(step, reason);
  yield* makePhysical(step, 'update', (made) => {
    if (made.physicalId !== old.physicalId) return superseded();
    // Only a name of one's own can come out the same, and AWS cannot hold two of them at once.
    throw new ResourceFailed(
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${old.physicalId} and update the stack again.`,
    );
  });
}

/** In place: no reasons and no "Initiated". @throws ResourceFailed */
export function* updateResource(step: ResourceStep, before: ResourceRecord, touches: boolean): Story {
  const { world, stack, resource } = step;
  yield* announce(step);
  const asked = world.failures.reasonFor(resource.logicalId, 'update');
  // Tags and metadata alone are quick; properties take the type's time.
  yield touches
    ? handlerTime(world.identifiers, resource.type, 'update')
    : world.identifiers.between(300, 900);
  if (asked !== undefined) throw new ResourceFailed(failAsAsked(step, asked.reason));
  const refused = touches ? valueFaultOf({ world, ...resource }) : undefined;
  if (refused !== undefined) throw new ResourceFailed(refused);
  changeInAccount(world, stack, before, resource);
  tellOf(step, 'UPDATE_COMPLETE');
}

/** From the first event to COMPLETE; `initiated` hears of the new physical id and may refuse it. */
function* makePhysical(
  step: ResourceStep,
  phase: 'create' | 'update',
  initiated?: (made: MadeResource) => void,
): Story {
  const { world, resource, verb } = step;
  const { identifiers } = world;
  const made = madeFor(step);
  const whole = handlerTime(identifiers, resource.type, 'create');
  const trouble = troubleOf(step, made, phase, whole);
  const start = Math.round(Math.min(identifiers.between(500, 1500), whole / 2));
  if (trouble?.refused === true) {
    yield start + 400;
    throw new ResourceFailed(trouble.reason());
  }
  const begun = initiatedLate(resource.type) ? Math.max(start, whole - 300) : start;
  yield begun;
  resource.physicalId = made.physicalId;
  resource.attributes = attributesOf(step, made);
  tellOf(step, `${verb}_IN_PROGRESS`, { reason: 'Resource creation Initiated' });
  initiated?.(made);
  if (trouble !== undefined) {
    yield Math.max(200, trouble.after * 1000 - begun);
    throw new ResourceFailed(trouble.reason());
  }
  let rest = Math.max(450, whole - begun);
  if (hasConsistencyCheck(resource.type)) {
    yield 400;
    rest -= 400;
    const reason = 'Eventual consistency check initiated';
    tellOf(step, `${verb}_IN_PROGRESS`, { reason, detailedStatus: 'CONFIGURATION_COMPLETE', bare: true });
    step.usable();
  }
  yield* finish(step, rest);
  tellOf(step, `${verb}_COMPLETE`);
}

/** @param rest milliseconds until it can be used */
function* finish(step: ResourceStep, rest: number): Story {
  const { world, stack, resource } = step;
  const expected = expectedSignals(step);
  const early = stack.definition?.express === true && isReadyLater(resource.type);
  if (expected !== undefined) yield* awaitSignals(step, expected, rest);
  else yield early ? Math.min(configured, rest) : rest;
  addToAccount(world, stack, resource);
  if (early) readyAfter(world, resource, Math.max(0, rest - configured));
}

/** How long after its begin express mode calls a resource complete, milliseconds. */
const configured = 5000;

const madeFor = (step: ResourceStep): MadeResource => {
  const { world, stack, resource } = step;
  if (isWaitHandle(resource.type)) return makeWaitHandle(step);
  const { account, identifiers, revisions } = world;
  const place = { account, region: stack.region, stackName: stack.name };
  return make({ ...resource, ...place, identifiers, revisions });
};

/** A custom resource answers with attributes of its own, which only who wrote it knows. */
const attributesOf = ({ world, resource }: ResourceStep, made: MadeResource): ResourceRecord['attributes'] =>
  new Map([
    ...Object.entries(made.attributes),
    ...(isCustomResource(resource.type) ? (world.replies.get(resource.logicalId) ?? []) : []),
  ]);

interface Trouble {
  /** Asked for when it fails, not before: a failure that was wished for leaves its traces then. */
  readonly reason: () => string;
  /** Seconds. */
  readonly after: number;
  readonly refused: boolean;
}

/** What was asked to fail, and what the account's state makes fail. */
const troubleOf = (
  step: ResourceStep,
  made: MadeResource,
  phase: 'create' | 'update',
  whole: number,
): Trouble | undefined => {
  const { world, stack, resource } = step;
  const { type, logicalId, properties } = resource;
  const asked = world.failures.reasonFor(logicalId, phase);
  const expected = asked === undefined || asked.reason !== undefined ? undefined : expectedSignals(step);
  if (expected !== undefined)
    return { reason: () => notSignalled(expected), after: expected.timeout / 1000, refused: false };
  if (asked !== undefined)
    return {
      reason: () => failAsAsked(step, asked.reason),
      after: (whole * 0.8) / 1000,
      refused: false,
    };
  const refused = valueFaultOf({ world, type, logicalId, properties });
  if (refused !== undefined) return { reason: () => refused, after: 1, refused: true };
  const found = accountFailureOf({ world, stack, type, logicalId, properties, physicalId: made.physicalId });
  return found === undefined ? undefined : { ...found, reason: () => found.reason };
};
