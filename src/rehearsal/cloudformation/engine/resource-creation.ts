import { appear, refresh } from '../account-effects/index.ts';
import { consequenceOf } from '../account-effects/account-failures.ts';
import { handlerTime, hasConsistencyCheck, initiatedLate } from '../time/durations.ts';
import { resourceEvent } from '../model/events.ts';
import { createNested, isNested } from './nested-stacks.ts';
import { make, type Made } from '../physical-ids/index.ts';
import type { ResourceRecord, StackRecord } from '../model/stack-record.ts';
import { failAsAsked } from '../account-effects/failure-traces.ts';
import type { World } from '../model/world.ts';

/** One resource on its way; whoever drives the operation hears how it goes. */
export interface Handling {
  readonly world: World;
  readonly stack: StackRecord;
  readonly resource: ResourceRecord;
  readonly verb: 'CREATE' | 'UPDATE';
  /** A step of this resource; forgotten when it fails or is cancelled. */
  readonly after: (ms: number, step: () => void) => void;
  /** Others may refer to it now. */
  readonly configured: () => void;
  readonly completed: () => void;
  readonly failed: (reason: string) => void;
}

const tell = (
  { world, stack, resource }: Handling,
  status: string,
  detail?: Parameters<typeof resourceEvent>[4],
): void => resourceEvent(world, stack, resource, status, detail);

/** CREATE_IN_PROGRESS, Initiated with the id, perhaps a consistency check, CREATE_COMPLETE. */
export const createResource = (handling: Handling): void => {
  tell(handling, 'CREATE_IN_PROGRESS');
  if (isNested(handling.resource.type)) createNested(handling);
  else bringUp(handling, 'create');
};

/** A new physical resource under the same logical id; the old one goes in the clean-up. */
export const replaceResource = (handling: Handling, old: ResourceRecord, superseded: () => void): void => {
  const reason = 'Requested update requires the creation of a new physical resource; hence creating one.';
  tell(handling, 'UPDATE_IN_PROGRESS', { reason });
  bringUp(handling, 'update', (made) => {
    if (made.physicalId !== old.physicalId) return superseded();
    // Only a name of one's own can come out the same, and AWS cannot hold two of them at once.
    handling.failed(
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${old.physicalId} and update the stack again.`,
    );
  });
};

/** In place: no reasons and no "Initiated". */
export const updateResource = (handling: Handling, before: ResourceRecord, touches: boolean): void => {
  const { world, stack, resource } = handling;
  tell(handling, 'UPDATE_IN_PROGRESS');
  const asked = world.failures.reasonFor(resource.logicalId, 'update');
  // Tags and metadata alone are quick; properties take the type's time.
  const time = touches ? handlerTime(world, resource.type, 'update') : world.identifiers.between(300, 900);
  handling.after(time, () => {
    if (asked !== undefined) return handling.failed(failAsAsked(handling, asked.reason));
    refresh(world, stack, before, resource);
    tell(handling, 'UPDATE_COMPLETE');
    handling.completed();
  });
};

/** From the first event to COMPLETE; `initiated` hears of the new physical id and may fail it. */
const bringUp = (handling: Handling, phase: 'create' | 'update', initiated?: (made: Made) => void): void => {
  const { world, stack, resource } = handling;
  const { account, identifiers } = world;
  const made = make({ ...resource, account, region: stack.region, stackName: stack.name, identifiers });
  const whole = handlerTime(world, resource.type, 'create');
  const trouble = troubleOf(handling, made, phase, whole);
  const start = Math.min(identifiers.between(500, 1500), whole / 2);
  if (trouble?.refused === true) {
    handling.after(start + 400, () => handling.failed(trouble.reason ?? ''));
    return;
  }
  const begun = initiatedLate(resource.type) ? Math.max(start, whole - 300) : start;
  handling.after(begun, () => {
    resource.physicalId = made.physicalId;
    resource.attributes = new Map(Object.entries(made.attributes));
    tell(handling, `${handling.verb}_IN_PROGRESS`, { reason: 'Resource creation Initiated' });
    initiated?.(made);
  });
  if (trouble === undefined) comeUp(handling, begun, whole);
  else
    handling.after(Math.max(begun + 200, trouble.after * 1000), () =>
      handling.failed(
        trouble.asked === true ? failAsAsked(handling, trouble.reason) : (trouble.reason ?? ''),
      ),
    );
};

/** @param begun, @param whole milliseconds from the start to "Initiated", and to the end */
const comeUp = (handling: Handling, begun: number, whole: number): void => {
  const { world, stack, resource, verb } = handling;
  if (hasConsistencyCheck(resource.type))
    handling.after(begun + 400, () => {
      const reason = 'Eventual consistency check initiated';
      tell(handling, `${verb}_IN_PROGRESS`, { reason, detailedStatus: 'CONFIGURATION_COMPLETE', bare: true });
      handling.configured();
    });
  handling.after(Math.max(begun + 450, whole), () => {
    appear(world, stack, resource);
    tell(handling, `${verb}_COMPLETE`);
    handling.completed();
  });
};

interface Trouble {
  readonly reason: string | undefined;
  /** The person wished for it; the account's state would have let it pass. */
  readonly asked?: true;
  /** Seconds. */
  readonly after: number;
  readonly refused: boolean;
}

/** What was asked to fail, and what the account's state makes fail. */
const troubleOf = (
  { world, stack, resource }: Handling,
  made: Made,
  phase: 'create' | 'update',
  whole: number,
): Trouble | undefined => {
  const { type, logicalId, properties } = resource;
  const asked = world.failures.reasonFor(logicalId, phase);
  if (asked !== undefined)
    return { reason: asked.reason, asked: true, after: (whole * 0.8) / 1000, refused: false };
  return consequenceOf({ world, stack, type, logicalId, properties, physicalId: made.physicalId });
};
