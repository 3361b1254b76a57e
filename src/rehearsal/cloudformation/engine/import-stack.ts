import { beginOperation, endOperation, resourceEvent, stackEvent } from '../model/events.ts';
import type { ImportTarget } from '../model/change-set-record.ts';
import { askedReason } from '../model/reasons.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { desiredStateOf } from '../planning/desired-state.ts';
import { importedRecord } from './imported-record.ts';
import { importObstacle } from '../planning/imports/targets.ts';
import type { Story } from '../time/story.ts';
import { inOrder } from '../../../template/index.ts';

export interface ImportRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly definition: Definition;
  readonly imports: readonly ImportTarget[];
}

/** From IMPORT_IN_PROGRESS to IMPORT_COMPLETE, or back: nothing is made, changed or deleted by either. */
export function* importStack(request: ImportRequest): Story {
  const { world, stack, definition } = request;
  const before = stack.definition;
  beginOperation(world, stack, before === undefined ? 'CREATE_STACK' : 'UPDATE_STACK', {
    id: world.identifiers.uuidV1(),
  });
  if (before !== undefined) stack.updatedAt = world.timeline.now();
  stackEvent(world, stack, 'IMPORT_IN_PROGRESS', { reason: 'User Initiated' });
  stack.definition = definition;
  yield world.identifiers.between(2000, 3200);
  const taken: ResourceRecord[] = [];
  for (const target of ordered(request)) {
    const failed = yield* importOne(request, target, taken);
    if (!failed) continue;
    stack.definition = before;
    return yield* goBack(request, target, taken);
  }
  yield world.identifiers.between(300, 900);
  stackEvent(world, stack, 'IMPORT_COMPLETE');
  endOperation(world, stack, 'SUCCEEDED');
}

/** What refers to another one is imported after it. */
const ordered = ({ world, stack, definition, imports }: ImportRequest): readonly ImportTarget[] => {
  const { needs } = desiredStateOf(world, stack, definition);
  return inOrder(needs).flatMap((id) => imports.filter(({ logicalId }) => logicalId === id));
};

/** @returns whether it failed */
function* importOne(
  { world, stack, definition }: ImportRequest,
  target: ImportTarget,
  taken: ResourceRecord[],
): Story<boolean> {
  const resource = importedRecord(world, stack, definition, target);
  stack.resources.set(target.logicalId, resource);
  const tell = (status: string, reason?: string): void =>
    resourceEvent(world, stack, resource, status, reason === undefined ? {} : { reason });
  tell('IMPORT_IN_PROGRESS', 'Resource import started.');
  yield world.identifiers.between(600, 1400);
  const asked = world.failures.reasonFor(target.logicalId, 'create');
  stack.resources.delete(target.logicalId);
  const obstacle =
    asked === undefined
      ? importObstacle(world, stack, target)
      : askedReason(world, target.type, asked.reason);
  stack.resources.set(target.logicalId, resource);
  taken.push(resource);
  if (obstacle !== undefined) {
    tell('IMPORT_FAILED', obstacle);
    return true;
  }
  tell('IMPORT_COMPLETE', 'Resource import completed.');
  yield world.identifiers.between(300, 900);
  tell('UPDATE_IN_PROGRESS', 'Apply stack-level tags to imported resource if applicable.');
  yield world.identifiers.between(2000, 20_000);
  tell('UPDATE_COMPLETE');
  return false;
}

/** What was taken in is let go again, as it was. */
function* goBack(
  { world, stack }: ImportRequest,
  { logicalId }: ImportTarget,
  taken: readonly ResourceRecord[],
): Story {
  endOperation(world, stack, 'FAILED');
  beginOperation(world, stack, 'ROLLBACK', { after: true });
  stack.changeSetId = undefined;
  stackEvent(world, stack, 'IMPORT_ROLLBACK_IN_PROGRESS', {
    reason: `The following resource(s) failed to import: [${logicalId}]. `,
  });
  for (const resource of [...taken].reverse()) {
    yield world.identifiers.between(300, 900);
    if (resource.status !== 'IMPORT_FAILED') {
      resourceEvent(world, stack, resource, 'IMPORT_ROLLBACK_IN_PROGRESS');
      yield world.identifiers.between(300, 900);
    }
    resourceEvent(world, stack, resource, 'IMPORT_ROLLBACK_COMPLETE');
    stack.resources.delete(resource.logicalId);
  }
  stackEvent(world, stack, 'IMPORT_ROLLBACK_COMPLETE');
  endOperation(world, stack, 'SUCCEEDED');
}
